import { expect, test } from 'vitest'
import { createDelayLine } from '../../../src/echo/delay-line.ts'
import { createManualClock } from '../../support/manual-clock.ts'

function setUp(most = 10) {
  const clock = createManualClock()
  const out: { item: string; atMs: number }[] = []
  const startMs = clock.monotonicMs()
  const line = createDelayLine<string>(clock, { delayMs: 700, most }, (item) =>
    out.push({ item, atMs: clock.monotonicMs() - startMs }),
  )
  return { clock, line, out }
}

test('CALL7 each packet comes back as long after it came as the others, in order', () => {
  const { clock, line, out } = setUp()
  line.push('a')
  clock.advance(20)
  line.push('b')
  line.push('c')
  clock.advance(679)
  expect(out).toEqual([])
  clock.advance(21)
  expect(out).toEqual([
    { item: 'a', atMs: 700 },
    { item: 'b', atMs: 720 },
    { item: 'c', atMs: 720 },
  ])
  expect(clock.timerCount()).toBe(0)
})

test('TRUST3 a flood of packets takes no more memory than the line has', () => {
  const { clock, line, out } = setUp(3)
  for (let n = 0; n < 1_000; n += 1) line.push(String(n))
  clock.advance(700)
  expect(out.map(({ item }) => item)).toEqual(['0', '1', '2'])
  line.push('later')
  clock.advance(700)
  expect(out.at(-1)?.item).toBe('later')
})

test('CALL7 nothing comes back after the call', () => {
  const { clock, line, out } = setUp()
  line.push('a')
  line.close()
  clock.advance(10_000)
  expect(out).toEqual([])
  expect(clock.timerCount()).toBe(0)
})
