import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Handle } from '../../../../src/contract/ids.ts'
import { createAvailabilityClock } from '../../../../src/directory/presence/availability-clock.ts'
import { decideAvailability } from '../../../../src/domain/calling-policy.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { policyOf } from '../../../support/sample-policy.ts'

const MINUTE_MS = 60_000
const BOB = Handle.parse('bob')
const EVE = Handle.parse('eve')
/** The clock of the tests begins at nine in the morning. */
const hours = (fromMinute: number, toMinute: number, timeZone = 'UTC') =>
  policyOf({ quietHours: { fromMinute: 540 + fromMinute, toMinute: 540 + toMinute, timeZone } })

function createRig() {
  const clock = createManualClock()
  const unwatched = new Set<Handle>()
  const told: string[] = []
  const availability = createAvailabilityClock({ clock, isWatched: (handle) => !unwatched.has(handle) })
  const startMs = clock.nowMs()
  availability.onChange((handles) => {
    for (const handle of handles) told.push(`${handle} ${(clock.nowMs() - startMs) / MINUTE_MS}`)
  })
  const note = (handle: Handle, policy = hours(10, 20)) => availability.note(handle, policy, clock.nowMs())
  return { clock, unwatched, told, availability, note }
}

describe('what the clock changes of the people who are watched', () => {
  it('CAN5 is noticed at the minute at which quiet hours begin and end, again each day', () => {
    const { clock, told, note } = createRig()
    note(BOB)
    note(EVE, hours(-30, 5))
    clock.advance(24 * 60 * MINUTE_MS + 15 * MINUTE_MS)
    const day = 24 * 60
    expect(told).toEqual([
      'eve 5',
      'bob 10',
      'bob 20',
      `eve ${day - 30}`,
      `eve ${day + 5}`,
      `bob ${day + 10}`,
    ])
  })

  it('CAN5 takes one timer, and none where the clock changes nothing', () => {
    const { clock, told, note, availability } = createRig()
    note(BOB, policyOf())
    note(BOB, { ...hours(10, 20), isCallingOn: false })
    note(BOB, { ...hours(10, 20), isDoNotDisturb: true })
    note(BOB, hours(10, 10))
    expect(clock.timerCount()).toBe(0)
    const many = Array.from({ length: 5_000 }, (_, n) => Handle.parse(`person_${n}`))
    many.forEach((handle, n) => note(handle, hours(10 + (n % 40), 200)))
    expect(clock.timerCount()).toBe(1)
    clock.advance(60 * MINUTE_MS)
    expect(told).toHaveLength(5_000)
    expect(new Set(told).size).toBe(5_000)
    expect(clock.timerCount()).toBe(1)
    availability.stop()
    expect(clock.timerCount()).toBe(0)
  })

  it('CAN5 follows what the person changes, and forgets whom nobody watches', () => {
    const { clock, told, note, unwatched } = createRig()
    note(BOB)
    note(EVE)
    note(BOB, hours(12, 20))
    unwatched.add(EVE)
    clock.advance(15 * MINUTE_MS)
    expect(told).toEqual(['bob 12'])
    note(BOB, policyOf())
    clock.advance(24 * 60 * MINUTE_MS)
    expect(told).toEqual(['bob 12'])
    expect(clock.timerCount()).toBe(0)
  })

  it('CAN5 who was looked at before a change, and is told after it, is told again', () => {
    const { clock, told, note, availability } = createRig()
    note(BOB)
    const lookedAtMs = clock.nowMs()
    clock.advance(10 * MINUTE_MS)
    availability.note(EVE, hours(10, 20), lookedAtMs)
    clock.advance(0)
    expect(told).toEqual(['bob 10', 'eve 10'])
  })

  it('CAN5 a clock that is set, or stood still while the computer slept, is noticed within a minute', () => {
    const { clock, told, note } = createRig()
    note(BOB)
    clock.jumpWallClock(12 * MINUTE_MS)
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['bob 13'])
    clock.jumpWallClock(-12 * MINUTE_MS)
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['bob 13', 'bob 2'])
  })

  it('CAN5 a clock that is set back to before the first look is noticed as well', () => {
    const { clock, told, note } = createRig()
    clock.advance(60 * MINUTE_MS)
    note(BOB, hours(5, 6))
    clock.jumpWallClock(-56 * MINUTE_MS)
    clock.advance(MINUTE_MS)
    expect(told).toEqual(['bob 5'])
  })

  it('CAN5 whatever was noted when, what was told last is never wrong for longer than a minute', () => {
    const minutes = fc.integer({ min: -60, max: 120 })
    const zone = fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe')
    const policy = fc.tuple(minutes, minutes, zone).map((given) => hours(...given))
    const step = fc.oneof(
      fc.tuple(fc.constantFrom(BOB, EVE), policy).map((noted) => ({ kind: 'note' as const, noted })),
      fc.integer({ min: 1, max: 90 }).map((by) => ({ kind: 'advance' as const, by })),
      fc.integer({ min: -90, max: 90 }).map((by) => ({ kind: 'jump' as const, by })),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (steps) => {
        const { clock, availability } = createRig()
        const policies = new Map<Handle, ReturnType<typeof policyOf>>()
        const shown = new Map<Handle, string>()
        const tell = (handle: Handle) => {
          const policyNow = policies.get(handle)
          if (policyNow) shown.set(handle, decideAvailability(policyNow, clock.nowMs()))
        }
        availability.onChange((handles) => handles.forEach(tell))
        for (const each of steps) {
          if (each.kind === 'jump') clock.jumpWallClock(each.by * MINUTE_MS)
          else if (each.kind === 'note') {
            const [handle, given] = each.noted
            policies.set(handle, given)
            tell(handle)
            availability.note(handle, given, clock.nowMs())
            continue
          } else clock.advance(each.by * MINUTE_MS)
          clock.advance(MINUTE_MS)
          for (const [handle, wanted] of policies)
            expect(shown.get(handle)).toBe(decideAvailability(wanted, clock.nowMs()))
        }
        availability.stop()
      }),
      { numRuns: 200 },
    )
  })
})
