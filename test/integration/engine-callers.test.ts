import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RingPassSecret } from '../../src/contract/call-request.ts'
import { Handle } from '../../src/contract/ids.ts'
import { type RunningDirectory, startDirectory } from '../../src/directory/directory.ts'
import { createEngineRig, type EngineRig, signUp, until } from '../support/engine-rig.ts'

const ALICE = Handle.parse('alice')
const BOB = Handle.parse('bob')

let directory: RunningDirectory
let alice: EngineRig
let bob: EngineRig

const call = (rig: EngineRig) => rig.engine.get('calls').calls.at(-1)
const rule = (rig: EngineRig) => {
  const phase = call(rig)?.phase
  return phase?.kind === 'ringing-in' || phase?.kind === 'ended' ? phase.rule : undefined
}
const dial = (pass: RingPassSecret | null = null) =>
  alice.engine.intents['call.dial']({ to: '@bob', media: 'audio', pass })
const isEnded = (rig: EngineRig) => call(rig)?.phase.kind === 'ended'
const isSaved = (rig: EngineRig) => rig.engine.get('me')?.policyUpload.kind === 'saved'

/** Rings, is taken back, and leaves nothing behind. */
async function ringOnce(wanted: string, pass: RingPassSecret | null = null) {
  await dial(pass)
  await until(() => call(bob)?.phase.kind === 'ringing-in')
  expect(rule(bob)).toBe(wanted)
  const callId = call(alice)?.callId
  if (callId) await alice.engine.intents['call.hangUp']({ callId })
  await until(() => isEnded(alice) && isEnded(bob))
  // oxlint-disable-next-line no-await-in-loop -- one view after the other
  for (const rig of [alice, bob])
    for (const { callId: over } of rig.engine.get('calls').calls)
      await rig.engine.intents['call.dismiss']({ callId: over })
}
async function isRefused(wanted: string, pass: RingPassSecret | null = null) {
  await dial(pass)
  await until(() => isEnded(alice))
  expect(call(alice)?.phase).toMatchObject({ kind: 'ended', reason: 'not-allowed', rule: wanted })
  expect(bob.engine.get('calls').calls).toEqual([])
  const callId = call(alice)?.callId
  if (callId) await alice.engine.intents['call.dismiss']({ callId })
}

beforeEach(async () => {
  const started = await startDirectory({ dataDir: 'memory', port: 0, registration: 'open' })
  if (!started.ok) throw new Error(started.error.kind)
  directory = started.value
  alice = await createEngineRig(() => directory.url)
  bob = await createEngineRig(() => directory.url)
  await signUp(alice, 'alice')
  await signUp(bob, 'bob', 'my-people')
})

afterEach(async () => {
  await Promise.all([alice.stop(), bob.stop()])
  await directory.close()
})

describe('who may call, between two engines and a real directory', () => {
  it('CAN1 CAN2 a stranger is told the rule; a person of the address book rings', async () => {
    await isRefused('not-among')
    const contact = {
      name: 'Ali',
      handle: ALICE,
      note: '',
      isFavourite: true,
      tone: 'usual',
      loudness: 'usual',
      details: [],
    } as const
    const saved = await bob.engine.intents['book.save']({
      contactId: null,
      contact: { ...contact, details: [] },
    })
    expect(saved.ok).toBe(true)
    expect(bob.engine.get('people').people).toMatchObject([
      { handle: 'alice', myName: 'Ali', isFavourite: true, relation: { isInAddressBook: true } },
    ])
    await until(() => isSaved(bob))
    await ringOnce('address-book')
    const contactIds = bob.engine.get('book').contacts.map(({ contactId }) => contactId)
    await bob.engine.intents['book.remove']({ contactIds })
    await until(() => isSaved(bob))
    await isRefused('not-among')

    // The app ended between the card's removal and what follows from it.
    await bob.engine.intents['book.save']({ contactId: null, contact: { ...contact, details: [] } })
    await until(() => isSaved(bob))
    const { disk } = bob
    await bob.stop()
    disk.records.set('book', [])
    bob = await createEngineRig(() => directory.url, { disk })
    await until(() => bob.engine.get('connection').kind === 'online' && isSaved(bob))
    await isRefused('not-among')
  })

  it('CAN7 a request is answered, rings once, and the next ring is refused', async () => {
    const asked = await alice.engine.intents['request.send']({ handle: BOB, text: ' About \u202ethe boat ' })
    expect(asked).toEqual({ ok: true, value: {} })
    await until(() => bob.engine.get('requests').received.length === 1)
    expect(bob.engine.get('requests').received).toMatchObject([{ handle: 'alice', text: 'About the boat' }])
    const answered = await bob.engine.intents['request.answer']({ handle: ALICE, answer: 'once' })
    expect(answered).toEqual({ ok: true, value: {} })
    expect(bob.engine.get('requests').received).toEqual([])
    await ringOnce('granted-once')
    await until(() => isSaved(bob))
    await isRefused('not-among')
  })

  it('CAN7 a ring pass lets its holder ring once; both sides know that it was used', async () => {
    const made = await bob.engine.intents['pass.make']({ forTyped: '@alice', validMs: 3_600_000 })
    if (!made.ok) throw new Error(made.error.kind)
    const secret = RingPassSecret.parse(made.value.link.split('=')[1])
    await ringOnce('ring-pass', secret)
    expect(bob.engine.get('passes').passes).toMatchObject([{ state: { kind: 'used', by: 'alice' } }])
    await isRefused('ring-pass-refused', secret)
  })

  it('CAN3 a block stops the ring on both sides, and the blocked one stays out over a restart', async () => {
    await bob.engine.intents['person.setRelation']({ handle: ALICE, change: { exception: 'always' } })
    await until(() => isSaved(bob))
    await dial()
    await until(() => call(bob)?.phase.kind === 'ringing-in')
    await bob.engine.intents['person.setRelation']({ handle: ALICE, change: { isBlocked: true } })
    expect(isEnded(bob)).toBe(true)
    await until(() => isEnded(alice))
    const { disk } = bob
    await bob.stop()
    bob = await createEngineRig(() => directory.url, { disk })
    await until(() => bob.engine.get('connection').kind === 'online')
    await dial()
    await until(() => isEnded(alice))
    expect(bob.engine.get('calls').calls).toEqual([])
  })

  it('CAN3 a device that has lost its records has them back from the directory, as it signed them', async () => {
    await bob.engine.intents['person.setRelation']({ handle: ALICE, change: { isBlocked: true } })
    await until(() => isSaved(bob))
    const { disk } = bob
    await bob.stop()
    disk.records.delete('relations')
    bob = await createEngineRig(() => directory.url, { disk })
    await until(() => bob.engine.get('people').people.some(({ relation }) => relation.isBlocked))
    expect(bob.engine.get('people').people).toMatchObject([
      { handle: 'alice', relation: { isBlocked: true } },
    ])
  })

  it('CAN3 a device hears at its next sign-in what another one of the account has changed meanwhile', async () => {
    await bob.engine.intents['person.setRelation']({ handle: ALICE, change: { exception: 'always' } })
    await until(() => isSaved(bob))
    // The same account on another computer, as it was then.
    const stale = { signer: bob.disk.signer, records: structuredClone(bob.disk.records) }
    await bob.engine.intents['person.setRelation']({ handle: ALICE, change: { isBlocked: true } })
    await until(() => isSaved(bob))
    await bob.stop()
    bob = await createEngineRig(() => directory.url, { disk: stale })
    await until(() => bob.engine.get('people').people.some(({ relation }) => relation.isBlocked))
    expect(bob.engine.get('people').people).toMatchObject([
      { handle: 'alice', relation: { isBlocked: true, exception: 'always' } },
    ])
  })

  it('CAN2 who follows whom is public, and shown as the directory signed it', async () => {
    await alice.engine.intents['person.setRelation']({ handle: BOB, change: { isFollowed: true } })
    await until(() => isSaved(alice))
    const listed = await bob.engine.intents['person.listFollows']({
      handle: BOB,
      direction: 'followers',
      after: null,
    })
    expect(listed).toMatchObject({
      ok: true,
      value: { people: [{ handle: 'alice', displayName: 'ALICE' }], count: 1 },
    })
  })
})
