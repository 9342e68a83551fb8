import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { IS_LONG_RUN } from '../support/run-counts.ts'
import type { CallId } from '../../src/contract/ids.ts'
import { leave, NOBODY, relate, setPolicy, type signRelation } from './callers-stage.ts'
import {
  ended,
  makeInvitation,
  newCallId,
  openStage,
  place,
  register,
  ringing,
  settle,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'

const plenty = { count: 1_000_000, perMs: 60_000 }
const TRIES = IS_LONG_RUN ? 200 : 25
const MOST_APART_MS = 50

/** Ann, who calls, and Bob, who shows no reasons, at a directory of their own. */
type Two = { readonly stage: Stage; readonly ann: SignedIn; readonly bob: SignedIn }

let two: Two
let stage: Stage
let ann: SignedIn
let bob: SignedIn

async function openTwo(): Promise<Two> {
  const rates = { ...DEFAULT_LIMITS.rates, frames: plenty, calls: plenty, 'account-changes': plenty }
  const opened = await openStage({ limits: { rates } })
  return {
    stage: opened,
    ann: await signIn(opened, await register(opened, 'ann')),
    bob: await signIn(opened, await register(opened, 'bob')),
  }
}
beforeEach(async () => {
  two = await openTwo()
  ;({ stage, ann, bob } = two)
})
afterEach(() => stage.directory.close())

/** Why nobody is available who shows no reasons. */
const reasons: readonly (readonly [string, (two: Two) => Promise<unknown>])[] = [
  [
    'offline',
    ({ stage, bob }) => setPolicy(stage, bob, { disclosure: 'plain' }).then(() => leave(stage, bob)),
  ],
  ['blocked', (two) => prepare(two, { isBlocked: true })],
  ['never', (two) => prepare(two, { exception: 'never' })],
  ['not among those who may', ({ stage, bob }) => setPolicy(stage, bob, { ...NOBODY, disclosure: 'plain' })],
  ['switched off', ({ stage, bob }) => setPolicy(stage, bob, { isCallingOn: false, disclosure: 'plain' })],
]
async function prepare({ stage, ann, bob }: Two, relation: Parameters<typeof signRelation>[3]) {
  await setPolicy(stage, bob, { disclosure: 'plain' })
  await relate(stage, bob, ann.person.handle, relation)
}

/** The frame that answers a call, as bytes, and how long it took. */
async function ask({ stage, ann, bob }: Two, change: Parameters<typeof makeInvitation>[3] = {}) {
  const invitation = makeInvitation(stage, ann.person, bob.person, change)
  const frame = new Promise<string>((resolve) =>
    ann.socket.once('message', (data) => resolve(Buffer.isBuffer(data) ? data.toString() : '')),
  )
  const startedAtMs = performance.now()
  const placed = await ann.rpc.call('call.place', { invitation })
  const tookMs = performance.now() - startedAtMs
  return { placed, tookMs, bytes: (await frame).replace(/"id":\d+/, '"id":0') }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

describe('a callee who shows no reasons', { timeout: 60_000 + TRIES * 2_000 }, () => {
  it('CAN5 refuses in the same bytes and at the same time, whatever the reason', async () => {
    const answers = new Set<string>()
    // Each reason has a directory of its own, so that all are asked through the same moments.
    const places = await Promise.all(reasons.map(openTwo))
    for (const [number, place] of places.entries()) await reasons[number]?.[1](place)
    const medians = await Promise.all(
      places.map(async (place) => {
        const took: number[] = []
        for (let number = 0; number < TRIES; number += 1) {
          const { bytes, tookMs } = await ask(place)
          answers.add(bytes)
          took.push(tookMs)
        }
        return median(took)
      }),
    )
    for (const place of places) await place.stage.directory.close()
    expect([...answers]).toEqual([
      expect.stringContaining('"error":{"kind":"not-allowed","rule":"not-available"}'),
    ])
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(MOST_APART_MS)
    expect(Math.min(...medians)).toBeGreaterThanOrEqual(DEFAULT_LIMITS.plainAnswerMs - 5)
  })

  it.each(reasons)('CAN5 looks, watches, requests and second tries say the same: %s', async (_, become) => {
    await become(two)
    const { handle } = bob.person
    const callId = newCallId()
    const looked = await ann.rpc.call('person.lookUp', { handle })
    const standing = { presence: 'hidden', reachability: { verdict: 'refused', rule: 'not-available' } }
    expect(looked).toMatchObject({ ok: true, value: standing })
    const watched = await ann.rpc.call('presence.watch', { handles: [handle] })
    expect(watched).toEqual({ ok: true, value: { people: [{ handle, ...standing }] } })
    const refused = { ok: false, error: { kind: 'not-allowed', rule: 'not-available' } }
    expect((await ask(two, { callId })).placed).toEqual(refused)
    expect((await ask(two, { callId })).placed).toEqual(refused)
    expect(await ann.rpc.call('call.end', { callId, reason: 'failed' })).toEqual({
      ok: false,
      error: { kind: 'no-such-call' },
    })
    const request = { to: handle, text: 'Hello' }
    expect(await ann.rpc.call('request.send', request)).toEqual({ ok: true, value: {} })
    expect(await ann.rpc.call('request.send', request)).toMatchObject({ error: { kind: 'already-pending' } })
    await settle(ann)
    expect(ann.heard.all('calls.changed')).toEqual([])
    expect(ann.heard.all('requests.changed')).toMatchObject([
      { received: [], sent: [{ to: 'bob', state: 'pending' }] },
    ])
    const again = await signIn(stage, ann.person)
    expect(again.calls).toEqual([])
    expect(again.requests.sent).toMatchObject([{ to: 'bob', state: 'pending' }])
  })

  it('CAN5 RING10 an allowed caller’s call is missed for the callee alone', async () => {
    await setPolicy(stage, bob, { disclosure: 'plain' })
    await leave(stage, bob)
    await ask(two)
    const back = await signIn(stage, bob.person)
    expect(back.calls).toMatchObject([{ role: 'callee', state: { kind: 'ended', reason: 'offline' } }])
    expect((await signIn(stage, ann.person)).calls).toEqual([])
  })

  it('CAN5 an allowed caller sees them there, without the rule, and rings', async () => {
    await setPolicy(stage, bob, { disclosure: 'plain' })
    expect(await ann.rpc.call('person.lookUp', { handle: bob.person.handle })).toMatchObject({
      value: { presence: 'online', reachability: { verdict: 'allowed', rule: 'not-told' } },
    })
    expect(await place(stage, ann, bob.person)).toMatchObject({ state: { kind: 'ringing' } })
  })

  const stops: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a block', () => relate(stage, bob, ann.person.handle, { isBlocked: true })],
    ['a never', () => relate(stage, bob, ann.person.handle, { exception: 'never' })],
    ['calling off', () => setPolicy(stage, bob, { isCallingOn: false, disclosure: 'plain' })],
    ['do not disturb', () => setPolicy(stage, bob, { isDoNotDisturb: true, disclosure: 'plain' })],
    ['no source', () => setPolicy(stage, bob, { ...NOBODY, disclosure: 'plain' })],
  ]
  /** The frame by which the caller hears that a ring is over, without the names and times of this one. */
  async function hearEnd(stop: (callId: CallId) => Promise<unknown>) {
    await setPolicy(stage, bob, { disclosure: 'plain' })
    await relate(stage, bob, ann.person.handle, {})
    const call = await place(stage, ann, bob.person)
    await bob.untilCall(call.callId, ringing)
    const frames: string[] = []
    const note = (data: unknown) => {
      if (Buffer.isBuffer(data)) frames.push(data.toString())
    }
    ann.socket.on('message', note)
    await stop(call.callId)
    const over = await ann.untilCall(call.callId, ({ state }) => state.kind === 'ended')
    ann.socket.off('message', note)
    await ann.rpc.call('call.acknowledge', { callIds: [call.callId] })
    const frame = frames.find((each) => each.includes('"ended"')) ?? ''
    const text = [call.invitation.text, call.invitation.signature, call.callId]
      .map((part) => JSON.stringify(part).slice(1, -1))
      .reduce((left, part) => left.replaceAll(part, '…'), frame)
    const bytes = text
      .replace(/"(placedAtMs|atMs|directoryTimeMs)":\d+/g, '"$1":0')
      .replace(/"profile":\{.*?\},/, '')
    return { callId: call.callId, state: over.state, bytes }
  }

  it('CAN3 CAN5 ends a ring that it forbids in the same bytes as one that the person declined', async () => {
    const told = new Set<string>()
    const { bytes } = await hearEnd((callId) => bob.rpc.call('call.decline', { callId }))
    expect(bytes).toContain('"reason":"declined"')
    told.add(bytes)
    for (const [, stop] of stops) {
      const heard = await hearEnd(stop)
      told.add(heard.bytes)
      // The callee's devices are told what it was, and the caller never is, not even later.
      await bob.untilCall(heard.callId, ended('not-allowed'))
      const asked = await ann.rpc.call('call.end', { callId: heard.callId, reason: 'failed' })
      expect(asked).toMatchObject({ value: { call: { state: { reason: 'declined' } } } })
    }
    expect([...told]).toEqual([bytes])
  })

  it('CAN3 CAN5 one who signs in again hears of such a ring as declined', async () => {
    await setPolicy(stage, bob, { disclosure: 'plain' })
    const call = await place(stage, ann, bob.person)
    await relate(stage, bob, ann.person.handle, { isBlocked: true })
    const again = await signIn(stage, ann.person)
    expect(again.calls).toMatchObject([{ callId: call.callId, state: { kind: 'ended', reason: 'declined' } }])
  })

  it('CAN5 CAN7 a block or a never after a request tells its caller nothing', async () => {
    await setPolicy(stage, bob, { ...NOBODY, disclosure: 'plain' })
    await ann.rpc.call('request.send', { to: bob.person.handle, text: '' })
    await bob.heard.until('requests.changed', ({ received }) => received.length === 1)
    await relate(stage, bob, ann.person.handle, { exception: 'never' })
    await bob.heard.until('requests.changed', ({ received }) => received.length === 0)
    await settle(ann)
    expect(ann.heard.all('requests.changed')).toHaveLength(1)
    expect((await signIn(stage, ann.person)).requests.sent).toMatchObject([{ state: 'pending' }])
  })
})
