import { describe, expect, it } from 'vitest'
import { synthesizeRound } from '../../../../src/renderer/sounds/ring-tone.ts'

describe('RING9 the built-in tone', () => {
  const samples = synthesizeRound(48_000)
  const loudest = (fromS: number, toS: number) =>
    samples
      .subarray(fromS * 48_000, toS * 48_000)
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

  it('RING9 is heard, and never clips', () => {
    expect(loudest(0, 3)).toBeGreaterThan(0.1)
    expect(loudest(0, 3)).toBeLessThan(0.6)
  })

  it('RING9 is silent at both ends, so that rounds join without a crack', () => {
    expect(Math.abs(samples[0] ?? 1)).toBe(0)
    expect(loudest(2.9, 3)).toBeLessThan(0.001)
  })

  it('RING9 rests between rounds', () => {
    expect(samples).toHaveLength(144_000)
    expect(loudest(2.6, 3)).toBeLessThan(0.01)
  })
})
