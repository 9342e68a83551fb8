import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallingPolicy } from '../../../src/contract/calling-policy.ts'
import {
  decideAvailability,
  firstChoices,
  isRolledOut,
  isSamePolicy,
} from '../../../src/domain/calling-policy.ts'
import { testCrypto } from '../../support/test-crypto.ts'

const at = (iso: string): number => Date.parse(iso)
const quiet = (fromMinute: number, toMinute: number, timeZone = 'Europe/Paris') => ({
  isDoNotDisturb: false,
  quietHours: { fromMinute, toMinute, timeZone },
})

describe('calling policy', () => {
  it('CAN1 of a new account nothing is on that was not chosen', () => {
    expect(firstChoices('nobody').isCallingOn).toBe(false)
    expect(firstChoices('my-people').sources).toEqual({
      addressBook: true,
      follows: true,
      verified: false,
      everyone: false,
    })
    expect(firstChoices('everyone').sources.everyone).toBe(true)
    for (const choice of ['nobody', 'my-people', 'everyone'] as const) {
      const policy = { ...firstChoices(choice), revision: 1 }
      expect(CallingPolicy.parse(policy)).toEqual(policy)
    }
  })

  it('CAN5 quiet hours follow the clock of their time zone, also past midnight', () => {
    const night = quiet(22 * 60, 7 * 60)
    expect(decideAvailability(night, at('2026-11-22T20:59:00Z'))).toBe('available')
    expect(decideAvailability(night, at('2026-11-22T21:00:00Z'))).toBe('quiet-hours')
    expect(decideAvailability(night, at('2026-11-23T05:59:00Z'))).toBe('quiet-hours')
    expect(decideAvailability(night, at('2026-11-23T06:00:00Z'))).toBe('available')
    // In summer the same wall clock is an hour earlier.
    expect(decideAvailability(night, at('2026-07-01T20:00:00Z'))).toBe('quiet-hours')
    const noon = quiet(12 * 60, 13 * 60, 'UTC')
    expect(decideAvailability(noon, at('2026-11-22T12:30:00Z'))).toBe('quiet-hours')
    expect(decideAvailability(noon, at('2026-11-22T13:00:00Z'))).toBe('available')
  })

  it('CAN5 do not disturb is said first, and an unknown time zone is never quiet', () => {
    expect(decideAvailability({ ...quiet(0, 1_439), isDoNotDisturb: true }, 0)).toBe('do-not-disturb')
    expect(decideAvailability(quiet(0, 1_439, 'Mars/Olympus'), 0)).toBe('available')
  })

  it('CAN8 the share grows without leaving anybody behind, and is as large as it says', () => {
    const hashes = Array.from({ length: 5_000 }, (_, index) => testCrypto.sha256(`@person${index}@host`))
    const share = (percent: number) => hashes.filter((hash) => isRolledOut(hash, percent))
    expect(share(0)).toEqual([])
    expect(share(100)).toHaveLength(hashes.length)
    expect(share(30).length / hashes.length).toBeCloseTo(0.3, 1)
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.nat({ max: 100 }), (a, b) => {
        const larger = new Set(share(Math.max(a, b)))
        expect(share(Math.min(a, b)).every((hash) => larger.has(hash))).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('CAN1 two policies are the same only in every part', () => {
    const policy: CallingPolicy = { ...firstChoices('everyone'), ...quiet(1, 2), revision: 4 }
    expect(isSamePolicy(policy, structuredClone(policy))).toBe(true)
    const others: readonly CallingPolicy[] = [
      { ...policy, revision: 5 },
      { ...policy, isCallingOn: false },
      { ...policy, isDoNotDisturb: true },
      { ...policy, disclosure: 'plain' },
      { ...policy, quietHours: null },
      { ...policy, ...quiet(1, 3) },
      { ...policy, ...quiet(0, 2) },
      { ...policy, ...quiet(1, 2, 'UTC') },
      { ...policy, sources: { ...policy.sources, addressBook: false } },
      { ...policy, sources: { ...policy.sources, follows: false } },
      { ...policy, sources: { ...policy.sources, verified: true } },
      { ...policy, sources: { ...policy.sources, everyone: false } },
    ]
    for (const other of others) expect(isSamePolicy(policy, other)).toBe(false)
  })
})
