import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bridgeContract } from '../../../../src/contract/bridge/contract.ts'
import { WINDOW_ROLES } from '../../../../src/contract/bridge/names.ts'
import { ok } from '../../../../src/contract/result.ts'
import { encodeFrame } from '../../../../src/contract/rpc/frames.ts'
import { mayCall } from '../../../../src/main/bridge/page-link.ts'
import { mayPass } from '../../../../src/preload/frame-check.ts'
import { anyText } from '../../../support/any-text.ts'
import { openWindow } from '../../../support/bridge-window.ts'
import { settlePromises } from '../../../support/manual-clock.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../../../support/run-counts.ts'
import { sampleCallId } from '../../../support/sample-snapshots.ts'
import { failOnUnhandledRejections } from '../../../support/unhandled.ts'

failOnUnhandledRejections()

const SEED = 20_261_122
const BATCH = 500
const HELLO = encodeFrame({ type: 'hello', versions: { lowest: 1, highest: 1 } })
const NAMES = Object.keys(bridgeContract.procedures)

/** Values that the contract's inputs are made of, so that some inputs get as far as a handler. */
const field = fc.oneof(
  fc.constantFrom<unknown>('video', 'audio', '@bob', 'dark', 'help', true, false, null, 1, sampleCallId(1)),
  fc.constant({ type: 'offer', sdp: 'v=0' }),
  fc.constant({ type: 'candidate', candidate: '', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }),
  fc.array(fc.constantFrom('bob', 'no handle'), { maxLength: 3 }),
  anyText(40),
  fc.jsonValue({ maxDepth: 2 }),
)
const input = fc.record(
  {
    callId: fc.constantFrom(sampleCallId(1), sampleCallId(2), 'x'),
    to: field,
    media: field,
    attempt: fc.oneof(fc.integer({ min: -1, max: 3 }), field),
    fingerprint: fc.constantFrom('a'.repeat(64), 'A'.repeat(64)),
    frame: field,
    handle: field,
    handles: field,
    typed: field,
    isOn: field,
    theme: field,
    page: field,
    displayName: field,
    microphone: field,
    camera: field,
    ['__proto__']: field,
  },
  { requiredKeys: [] },
)
const callFrame = fc
  .record({
    type: fc.constant('call'),
    id: fc.oneof(fc.integer({ min: 1_000_000, max: 2_000_000 }), fc.constantFrom<unknown>(0, -1, 1.5, '1')),
    procedure: fc.oneof(fc.constantFrom(...NAMES, '__proto__', 'constructor', 'then'), anyText(20)),
    input: fc.oneof(input, fc.jsonValue({ maxDepth: 3 })),
  })
  .map((frame) => JSON.stringify(frame))
const otherFrame = fc
  .record({
    type: fc.constantFrom('hello', 'answer', 'event', 'refused', 'other'),
    versions: fc.record({
      lowest: fc.integer({ min: -1, max: 3 }),
      highest: fc.integer({ min: -1, max: 3 }),
    }),
    id: fc.integer(),
    result: fc.jsonValue({ maxDepth: 2 }),
  })
  .map((frame) => JSON.stringify(frame))
const damaged = fc
  .tuple(callFrame, fc.nat(), anyText(2))
  .map(([text, at, piece]) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + 1))
const anyFrame = fc.oneof(callFrame, callFrame, callFrame, otherFrame, damaged, fc.json(), anyText(300))

test.each(WINDOW_ROLES)(
  'TRUST3 whatever the %s page sends, with the preload’s check or past it, main stands and answers',
  { timeout: FUZZ_TIMEOUT_MS },
  async (role) => {
    const window = openWindow(role)
    let passed = 0
    for (let sent = 0; sent < FUZZED_FRAMES; sent += BATCH) {
      window.openPage()
      for (const frame of fc.sample(anyFrame, { seed: SEED + sent, numRuns: BATCH })) {
        if (mayPass(frame)) passed += 1
        window.link.handleFrame(frame)
      }
      await settlePromises()
      window.sent.length = 0
    }
    expect(passed).toBeGreaterThan(FUZZED_FRAMES / 10)
    expect(window.log.filter((line) => line.includes('threw'))).toEqual([])
    expect(window.engine.called.filter(({ procedure }) => !mayCall(role, procedure))).toEqual([])
    expect(await window.openPage().call('snapshot.get', {})).toMatchObject({ ok: true })
    window.engine.answer('call.accept', ok({}))
    const accepted = await window.openPage().call('call.accept', { callId: sampleCallId(1), media: 'audio' })
    expect(accepted).toEqual(ok({}))
  },
)

test('TRUST3 a page that only says hello, over and over, leaves nothing behind', () => {
  const window = openWindow('call')
  window.link.handleFrame(HELLO)
  const listeners = window.engine.listenerCount()
  for (let sent = 0; sent < FUZZED_FRAMES; sent += 1) {
    window.link.handleFrame(HELLO)
    window.sent.length = 0
  }
  expect(window.engine.listenerCount()).toBe(listeners)
  expect(window.losses()).toBe(FUZZED_FRAMES)
})
