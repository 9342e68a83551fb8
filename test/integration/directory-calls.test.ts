import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TIMES } from '../../src/contract/limits.ts'
import { createManualClock } from '../support/manual-clock.ts'
import {
  accept,
  answered,
  ended,
  makeAccept,
  makeInvitation,
  openStage,
  place,
  type Person,
  register,
  ringing,
  settle,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'
import { signPolicy } from '../support/sign-policy.ts'

let clock = createManualClock()
let stage: Stage
let ann: SignedIn
let bob: SignedIn
let bobPerson: Person

beforeEach(async () => {
  clock = createManualClock()
  stage = await openStage({ clock })
  ann = await signIn(stage, await register(stage, 'ann'))
  bobPerson = await register(stage, 'bob')
  bob = await signIn(stage, bobPerson)
})
afterEach(() => stage.directory.close())

describe('rings', () => {
  it('RING1 a ring reaches an idle device within a second', async () => {
    const startedAtMs = performance.now()
    const call = await place(stage, ann, bobPerson)
    const rung = await bob.untilCall(call.callId, ringing)
    expect(performance.now() - startedAtMs).toBeLessThan(1_000)
    expect(rung.role).toBe('callee')
    expect(rung.peer.handle).toBe('ann')
    expect(rung.invitation).toEqual(call.invitation)
    expect(call.role).toBe('caller')
    expect(call.state).toEqual({ kind: 'ringing', sinceMs: clock.nowMs() })
  })

  it('RING1 with no device online the call is over at once, and the callee learns of it later', async () => {
    const eve = await register(stage, 'eve')
    const call = await place(stage, ann, eve)
    expect(call.state).toMatchObject({ kind: 'ended', reason: 'offline' })
    const late = await signIn(stage, eve)
    expect(late.calls.map(({ callId, state }) => [callId, state.kind])).toEqual([[call.callId, 'ended']])
    const noted = await late.rpc.call('call.acknowledge', { callIds: [call.callId] })
    expect(noted.ok).toBe(true)
    const again = await signIn(stage, eve)
    expect(again.calls).toEqual([])
  })

  it('RING1 a device that comes while it rings is rung by its sign-in', async () => {
    const call = await place(stage, ann, bobPerson)
    const again = await signIn(stage, bobPerson)
    expect(again.calls.map(({ callId, state }) => [callId, state.kind])).toEqual([[call.callId, 'ringing']])
  })

  it('RING1 the answer says all of a ring to the device that placed it, which is told of the next change with it', async () => {
    const eve = await signIn(stage, await register(stage, 'eve'))
    const first = await place(stage, ann, bobPerson)
    const second = await place(stage, ann, eve.person)
    await Promise.all([bob.untilCall(first.callId, ringing), eve.untilCall(second.callId, ringing)])
    await settle(ann)
    expect(ann.heard.all('calls.changed')).toEqual([])
    await bob.rpc.call('call.decline', { callId: first.callId })
    await ann.untilCall(first.callId, ended('declined'))
    const told = ann.heard.all('calls.changed').at(-1)?.calls ?? []
    expect(new Map(told.map(({ callId, state }) => [callId, state.kind]))).toEqual(
      new Map([
        [first.callId, 'ended'],
        [second.callId, 'ringing'],
      ]),
    )
  })

  it('RING2 a ring ends by itself after 45 s', async () => {
    const call = await place(stage, ann, bobPerson)
    clock.advance(TIMES.ringMs - 1)
    await settle(ann, bob)
    expect(bob.heard.all('calls.changed').at(-1)?.calls.some(ringing)).toBe(true)
    expect(ann.heard.all('calls.changed')).toEqual([])
    clock.advance(1)
    await ann.untilCall(call.callId, ended('no-answer'))
    await bob.untilCall(call.callId, ended('no-answer'))
  })

  it('RING5 a decline ends the ring for both, and a second one changes nothing', async () => {
    const call = await place(stage, ann, bobPerson)
    await bob.untilCall(call.callId, ringing)
    const declined = await bob.rpc.call('call.decline', { callId: call.callId })
    expect(declined).toMatchObject({ ok: true, value: { call: { state: { reason: 'declined' } } } })
    await ann.untilCall(call.callId, ended('declined'))
    const again = await bob.rpc.call('call.decline', { callId: call.callId })
    expect(again).toEqual(declined)
  })

  it('RING8 a cancelled ring stops on the other side', async () => {
    const call = await place(stage, ann, bobPerson)
    await bob.untilCall(call.callId, ringing)
    expect((await ann.rpc.call('call.cancel', { callId: call.callId })).ok).toBe(true)
    await bob.untilCall(call.callId, ended('cancelled'))
  })

  it('RING4 an accept settles the call; cancelling it afterwards hangs up', async () => {
    const call = await place(stage, ann, bobPerson)
    const taken = await accept(stage, bob, await bob.untilCall(call.callId, ringing), ann.person.handle)
    expect(taken.state).toMatchObject({ kind: 'answered', isPeerPresent: true })
    const seen = await ann.untilCall(call.callId, answered)
    expect(seen.state).toEqual(taken.state)
    clock.advance(5_000)
    const over = await ann.rpc.call('call.cancel', { callId: call.callId })
    expect(over).toMatchObject({ value: { call: { state: { reason: 'hung-up', durationMs: 5_000 } } } })
    await bob.untilCall(call.callId, ended('hung-up'))
  })

  it('RING4 of two accepts the first wins; the same one twice is answered alike', async () => {
    const call = await place(stage, ann, bobPerson)
    const first = makeAccept(stage, call, bobPerson, ann.person.handle)
    const other = makeAccept(stage, call, bobPerson, ann.person.handle)
    const send = (signed: typeof first) =>
      bob.rpc.call('call.accept', { callId: call.callId, accept: signed })
    const [one, two, three] = await Promise.all([send(first), send(other), send(first)])
    expect(one).toMatchObject({ ok: true, value: { call: { state: { accept: first } } } })
    expect(two).toMatchObject({ ok: false, error: { kind: 'already-settled' } })
    expect(three).toEqual(one)
  })

  it('RING8 of two crossed calls the accepted one goes on, the other ends as crossed', async () => {
    const mine = await place(stage, ann, bobPerson)
    const theirs = await place(stage, bob, ann.person)
    await accept(stage, bob, await bob.untilCall(mine.callId, ringing), ann.person.handle)
    await ann.untilCall(mine.callId, answered)
    await ann.untilCall(theirs.callId, ended('crossed'))
    await bob.untilCall(theirs.callId, ended('crossed'))
  })

  it('CAN1 calling switched off ends a ring that is under way, and refuses the next', async () => {
    const call = await place(stage, ann, bobPerson)
    await bob.untilCall(call.callId, ringing)
    const statement = signPolicy(stage.scope, bobPerson, { revision: 2, isCallingOn: false })
    const set = await bob.rpc.call('policy.set', { statement })
    expect(set).toMatchObject({ ok: true, value: { policy: statement } })
    await ann.untilCall(call.callId, ended('not-allowed'))
    await bob.untilCall(call.callId, ended('not-allowed'))
    const refused = await ann.rpc.call('call.place', {
      invitation: makeInvitation(stage, ann.person, bobPerson),
    })
    expect(refused).toEqual({ ok: false, error: { kind: 'not-allowed', rule: 'calling-switched-off' } })
  })
})
