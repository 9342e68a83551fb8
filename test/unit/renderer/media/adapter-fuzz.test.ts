import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bridgeContract } from '../../../../src/contract/bridge/contract.ts'
import { CallId } from '../../../../src/contract/ids.ts'
import { LIMITS } from '../../../../src/contract/limits.ts'
import { createRpcClient } from '../../../../src/contract/rpc/client.ts'
import { encodeFrame } from '../../../../src/contract/rpc/frames.ts'
import { SignalFrame } from '../../../../src/contract/signal-frame.ts'
import { gateFrame } from '../../../../src/domain/sdp-gate.ts'
import { createFrameGate } from '../../../../src/renderer/media/frame-gate.ts'
import {
  type CallRole,
  identifyConnection,
  readPeerMessage,
  toPeerMessage,
} from '../../../../src/renderer/media/peer-messages.ts'
import { anyText } from '../../../support/any-text.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { createMemoryChannelPair } from '../../../support/memory-channel.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../../../support/run-counts.ts'
import { ANSWER, candidate, OFFER } from '../../../support/signal-frames.ts'

const SEED = 20_261_122
/** Frames of one connection, before the next one is tried. */
const PER_CONNECTION = 500
const callId = CallId.parse('0123456789abcdef0123456789abcdef')
const roles: readonly CallRole[] = ['offerer', 'answerer']

const text = fc.oneof(
  anyText(60),
  fc.constantFrom('', 'v=0', 'v=0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host', 'x'.repeat(70_000)),
  fc.constantFrom('candidate:1 1 udp 1 192.0.2.1 9 typ host', 'candidate:1 1 tcp 1 192.0.2.1 9 typ host'),
)
const loose = fc.oneof(
  text,
  fc.integer({ min: -2, max: 99 }),
  fc.constantFrom<unknown>(null, undefined, [], {}),
)
const frameLike = fc.oneof(
  fc.constantFrom<unknown>(OFFER, ANSWER, candidate(1)),
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('offer', 'answer', 'candidate', 'OFFER', 'data', '__proto__'),
        anyText(5),
      ),
      sdp: loose,
      candidate: loose,
      sdpMid: loose,
      sdpMLineIndex: loose,
      usernameFragment: loose,
      dst: loose,
      payload: loose,
    },
    { requiredKeys: ['type'] },
  ),
  fc.jsonValue({ maxDepth: 3 }),
)
/** What main might hand over as a frame of the other side. */
const bridgeText = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('event', 'event', 'event', 'answer', 'call'),
      event: fc.constantFrom('media.frame', 'media.frame', 'media.changed', '__proto__'),
      payload: fc.record({
        callId: fc.constantFrom(callId, 'x'),
        attempt: fc.constantFrom<unknown>(1, 0, '1'),
        frame: frameLike,
      }),
    })
    .map((frame) => JSON.stringify(frame)),
  fc.json({ maxDepth: 3 }),
  anyText(200),
)
/** What PeerJS might send, and what nobody should. */
const connectionIds = roles.map((role) => identifyConnection(callId, 1, role).connectionId)
const peerMessage = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom<unknown>(
        'OFFER',
        'ANSWER',
        'CANDIDATE',
        'HEARTBEAT',
        'LEAVE',
        'EXPIRE',
        '',
        null,
        1,
      ),
      src: loose,
      dst: loose,
      payload: fc.oneof(
        fc.record(
          {
            type: fc.constantFrom<unknown>('media', 'media', 'media', 'data', null),
            connectionId: fc.constantFrom<unknown>(...connectionIds, 'x', null),
            sdp: fc.oneof(frameLike, loose),
            candidate: fc.oneof(
              frameLike,
              fc.constant({ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ srflx raddr 10.0.0.7 rport 7' }),
            ),
            metadata: fc.jsonValue({ maxDepth: 2 }),
            ['__proto__']: loose,
          },
          { requiredKeys: [] },
        ),
        loose,
      ),
    },
    { requiredKeys: [] },
  ),
  fc.anything(),
)

/** The page's end of the bridge, and what PeerJS would be handed, as `createBridgePeer` wires them. */
function openConnection(role: CallRole) {
  const identity = identifyConnection(callId, 1, role)
  const { left, right } = createMemoryChannelPair('sync')
  const client = createRpcClient(bridgeContract, left, { clock: createManualClock() })
  const gate = createFrameGate(role)
  const handed: string[] = []
  client.on('media.frame', ({ frame }) => {
    if (!gateFrame(frame).ok) return
    for (const passed of gate.pass(frame)) handed.push(toPeerMessage(identity, passed).type)
  })
  const tell = (frame: SignalFrame) =>
    right.send(encodeFrame({ type: 'event', event: 'media.frame', payload: { callId, attempt: 1, frame } }))
  return { tell, send: right.send, handed }
}

describe('anything at all between the bridge and PeerJS', { timeout: FUZZ_TIMEOUT_MS }, () => {
  it.each(roles)(
    'TRUST3 frames for the %s never throw, and PeerJS sees one description and then candidates',
    (role) => {
      const honest = role === 'offerer' ? ANSWER : OFFER
      const description = honest.type.toUpperCase()
      let seen = 0
      for (let sent = 0; sent < FUZZED_FRAMES; sent += PER_CONNECTION) {
        const connection = openConnection(role)
        for (const frame of fc.sample(bridgeText, { seed: SEED + sent, numRuns: PER_CONNECTION }))
          connection.send(frame)
        connection.tell(honest)
        const [first, ...rest] = connection.handed
        expect(first).toBe(description)
        expect(rest.filter((type) => type !== 'CANDIDATE')).toEqual([])
        expect(rest.length).toBeLessThanOrEqual(LIMITS.candidatesPerCall)
        seen += rest.length
      }
      expect(seen).toBeGreaterThan(0)
      const fresh = openConnection(role)
      fresh.tell(honest)
      fresh.tell(candidate(1))
      expect(fresh.handed).toEqual([description, 'CANDIDATE'])
    },
  )

  it.each(roles)('TRUST3 whatever PeerJS of the %s sends, only sound frames leave', (role) => {
    const identity = identifyConnection(callId, 1, role)
    let left = 0
    const look = (message: unknown) => {
      const frame = readPeerMessage(identity, message)
      if (frame === null) return
      left += 1
      expect(SignalFrame.parse(JSON.parse(JSON.stringify(frame)))).toEqual(frame)
      expect(gateFrame(frame).ok).toBe(true)
      expect(JSON.stringify(frame)).not.toContain('10.0.0.7')
    }
    fc.assert(fc.property(peerMessage, look), { numRuns: FUZZED_FRAMES, seed: SEED })
    expect(left).toBeGreaterThan(0)
    const message = toPeerMessage(identity, OFFER)
    expect(readPeerMessage(identity, message)).toEqual(OFFER)
  })
})
