import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PAGE_PROCEDURES } from '../../../src/contract/bridge/names.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { encodeFrame } from '../../../src/contract/rpc/frames.ts'
import { FRAME_MAX_CHARS, mayPass } from '../../../src/preload/frame-check.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../../support/run-counts.ts'

const call = (procedure: string, input: unknown = {}): string =>
  encodeFrame({ type: 'call', id: 1, procedure, input })

test('TRUST3 the preload lets every procedure of a window pass, and the hello', () => {
  const names = Object.values(PAGE_PROCEDURES).flat()
  expect(names.filter((name) => !mayPass(call(name)))).toEqual([])
  expect(mayPass(encodeFrame({ type: 'hello', versions: { lowest: 1, highest: 1 } }))).toBe(true)
})

test('TRUST3 the preload drops procedures that no window may call, and main’s own kinds of frames', () => {
  const answer = encodeFrame({ type: 'answer', id: 1, result: { ok: true, value: {} } })
  const event = encodeFrame({ type: 'event', event: 'calls.changed', payload: {} })
  const frames = [
    call('fs.read'),
    call('__proto__'),
    answer,
    event,
    '{}',
    'null',
    '"hello"',
    '[]',
    'not json',
  ]
  expect(frames.filter((frame) => mayPass(frame))).toEqual([])
})

test('TRUST3 the preload’s bound is the contract’s, and a longer frame is dropped', () => {
  expect(FRAME_MAX_CHARS).toBe(LIMITS.frameBytes)
  expect(mayPass(call('people.find', { typed: 'x'.repeat(LIMITS.frameBytes) }))).toBe(false)
})

test('TRUST3 nothing that a page can send makes the preload throw', { timeout: FUZZ_TIMEOUT_MS }, () => {
  const runs = { numRuns: FUZZED_FRAMES / 2 }
  fc.assert(
    fc.property(fc.anything(), (frame) => typeof mayPass(frame) === 'boolean'),
    runs,
  )
  fc.assert(
    fc.property(fc.json(), (frame) => typeof mayPass(frame) === 'boolean'),
    runs,
  )
  expect(mayPass(call('snapshot.get'))).toBe(true)
})
