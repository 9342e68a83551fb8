import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { LIMITS, TIMES } from '../../src/contract/limits.ts'
import type { SignalFrame } from '../../src/contract/signal-frame.ts'
import { KEEPING } from '../../src/directory/limits.ts'
import { createManualClock } from '../support/manual-clock.ts'
import {
  accept,
  answered,
  ended,
  makeAttempt,
  makeMessage,
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

const cleanSdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ''].join('\r\n')
const offer: SignalFrame = { type: 'offer', sdp: cleanSdp }
const answer: SignalFrame = { type: 'answer', sdp: cleanSdp }
const candidate = (port: number): SignalFrame => ({
  type: 'candidate',
  candidate: `candidate:1 1 udp 2113937151 192.168.1.7 ${port} typ host generation 0`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
})

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

const signal = (line: SignedIn, call: DirectoryCall, frame: SignalFrame, attempt = 1) =>
  line.rpc.call('call.signal', { callId: call.callId, attempt, frame })
const framesOf = (line: SignedIn) => line.heard.all('call.signal').map(({ frame }) => frame)

async function ring(): Promise<DirectoryCall> {
  const call = await place(stage, ann, bobPerson)
  return bob.untilCall(call.callId, ringing)
}
async function talk(): Promise<DirectoryCall> {
  const call = await ring()
  await accept(stage, bob, call, ann.person.handle)
  await ann.untilCall(call.callId, answered)
  return call
}

describe('escrow', () => {
  it('RING3 nothing but an address-free offer passes before the accept; then all of it, in order', async () => {
    const call = await ring()
    const fromAnn = [candidate(5_001), candidate(5_002), candidate(5_003)]
    const fromBob = [answer, candidate(6_001), candidate(6_002)]
    expect((await signal(ann, call, offer)).ok).toBe(true)
    for (const frame of fromAnn) expect((await signal(ann, call, frame)).ok).toBe(true)
    for (const frame of fromBob) expect((await signal(bob, call, frame)).ok).toBe(true)
    await settle(ann, bob)
    expect(framesOf(bob)).toEqual([offer])
    expect(framesOf(ann)).toEqual([])

    await accept(stage, bob, call, ann.person.handle)
    await settle(ann, bob)
    expect(framesOf(bob)).toEqual([offer, ...fromAnn])
    expect(framesOf(ann)).toEqual(fromBob)
  })

  it('RING3 the answered state is told before the frames that waited for it', async () => {
    const call = await ring()
    await signal(bob, call, answer)
    const order: string[] = []
    ann.rpc.on('calls.changed', ({ calls }) => order.push(calls.some(answered) ? 'answered' : 'other'))
    ann.rpc.on('call.signal', () => order.push('frame'))
    await accept(stage, bob, call, ann.person.handle)
    await settle(ann)
    expect(order).toEqual(['answered', 'frame'])
  })

  it('RING3 an offer with a candidate in it is refused, one with an address waits', async () => {
    const call = await ring()
    const withCandidate = `${cleanSdp}a=candidate:1 1 udp 1 192.168.1.7 5000 typ host\r\n`
    const refused = await signal(ann, call, { type: 'offer', sdp: withCandidate })
    expect(refused).toEqual({ ok: false, error: { kind: 'address-before-answer' } })
    const withAddress: SignalFrame = { type: 'offer', sdp: `${cleanSdp}c=IN IP4 192.168.1.7\r\n` }
    expect((await signal(ann, call, withAddress)).ok).toBe(true)
    await settle(ann, bob)
    expect(framesOf(bob)).toEqual([])
    await accept(stage, bob, call, ann.person.handle)
    await settle(bob)
    expect(framesOf(bob)).toEqual([withAddress])
  })

  it('RING3 a ring that is not answered lets nothing go', async () => {
    const call = await ring()
    await signal(ann, call, candidate(5_001))
    await signal(bob, call, candidate(6_001))
    await bob.rpc.call('call.decline', { callId: call.callId })
    await ann.untilCall(call.callId, ended('declined'))
    expect(await signal(ann, call, candidate(5_002))).toMatchObject({ error: { kind: 'no-such-call' } })
    await settle(ann, bob)
    expect([...framesOf(ann), ...framesOf(bob)]).toEqual([])
  })

  it('RING3 a device that joins the ring gets the offer that was let through', async () => {
    const call = await ring()
    await signal(ann, call, offer)
    const again = await signIn(stage, bobPerson)
    await again.heard.until('call.signal')
    expect(framesOf(again)).toEqual([offer])
  })

  it('TRUST3 what waits is bounded, and each side has its turn', async () => {
    const call = await ring()
    expect(await signal(bob, call, offer)).toMatchObject({ error: { kind: 'not-your-turn' } })
    expect(await signal(ann, call, answer)).toMatchObject({ error: { kind: 'not-your-turn' } })
    expect(await signal(ann, call, offer, 2)).toMatchObject({ error: { kind: 'not-your-turn' } })
    const results = []
    for (let port = 1; port <= LIMITS.candidatesPerCall + 1; port += 1)
      results.push(await signal(bob, call, candidate(port)))
    expect(results.filter((result) => result.ok)).toHaveLength(LIMITS.candidatesPerCall)
    expect(results.at(-1)).toEqual({ ok: false, error: { kind: 'too-many-frames' } })
  })

  it('TRUST3 somebody else cannot signal, answer, end or read a call', async () => {
    const eve = await signIn(stage, await register(stage, 'eve'))
    const call = await ring()
    const { callId } = call
    const tries = await Promise.all([
      signal(eve, call, offer),
      eve.rpc.call('call.decline', { callId }),
      eve.rpc.call('call.cancel', { callId }),
      eve.rpc.call('call.end', { callId, reason: 'hung-up' }),
      eve.rpc.call('call.renew', { callId }),
      eve.rpc.call('call.message', { callId, message: makeMessage(stage, eve.person, callId, 1) }),
      ann.rpc.call('call.decline', { callId }),
      bob.rpc.call('call.cancel', { callId }),
    ])
    for (const result of tries) expect(result).toEqual({ ok: false, error: { kind: 'no-such-call' } })
    expect(eve.heard.all('calls.changed')).toEqual([])
  })
})

describe('after the answer', () => {
  it('CALL1 frames go straight to the other device, those of TCP and with base addresses do not', async () => {
    const call = await talk()
    expect((await signal(ann, call, candidate(5_001))).ok).toBe(true)
    await bob.heard.until('call.signal')
    expect(framesOf(bob)).toEqual([candidate(5_001)])
    const leaks = [
      'candidate:1 1 tcp 1 192.168.1.7 9 typ host tcptype active',
      'candidate:1 1 udp 1 203.0.113.4 5000 typ srflx raddr 192.168.1.7 rport 5000',
    ]
    for (const text of leaks) {
      const frame = { ...candidate(1), candidate: text } as SignalFrame
      expect(await signal(ann, call, frame)).toEqual({ ok: false, error: { kind: 'not-allowed' } })
    }
  })

  it('NET1 what comes while the other device is away reaches it when it is back', async () => {
    const call = await talk()
    bob.socket.terminate()
    await bob.closed
    await settle(ann)
    await signal(ann, call, candidate(5_001))
    await ann.rpc.call('call.message', {
      callId: call.callId,
      message: makeMessage(stage, ann.person, call.callId, 1),
    })
    const again = await signIn(stage, bobPerson)
    expect(again.calls.map(({ state }) => state.kind)).toEqual(['answered'])
    await again.heard.until('call.message')
    expect(framesOf(again)).toEqual([candidate(5_001)])
  })

  it('TRUST3 messages pass after the answer only, signed, by the two, at a rising counter', async () => {
    const call = await ring()
    const { callId } = call
    const send = (line: SignedIn, message: ReturnType<typeof makeMessage>) =>
      line.rpc.call('call.message', { callId, message })
    const early = await send(ann, makeMessage(stage, ann.person, callId, 1))
    expect(early).toEqual({ ok: false, error: { kind: 'not-answered' } })
    await accept(stage, bob, call, ann.person.handle)

    const second = makeMessage(stage, ann.person, callId, 2)
    expect((await send(ann, second)).ok).toBe(true)
    expect((await bob.heard.until('call.message')).message).toEqual(second)
    expect(await send(ann, second)).toEqual({ ok: false, error: { kind: 'counter-seen' } })
    const older = await send(ann, makeMessage(stage, ann.person, callId, 1))
    expect(older).toEqual({ ok: false, error: { kind: 'counter-seen' } })
    const forged = await send(ann, makeMessage(stage, bobPerson, callId, 3))
    expect(forged).toEqual({ ok: false, error: { kind: 'bad-statement', why: 'signature' } })
    const asBob = await send(ann, makeMessage(stage, ann.person, callId, 3, bobPerson.device))
    expect(asBob).toEqual({ ok: false, error: { kind: 'bad-statement', why: 'device' } })
    await settle(bob)
    expect(bob.heard.all('call.message')).toHaveLength(1)
  })

  it('NET1 each side announces a fresh attempt once, and its frames of the one before are dropped', async () => {
    const call = await talk()
    const { callId } = call
    const announce = (line: SignedIn, attempt: number) =>
      line.rpc.call('call.attempt', {
        callId,
        attempt: makeAttempt(stage, line.person, callId, attempt),
      })
    expect(
      (await bob.rpc.call('call.attempt', { callId, attempt: makeAttempt(stage, bobPerson, callId, 2) })).ok,
    ).toBe(true)
    await ann.heard.until('call.attempt')
    expect((await announce(ann, 2)).ok).toBe(true)
    expect(await announce(ann, 2)).toEqual({ ok: false, error: { kind: 'older-attempt' } })
    expect(await signal(ann, call, offer, 1)).toMatchObject({ error: { kind: 'not-your-turn' } })
    expect((await signal(ann, call, offer, 2)).ok).toBe(true)
    expect(await bob.heard.until('call.signal')).toEqual({ callId, attempt: 2, frame: offer })
  })

  it('NET1 a lapsed lease is a hint that goes away; a call that both left ends as lost', async () => {
    const call = await talk()
    const isAbsent = (isPeerPresent: boolean) => (each: DirectoryCall) =>
      each.state.kind === 'answered' && each.state.isPeerPresent === isPeerPresent
    clock.advance(TIMES.leaseMs)
    await ann.rpc.call('call.renew', { callId: call.callId })
    clock.advance(TIMES.leaseLapseMs - TIMES.leaseMs)
    await ann.untilCall(call.callId, isAbsent(false))
    await bob.rpc.call('call.renew', { callId: call.callId })
    await ann.heard.until('calls.changed', ({ calls }) => calls.some(isAbsent(true)))
    clock.advance(TIMES.leaseLapseMs)
    await settle(ann, bob)
    clock.advance(KEEPING.abandonedCallMs)
    await ann.untilCall(call.callId, ended('lost'))
    await bob.untilCall(call.callId, ended('lost'))
  })
})
