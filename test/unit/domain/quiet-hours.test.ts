import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QuietHours } from '../../../src/contract/calling-policy.ts'
import { decideAvailability } from '../../../src/domain/calling-policy.ts'
import { findQuietChange } from '../../../src/domain/quiet-hours.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What it must come to, by trying every minute. */
function tryAll(quietHours: QuietHours, nowMs: number): number | null {
  const at = (ms: number) => decideAvailability({ isDoNotDisturb: false, quietHours }, ms)
  const first = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS
  for (let ms = first; ms < first + 72 * HOUR_MS; ms += MINUTE_MS) if (at(ms) !== at(nowMs)) return ms
  return null
}

/** Zones with the moments at which their clocks change: by an hour, by half of one, by a whole day, and never. */
const CHANGES: readonly (readonly [string, readonly string[]])[] = [
  ['Europe/Paris', ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z']],
  ['America/New_York', ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z']],
  ['Australia/Lord_Howe', ['2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z']],
  ['America/Sao_Paulo', ['2018-11-04T03:00:00Z', '2019-02-17T02:00:00Z']],
  ['Africa/Casablanca', ['2026-02-15T02:00:00Z', '2026-03-22T02:00:00Z']],
  ['Pacific/Apia', ['2011-12-30T10:00:00Z']],
  ['Asia/Kathmandu', ['2026-07-01T00:00:00Z']],
  ['UTC', ['2026-07-01T00:00:00Z']],
]
const minute = fc.integer({ min: 0, max: 1_439 })
const moment = fc.constantFrom(...CHANGES).chain(([timeZone, changes]) =>
  fc.record({
    timeZone: fc.constant(timeZone),
    nowMs: fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -30 * HOUR_MS, max: 6 * HOUR_MS }))
      .map(([change, besideMs]) => Date.parse(change) + besideMs),
  }),
)
/** Short spans around the hours at which clocks are changed, as well as any. */
const span = fc.oneof(
  fc.tuple(minute, minute),
  fc.tuple(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 240 })),
)

describe('the next time at which quiet hours begin or end', () => {
  it('CAN2 is the first minute at which the availability is another one, also where the clock is changed', () => {
    fc.assert(
      fc.property(moment, span, ({ timeZone, nowMs }, [fromMinute, toMinute]) => {
        const quietHours = { fromMinute, toMinute, timeZone }
        expect(findQuietChange(quietHours, nowMs)).toBe(tryAll(quietHours, nowMs))
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    // 02:00 becomes 03:00: the hours that begin in between are left out that day.
    ['a beginning that is left out', 130, 170, '2026-03-29T00:30:00Z', '2026-03-30T00:10:00Z'],
    ['an end that is left out', 60, 150, '2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z'],
    // 03:00 becomes 02:00: an end at 02:30 comes, is undone by the change, and comes again.
    ['an end that comes twice, first', 60, 150, '2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z'],
    ['the clock set back into them', 60, 150, '2026-10-25T00:45:00Z', '2026-10-25T01:00:00Z'],
    ['an end that comes twice, then', 60, 150, '2026-10-25T01:10:00Z', '2026-10-25T01:30:00Z'],
  ])('CAN2 is found for %s', (_, fromMinute, toMinute, now, wanted) => {
    const quietHours = { fromMinute, toMinute, timeZone: 'Europe/Paris' }
    const found = findQuietChange(quietHours, Date.parse(now))
    expect(new Date(found ?? 0).toISOString()).toBe(new Date(wanted).toISOString())
  })

  it('CAN2 is never where there is no span, or a time zone that nobody knows', () => {
    const nowMs = Date.parse('2026-07-01T12:00:00Z')
    expect(findQuietChange({ fromMinute: 60, toMinute: 60, timeZone: 'UTC' }, nowMs)).toBeNull()
    expect(findQuietChange({ fromMinute: 60, toMinute: 90, timeZone: 'Mars/Olympus' }, nowMs)).toBeNull()
  })
})
