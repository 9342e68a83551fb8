import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideBackoff } from '../../../src/domain/backoff.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoff', () => {
  it('NET2 the wait doubles from half a second and stays within 30 s, however long the directory is away', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 1_000].map((tries) => decideBackoff(tries, 0))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
    ])
    fc.assert(
      fc.property(fc.nat(), random, (tries, draw) => {
        const waitMs = decideBackoff(tries, draw)
        expect(Number.isInteger(waitMs)).toBe(true)
        expect(waitMs).toBeGreaterThanOrEqual(250)
        expect(waitMs).toBeLessThanOrEqual(30_000)
      }),
    )
  })

  it('NET2 the tries spread over the upper half, and one more failure never shortens the wait', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), random, random, (tries, low, high) => {
        fc.pre(low <= high)
        expect(decideBackoff(tries, low)).toBeLessThanOrEqual(decideBackoff(tries, high))
        expect(decideBackoff(tries, high)).toBeLessThanOrEqual(2 * decideBackoff(tries, 0))
        expect(decideBackoff(tries + 1, low)).toBeGreaterThanOrEqual(decideBackoff(tries, low))
      }),
    )
  })
})
