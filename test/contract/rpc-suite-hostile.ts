import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { encodeFrame } from '../../src/contract/rpc/frames.ts'
import { anyText } from '../support/any-text.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../support/run-counts.ts'
import { clientContract, connectRpc, HONEST_ANSWER, type RpcStage } from './rpc-suite-contract.ts'

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
const HELLO = encodeFrame({ type: 'hello', versions: { lowest: 1, highest: 1 } })
/** Ids that no honest call of these tests has. */
const FOREIGN_ID = 1_000_000
/** Sent at once; more would wait in the socket's buffer, whose bound is not what is tried here. */
const BATCH = 1_000

const NOT_FRAMES = [
  '',
  '{',
  'null',
  '[]',
  '"call"',
  '7',
  '{}',
  '{"type":"other"}',
  '{"type":"call"}',
  '\u0000',
]
const TOO_LARGE = JSON.stringify({ type: 'hello', pad: 'x'.repeat(LIMITS.frameBytes) })

/** Neither side can be broken by what the other one sends. */
export function describeHostileRpc(stage: () => RpcStage): void {
  it('TRUST3 what is too large or no frame is refused with the reason, and the next call works', async () => {
    const { callHonestly, dropped, refused } = connectRpc(stage())
    for (const text of NOT_FRAMES) stage().clientEnd.send(text)
    stage().clientEnd.send(TOO_LARGE)
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
    const reasons = [...NOT_FRAMES.map(() => 'not-a-frame'), 'too-large']
    expect(refused).toEqual(reasons.map((where) => ({ what: 'frame', where })))
    expect(dropped).toEqual(reasons.map((where) => ({ what: 'frame', where })))
  })

  it('TRUST3 a client drops what is too large or no frame, says nothing, and its next call works', async () => {
    const { callHonestly, dropped, refused } = connectRpc(stage())
    for (const text of [...NOT_FRAMES, TOO_LARGE]) stage().serverEnd.send(text)
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
    expect(dropped.map(({ where }) => where)).toEqual([...NOT_FRAMES.map(() => 'not-a-frame'), 'too-large'])
    expect(refused).toEqual([])
  })

  it('TRUST3 names that every object inherits are no procedures, events or failures', async () => {
    const { client, server, callHonestly, dropped, bugs } = connectRpc(stage())
    const answers: string[] = []
    stage().clientEnd.onFrame((frame) => answers.push(frame))
    PROTOTYPE_NAMES.forEach((procedure, index) => {
      stage().clientEnd.send(encodeFrame({ type: 'call', id: FOREIGN_ID + index, procedure, input: {} }))
      stage().serverEnd.send(encodeFrame({ type: 'event', event: procedure, payload: {} }))
    })
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
    PROTOTYPE_NAMES.forEach((_, index) => {
      const result = { ok: false as const, error: { kind: 'unknown-procedure' } }
      expect(answers).toContain(encodeFrame({ type: 'answer', id: FOREIGN_ID + index, result }))
    })
    expect(dropped).toEqual(PROTOTYPE_NAMES.map((where) => ({ what: 'event', where })))
    for (const kind of PROTOTYPE_NAMES) {
      const answer = await client.call('answer.failing', { kind })
      expect(answer).toEqual({ ok: false, error: { kind: 'internal' } })
      // @ts-expect-error -- no such procedure: the name that an object inherits is none either
      expect(await client.call(kind, {})).toEqual({ ok: false, error: { kind: 'unknown-procedure' } })
    }
    expect(bugs).toEqual([])
    server.close()
  })

  it('TRUST3 a frame that is not the client’s to send is refused, and an answer that nobody asked for dropped', async () => {
    const { callHonestly, refused } = connectRpc(stage())
    const answer = { type: 'answer', id: FOREIGN_ID, result: { ok: true, value: 1 } } as const
    stage().clientEnd.send(encodeFrame(answer))
    stage().clientEnd.send(encodeFrame({ type: 'event', event: 'count.changed', payload: {} }))
    stage().clientEnd.send(encodeFrame({ type: 'refused', reason: 'version' }))
    stage().serverEnd.send(encodeFrame(answer))
    expect(await callHonestly()).toEqual(HONEST_ANSWER)
    expect(refused).toEqual(Array.from({ length: 3 }, () => ({ what: 'frame', where: 'not-a-frame' })))
  })

  it('TRUST3 a call before the hello is refused', async () => {
    const { clientEnd, serverEnd } = stage()
    const heard: string[] = []
    clientEnd.onFrame((frame) => heard.push(frame))
    clientEnd.send(encodeFrame({ type: 'call', id: 1, procedure: 'order.list', input: { items: [] } }))
    const early = connectRpc({ ...stage(), clientEnd: { ...clientEnd, send: () => {} }, serverEnd })
    await vi.waitFor(() => expect(early.refused).toEqual([{ what: 'frame', where: 'handshake' }]))
    await vi.waitFor(() => expect(heard).toContain(encodeFrame({ type: 'refused', reason: 'handshake' })))
  })

  it(`TRUST3 ${FUZZED_FRAMES} fuzzed frames each way break neither side: an honest call still works`, {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const { server, client, callHonestly, bugs } = connectRpc(stage())
    const heard = new Map<number, () => void>()
    client.on('count.changed', ({ count }) => heard.get(count)?.())
    for (let batch = 0; batch < FUZZED_FRAMES / BATCH; batch += 1) {
      const last = FOREIGN_ID + batch
      const lastEvent = new Promise<void>((resolve) => heard.set(last, resolve))
      for (const frame of fc.sample(anyFrame, { numRuns: BATCH })) {
        stage().clientEnd.send(frame)
        stage().serverEnd.send(frame)
      }
      server.emit('count.changed', { count: last })
      await lastEvent
      // A fuzzed hello may have ended the agreement; an honest one begins it again.
      stage().clientEnd.send(HELLO)
      expect(await callHonestly()).toEqual(HONEST_ANSWER)
    }
    expect(bugs.filter((procedure) => procedure !== 'answer.bug')).toEqual([])
  })
}

const name = fc.oneof(
  fc.constantFrom(...Object.keys(clientContract.procedures), ...Object.keys(clientContract.events)),
  fc.constantFrom(...PROTOTYPE_NAMES),
  anyText(70),
)
const kind = fc.oneof(fc.constantFrom('declared', 'bad-input', 'rate-limited', 'internal'), name)
const id = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1.5, 2 ** 53, '1', null),
  fc.integer({ min: FOREIGN_ID + 1 }),
)
const versions = fc.record({
  lowest: fc.integer({ min: -1, max: 3 }),
  highest: fc.integer({ min: -1, max: 3 }),
})
const result = fc.oneof(
  fc.record({ ok: fc.constant(true), value: fc.jsonValue({ maxDepth: 2 }) }),
  fc.record({ ok: fc.constant(false), error: fc.record({ kind, path: fc.jsonValue({ maxDepth: 1 }) }) }),
)
/** Close to a frame, so that it gets past the first check more often than chance would. */
const almostFrame = fc
  .record(
    {
      type: fc.constantFrom('hello', 'call', 'answer', 'event', 'refused', '__proto__'),
      versions,
      id,
      procedure: name,
      event: name,
      input: fc.jsonValue({ maxDepth: 2 }),
      payload: fc.jsonValue({ maxDepth: 2 }),
      result,
      reason: fc.constantFrom('version', 'too-many', 'other'),
      ['__proto__']: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: ['type'] },
  )
  .map((frame) => JSON.stringify(frame))
const damaged = fc
  .tuple(almostFrame, fc.nat(), anyText(2))
  .map(
    ([text, seed, piece]) => text.slice(0, seed % text.length) + piece + text.slice((seed % text.length) + 1),
  )
const anyFrame = fc.oneof(almostFrame, almostFrame, damaged, fc.json({ maxDepth: 3 }), anyText(40))
