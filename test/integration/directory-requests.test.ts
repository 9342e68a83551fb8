import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TIMES } from '../../src/contract/limits.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { NOBODY, relate, ruleFor, setPolicy, signRelation, tryCall } from './callers-stage.ts'
import { handle, openStage, register, signIn, type SignedIn, type Stage } from './directory-stage.ts'

const plenty = { count: 1_000_000, perMs: 60_000 }
const HOUR_MS = 3_600_000

let clock: ManualClock
let stage: Stage
let ann: SignedIn
let bob: SignedIn

beforeEach(async () => {
  clock = createManualClock()
  const rates = { ...DEFAULT_LIMITS.rates, 'account-changes': plenty }
  stage = await openStage({ clock, limits: { rates } })
  ann = await signIn(stage, await register(stage, 'ann'))
  bob = await signIn(stage, await register(stage, 'bob', { policy: NOBODY }))
})
afterEach(() => stage.directory.close())

const outcome = (result: { ok: boolean; error?: { kind: string; rule?: string } }) =>
  result.ok ? 'sent' : (result.error?.rule ?? result.error?.kind)
const ask = async (by: SignedIn = ann, text = 'Hello', to = bob.person.handle) =>
  outcome(await by.rpc.call('request.send', { to, text }))
const answer = async (said: 'once' | 'always' | 'never', relation: Parameters<typeof signRelation>[3]) =>
  outcome(
    await bob.rpc.call('request.answer', {
      from: ann.person.handle,
      answer: said,
      relation: signRelation(stage, bob.person, ann.person.handle, relation),
    }),
  )
const received = () =>
  bob.heard.until('requests.changed', (requests) =>
    requests.received.some(({ from }) => from.handle === 'ann'),
  )

describe('a request to call', () => {
  it('CAN7 reaches its callee, cleaned, and waits until it is answered: once is one ring', async () => {
    expect(await ask(ann, '  Hello\u2705   there  ')).toBe('sent')
    expect(await received()).toMatchObject({ received: [{ text: 'Hello there', atMs: clock.nowMs() }] })
    expect(await ask()).toBe('already-pending')
    expect(await ruleFor(ann, bob.person)).toBe('request-pending')
    expect(await tryCall(stage, ann, bob.person)).toBe('request-pending')
    expect(await answer('once', { grant: 'once' })).toBe('sent')
    await ann.heard.until('requests.changed', ({ sent }) => sent[0]?.state === 'once')
    await bob.heard.until('requests.changed', (requests) => requests.received.length === 0)
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    expect(await tryCall(stage, ann, bob.person)).toBe('not-among')
    // And so from the beginning.
    expect(await ask()).toBe('sent')
    expect(await answer('once', { grant: 'once' })).toBe('sent')
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
  })

  it('CAN7 always and never hold until they are changed', async () => {
    await ask()
    expect(await answer('always', { exception: 'always' })).toBe('sent')
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    expect(await ask()).toBe('already-allowed')
    await relate(stage, bob, ann.person.handle, {})
    await ask()
    expect(await answer('never', { exception: 'never' })).toBe('sent')
    expect(await tryCall(stage, ann, bob.person)).toBe('never')
    expect(await ask()).toBe('never')
  })

  it('CAN7 a block, a never and an always answer it too', async () => {
    for (const [relation, state] of [
      [{ isBlocked: true }, 'never'],
      [{ exception: 'never' }, 'never'],
      [{ exception: 'always' }, 'always'],
    ] as const) {
      await relate(stage, bob, ann.person.handle, {})
      expect(await ask()).toBe('sent')
      await relate(stage, bob, ann.person.handle, relation)
      expect((await signIn(stage, ann.person)).requests.sent).toMatchObject([{ state }])
      ann = await signIn(stage, ann.person)
    }
  })

  it('CAN7 an answer without a request, or that says another thing than its relation, is refused', async () => {
    expect(await answer('once', { grant: 'once' })).toBe('no-such-request')
    await ask()
    expect(await answer('once', { grant: 'none' })).toBe('bad-statement')
    expect(await answer('never', { exception: 'always' })).toBe('bad-statement')
    await relate(stage, bob, ann.person.handle, { isInAddressBook: true })
    const older = signRelation(stage, bob.person, ann.person.handle, { grant: 'once' }, 1)
    const from = ann.person.handle
    expect(outcome(await bob.rpc.call('request.answer', { from, answer: 'once', relation: older }))).toBe(
      'older-revision',
    )
    expect(await ruleFor(ann, bob.person)).toBe('request-pending')
    // The same answer again, because the first one's answer was lost.
    const relation = signRelation(stage, bob.person, from, { grant: 'once' })
    for (let times = 0; times < 2; times += 1)
      expect(outcome(await bob.rpc.call('request.answer', { from, answer: 'once', relation }))).toBe('sent')
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
  })

  it('CAN7 is withdrawn by its sender, and expires', async () => {
    await ask()
    await received()
    await ann.rpc.call('request.withdraw', { to: bob.person.handle })
    await bob.heard.until('requests.changed', (requests) => requests.received.length === 0)
    expect(await ruleFor(ann, bob.person)).toBe('not-among')
    await ask()
    clock.jumpWallClock(TIMES.requestMs)
    expect(await ruleFor(ann, bob.person)).toBe('not-among')
    expect((await signIn(stage, bob.person)).requests).toEqual({ received: [], sent: [] })
    bob = await signIn(stage, bob.person)
    expect(await answer('once', { grant: 'once' })).toBe('no-such-request')
    expect(await ask()).toBe('sent')
  })

  it('CAN7 five in an hour, whatever becomes of them, and over a restart of the count', async () => {
    const people = await Promise.all(
      ['p_one', 'p_two', 'p_three', 'p_four', 'p_five'].map((name) =>
        register(stage, name, { policy: NOBODY }),
      ),
    )
    await relate(stage, bob, ann.person.handle, { isBlocked: true })
    expect(await ask()).toBe('blocked')
    for (const { handle: to } of people.slice(0, 4)) {
      expect(await ask(ann, '', to)).toBe('sent')
      await ann.rpc.call('request.withdraw', { to })
    }
    clock.jumpWallClock(60_000)
    const last = people[4]?.handle ?? handle('nobody')
    expect(await ann.rpc.call('request.send', { to: last, text: '' })).toEqual({
      ok: false,
      error: { kind: 'too-many-requests', retryAfterMs: HOUR_MS - 60_000 },
    })
    clock.jumpWallClock(HOUR_MS - 60_000)
    expect(await ask(ann, '', last)).toBe('sent')
  })

  it('CAN7 to oneself, to nobody, and to whom an answer would change nothing, is refused with the reason', async () => {
    expect(await ask(ann, '', ann.person.handle)).toBe('self')
    expect(await ask(ann, '', handle('nobody'))).toBe('not-found')
    await setPolicy(stage, bob, { isCallingOn: false })
    expect(await ask()).toBe('calling-switched-off')
    await setPolicy(stage, bob, { isDoNotDisturb: true, ...NOBODY })
    expect(await ask()).toBe('sent')
  })

  it('CAN7 of many that wait one frame holds what it can, and the rest comes when these are answered', async () => {
    for (let number = 0; number < 60; number += 1) {
      const line = await signIn(stage, await register(stage, `asker_${number}`))
      expect(await ask(line)).toBe('sent')
      line.socket.terminate()
    }
    const again = await signIn(stage, bob.person)
    const atOnce = again.requests.received.length
    expect(atOnce).toBeGreaterThan(0)
    const { received: more } = await again.heard.until('requests.changed')
    expect(more.length).toBeGreaterThan(atOnce)
    expect(again.dropped).toEqual([])
  })
})
