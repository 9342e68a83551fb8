import { describe, expect, it } from 'vitest'
import { firstChoices } from '../../src/domain/calling-policy.ts'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import { RingPassId, RingPassSecret } from '../../src/contract/call-request.ts'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import type { Relation } from '../../src/contract/relation.ts'
import { fail, invariant, ok } from '../../src/contract/result.ts'
import { createHostileStage, endOf, type HostileStage, isOnline, phaseOf } from '../support/hostile-stage.ts'
import { FORBIDDEN_RINGS, timeoutFor } from '../support/run-counts.ts'
import { policyOf, signedPolicy, signedRelation } from '../support/sample-policy.ts'
import { invite, makeTestAccount, ringOf, type TestAccount } from '../support/test-account.ts'

const OWN = { badge: null, plan: 'free', placingRefusal: null } as const
/** Only my own people may ring. */
const MY_PEOPLE: Partial<CallingPolicy> = firstChoices('my-people')
const now = ({ directory }: HostileStage) => directory.nowMs()
const intents = ({ device }: HostileStage) => device.engine.intents

const ring = (stage: HostileStage, from: TestAccount, pass: RingPassSecret | null = null): DirectoryCall =>
  ringOf(from, invite(stage.keys, from, stage.me, now(stage), { pass }))
const tell = async (stage: HostileStage, ...calls: readonly DirectoryCall[]) => {
  stage.directory.tell(...calls)
  await stage.settle()
}
const changeMe = (stage: HostileStage, policy: ReturnType<typeof signedPolicy> | null) =>
  stage.directory.emit('me.changed', {
    ...OWN,
    handle: stage.me.handle,
    displayName: 'Me' as never,
    device: stage.me.device.id,
    deviceLists: [...stage.me.deviceLists],
    policy,
  })
const answerOnce = async (stage: HostileStage) => {
  const { alice } = stage
  stage.directory.emit('requests.changed', {
    received: [{ from: alice.record, text: 'Hello', atMs: now(stage) }],
    sent: [],
  })
  await stage.settle()
  expect(stage.device.engine.get('requests').received).toMatchObject([{ handle: 'alice', text: 'Hello' }])
  const answered = await intents(stage)['request.answer']({ handle: alice.handle, answer: 'once' })
  expect(answered).toEqual(ok({}))
  expect(stage.device.engine.get('requests').received).toEqual([])
}
const makePass = async (stage: HostileStage) => {
  const made = await intents(stage)['pass.make']({ forTyped: null, validMs: 3_600_000 })
  invariant(made.ok, 'a pass is made')
  return {
    passId: RingPassId.parse(made.value.passId),
    secret: RingPassSecret.parse(made.value.link.split('=')[1]),
  }
}

/** What a directory may say so that somebody who may not ring does ring. */
const LIES: Readonly<Record<string, (stage: HostileStage) => void | Promise<void>>> = {
  'nothing at all': () => {},
  'a policy that nobody signed for me': (stage) => changeMe(stage, null),
  'a policy of its own': (stage) =>
    changeMe(stage, signedPolicy(stage.keys, stage.me, policyOf({ revision: 99 }), stage.keys.signer)),
  'the policy of another account': (stage) =>
    changeMe(stage, signedPolicy(stage.keys, stage.mallory, policyOf({ revision: 99 }))),
  'an older policy of mine': (stage) => changeMe(stage, signedPolicy(stage.keys, stage.me, policyOf())),
  'a relation of its own': (stage) => lieAbout(stage, 99, stage.keys.signer),
  'a relation that the caller signed': (stage) => lieAbout(stage, 99, stage.mallory.device.signer),
  'a request to call': (stage) =>
    stage.directory.emit('requests.changed', {
      received: [{ from: stage.mallory.record, text: '', atMs: now(stage) }],
      sent: [],
    }),
}

function lieAbout(stage: HostileStage, revision: number, signer = stage.me.device.signer): void {
  const kind: Partial<Relation> = { isInAddressBook: true, exception: 'always', grant: 'once' }
  const { handle } = stage.mallory
  const lie = signedRelation(stage.keys, stage.me, handle, revision, kind, signer)
  stage.directory.relations.set(handle, lie)
  stage.directory.emit('relations.changed', {})
}

const forever = { timeout: timeoutFor(FORBIDDEN_RINGS, 300) }

describe('a hostile directory: who may ring', forever, () => {
  it.each(Object.entries(LIES))(
    'CAN4 a stranger does not ring, whatever it forwards with %s',
    async (_, lie) => {
      const stage = await createHostileStage({ policy: { ...MY_PEOPLE, revision: 5 } })
      await lie(stage)
      await stage.settle()
      const rings = Math.ceil(FORBIDDEN_RINGS / Object.keys(LIES).length)
      for (let n = 0; n < rings; n += 1) {
        // oxlint-disable-next-line no-await-in-loop -- one ring after the other
        await tell(stage, ring(stage, stage.mallory))
        expect(stage.calls()).toEqual([])
      }
      expect(isOnline(stage)).toBe(true)
      expect(stage.device.engine.get('media')).toBeNull()
      await stage.device.stop()
    },
  )

  it('CAN4 an older word of mine does not let somebody in whom I have blocked since', async () => {
    const stage = await createHostileStage()
    const { handle } = stage.mallory
    await intents(stage)['person.setRelation']({ handle, change: { exception: 'always' } })
    await intents(stage)['person.setRelation']({ handle, change: { isBlocked: true } })
    lieAbout(stage, 1)
    await stage.settle()
    const forbidden = ring(stage, stage.mallory)
    await tell(stage, forbidden)
    expect(stage.calls()).toEqual([])
    // Nor is a blocked person's call among the missed ones.
    const missed = ring(stage, stage.mallory)
    const state = { kind: 'ended', reason: 'cancelled', atMs: now(stage), durationMs: 0 } as const
    await tell(stage, { ...missed, state })
    expect(stage.device.engine.get('recents').calls).toEqual([])
    await stage.restart()
    await tell(stage, ring(stage, stage.mallory))
    expect(stage.calls()).toEqual([])
    await stage.device.stop()
  })

  it('CAN4 a badge is the directory’s own word, and is believed where verified people may ring', async () => {
    const sources = { addressBook: false, follows: false, verified: true, everyone: false }
    const stage = await createHostileStage({ policy: { sources } })
    await tell(stage, ring(stage, stage.mallory))
    expect(stage.calls()).toEqual([])
    const badged = makeTestAccount(stage.keys, 'mallory', { badge: 'organisation-checked' })
    await tell(stage, ring(stage, badged))
    expect(stage.call()).toMatchObject({
      peer: { badge: 'organisation-checked' },
      phase: { kind: 'ringing-in', rule: 'verified' },
    })
    await stage.device.stop()
  })

  it.each([
    ['policy', (stage: HostileStage) => intents(stage)['policy.set']({ isCallingOn: false })],
    [
      'block',
      (stage: HostileStage) =>
        intents(stage)['person.setRelation']({ handle: stage.alice.handle, change: { isBlocked: true } }),
    ],
  ])('CAN3 a change of %s stops a running ring at once', async (_, change) => {
    const stage = await createHostileStage()
    stage.directory.answers['policy.set'] = () => new Promise(() => {})
    stage.directory.answers['relation.set'] = () => new Promise(() => {})
    await tell(stage, ring(stage, stage.alice))
    expect(phaseOf(stage)).toBe('ringing-in')
    const startedAt = performance.now()
    await change(stage)
    expect(endOf(stage)).toBe('not-allowed')
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    await stage.device.stop()
  })

  it('CAN1 CAN3 what the directory did not take goes there once more when I ask for it, unchanged', async () => {
    const stage = await createHostileStage()
    const { answers } = stage.directory
    const before = { policy: answers['policy.set'], relation: answers['relation.set'] }
    answers['policy.set'] = () => fail({ kind: 'internal' })
    answers['relation.set'] = () => fail({ kind: 'internal' })
    await intents(stage)['policy.set']({ isDoNotDisturb: true })
    await intents(stage)['person.setRelation']({ handle: stage.mallory.handle, change: { isBlocked: true } })
    await stage.settle()
    const upload = () => stage.device.engine.get('me')?.policyUpload
    expect(upload()).toEqual({ kind: 'failed', why: 'refused' })
    expect(await intents(stage)['policy.retry']({})).toEqual(ok({}))
    await stage.settle()
    expect(upload()).toEqual({ kind: 'failed', why: 'refused' })
    answers['policy.set'] = before.policy
    answers['relation.set'] = before.relation
    await intents(stage)['policy.retry']({})
    await stage.settle()
    expect(upload()).toEqual({ kind: 'saved' })
    const told = stage.directory.inputsOf('policy.set').map(({ statement }) => statement.text)
    expect([told.length, new Set(told).size]).toEqual([3, 1])
    expect([...stage.directory.relations.keys()]).toEqual(['mallory'])
    await stage.device.stop()
  })

  it('CAN3 what my other device signed stops a running ring', async () => {
    const stage = await createHostileStage()
    await tell(stage, ring(stage, stage.alice))
    const { handle } = stage.alice
    stage.directory.relations.set(
      handle,
      signedRelation(stage.keys, stage.me, handle, 7, { isBlocked: true }),
    )
    stage.directory.emit('relations.changed', {})
    await stage.settle()
    expect(endOf(stage)).toBe('not-allowed')
    await stage.device.stop()
  })

  it('CAN7 who was let in once rings once, however often it is forwarded', async () => {
    const stage = await createHostileStage({ policy: MY_PEOPLE })
    await tell(stage, ring(stage, stage.alice))
    expect(stage.calls()).toEqual([])
    await answerOnce(stage)
    await tell(stage, ...[1, 2, 3].map(() => ring(stage, stage.alice)))
    expect(stage.calls()).toMatchObject([{ phase: { kind: 'ringing-in', rule: 'granted-once' } }])
    // Its copy from before brings nothing back.
    expect(stage.directory.relations.size).toBe(1)
    await tell(stage, ring(stage, stage.alice))
    expect(stage.calls().filter(({ phase }) => phase.kind === 'ringing-in')).toEqual([])
    await stage.device.stop()
  })

  it('CAN7 the ring that used a grant up rings on after a restart, and no other one does', async () => {
    const stage = await createHostileStage({ policy: MY_PEOPLE })
    await answerOnce(stage)
    const granted = ring(stage, stage.alice)
    await tell(stage, granted)
    expect(phaseOf(stage)).toBe('ringing-in')
    await restartInTheMiddle(stage)
    await tell(stage, granted, ring(stage, stage.alice))
    expect(stage.calls()).toMatchObject([{ callId: granted.callId, phase: { rule: 'granted-once' } }])
    await stage.device.stop()
  })

  it('CAN7 a ring pass lets one ring in, also over a restart; a forged and a revoked one none', async () => {
    const stage = await createHostileStage({ policy: MY_PEOPLE })
    const { secret } = await makePass(stage)
    const forged = RingPassSecret.parse(`${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`)
    await tell(stage, ring(stage, stage.mallory, forged))
    expect(stage.calls()).toEqual([])
    const passed = ring(stage, stage.mallory, secret)
    await tell(stage, passed, ring(stage, stage.alice, secret))
    expect(stage.calls()).toMatchObject([{ callId: passed.callId, phase: { rule: 'ring-pass' } }])
    expect(stage.device.engine.get('passes').passes).toMatchObject([
      { state: { kind: 'used', by: 'mallory' } },
    ])
    await restartInTheMiddle(stage)
    await tell(stage, passed, ring(stage, stage.mallory, secret))
    expect(stage.calls()).toMatchObject([{ callId: passed.callId }])

    const second = await makePass(stage)
    await intents(stage)['pass.revoke']({ passId: second.passId })
    await tell(stage, ring(stage, stage.alice, second.secret))
    expect(stage.calls().filter(({ phase }) => phase.kind === 'ringing-in')).toEqual([])
    await stage.device.stop()
  })

  it.each([
    ['no-answer', 0],
    ['offline', 1],
  ] as const)(
    'CAN7 a grant after a call that ended as %s while I was away lets %d more in',
    async (reason, more) => {
      const stage = await createHostileStage({ policy: MY_PEOPLE })
      await answerOnce(stage)
      const state = { kind: 'ended', reason, atMs: now(stage), durationMs: 0 } as const
      await tell(stage, { ...ring(stage, stage.alice), state })
      await tell(stage, ring(stage, stage.alice))
      expect(stage.calls()).toHaveLength(more)
      await stage.device.stop()
    },
  )

  it('CAN7 a request says nothing that hides, and none of somebody who may never ring', async () => {
    const stage = await createHostileStage({ policy: MY_PEOPLE })
    const { handle } = stage.mallory
    await intents(stage)['person.setRelation']({ handle, change: { exception: 'never' } })
    const told = (from: TestAccount, text: string) => ({ from: from.record, text, atMs: now(stage) })
    const posing = makeTestAccount(stage.keys, 'poser', { profileSigner: stage.mallory.device.signer })
    stage.directory.emit('requests.changed', {
      received: [told(stage.alice, 'Boss ✔ here'), told(stage.mallory, 'me'), told(posing, 'me too')],
      sent: [],
    })
    await stage.settle()
    expect(stage.device.engine.get('requests').received).toMatchObject([
      { handle: 'alice', text: 'Boss here', hasChangedKey: false },
    ])
    await stage.device.stop()
  })
})

/** The app dies while it rings: nothing is said of it, and the disk stays as it is. */
async function restartInTheMiddle(stage: HostileStage): Promise<void> {
  const records = structuredClone([...stage.disk.records])
  await stage.device.stop()
  stage.disk.records.clear()
  for (const [name, value] of records) stage.disk.records.set(name, value)
  await stage.restart()
}
