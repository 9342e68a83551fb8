import { expect, it } from 'vitest'
import { createAnswerLimit } from '../../../../src/directory/reach/stun-server.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

const answered = (allow: (address: string) => boolean, asks: number, address: (n: number) => string) =>
  Array.from({ length: asks }, (_, n) => allow(address(n))).filter(Boolean).length

it('TRUST3 one address gets some answers in a second, and all together no flood', async () => {
  const clock = createManualClock()
  const allow = createAnswerLimit(clock)
  expect(answered(allow, 500, () => '192.0.2.1')).toBe(50)
  expect(answered(allow, 10, () => '192.0.2.2')).toBe(10)
  expect(answered(allow, 50_000, (n) => `forged ${n}`)).toBe(2_000 - 60)
  clock.advance(1_000)
  expect(answered(allow, 500, () => '192.0.2.1')).toBe(50)
})
