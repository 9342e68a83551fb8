import { describe, expect, it } from 'vitest'
import type { PersonRow } from '../../../src/contract/bridge/snapshots.ts'
import { RefusingRule } from '../../../src/contract/reachability.ts'
import {
  type CallFacts,
  type CallObstacle,
  decideCallObstacle,
  NEXT_STEPS,
} from '../../../src/renderer/main-window/home/call-possibility.ts'
import { decideOutcomeKey } from '../../../src/renderer/main-window/home/call-words.ts'
import { decideShownCall } from '../../../src/renderer/main-window/home/shown-call.ts'
import { callView, connected, ringing } from '../../../src/renderer/gallery/snapshots/calls.ts'
import { bob, person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { decideAvatarColour, decideInitials } from '../../../src/renderer/ui/avatar-words.ts'
import { decideRowWindow, decideScrollTo } from '../../../src/renderer/ui/row-window.ts'
import { daysAgo, formatDay, formatLength, formatTimer } from '../../../src/renderer/ui/time-words.ts'

const online = { kind: 'online' } as const
const offline = { kind: 'offline', why: 'unreachable', retryAtMs: null } as const
const noCalls = { calls: [] }
const off = person('jon', 'Jon', { reachability: { verdict: 'refused', rule: 'calling-switched-off' } })
const changed = person('eve', 'Eve', { hasChangedKey: true })
const ended = callView({ kind: 'ended', reason: 'hung-up', by: 'me', durationMs: 1 })

describe('CAN5 why a call button is locked', () => {
  const facts: CallFacts = {
    connection: online,
    calls: noCalls,
    placingRefusal: null,
    sent: [],
    passFrom: null,
  }
  const refused = (rule: RefusingRule) => person('jon', 'Jon', { reachability: { verdict: 'refused', rule } })
  const stranger = refused('not-among')
  const unknown = person('jon', 'Jon', { reachability: { verdict: 'unknown' } })
  const asked = [{ to: stranger.handle, state: 'pending' as const }]

  it.each<readonly [string, PersonRow, Partial<CallFacts>, CallObstacle | null]>([
    ['nobody hinders it', bob, {}, null],
    ['their calling is off', off, {}, 'calling-switched-off'],
    ['their key has changed', changed, {}, 'changed-key'],
    ['I am offline', off, { connection: offline }, 'offline'],
    ['I am in a call', off, { calls: { calls: [connected] } }, 'in-a-call'],
    ['a call that is over does not count', bob, { calls: { calls: [ended] } }, null],
    ['a ring that I may take does not count', bob, { calls: { calls: [ringing()] } }, null],
    ['a short reconnection does not count', bob, { connection: { kind: 'connecting' } }, null],
    ['what the directory has not said yet, the ring asks', unknown, {}, null],
    ['I may not place calls, whoever it is', bob, { placingRefusal: 'not-rolled-out' }, 'not-rolled-out'],
    ['I have asked, and was not answered', stranger, { sent: asked }, 'request-pending'],
    [
      'I have asked somebody who shows no reasons',
      refused('not-available'),
      { sent: asked },
      'request-pending',
    ],
    ['who blocks me is not asked', refused('blocked'), { sent: asked }, 'blocked'],
    ['their ring pass lets me in', stranger, { passFrom: stranger.handle }, null],
    ['the ring pass of another does not', stranger, { passFrom: bob.handle }, 'not-among'],
    [
      'no ring pass beats do not disturb',
      refused('do-not-disturb'),
      { passFrom: stranger.handle },
      'do-not-disturb',
    ],
  ])('CAN5 %s', (_, who, change, obstacle) => {
    expect(decideCallObstacle(who, { ...facts, ...change })).toBe(obstacle)
  })

  it.each(RefusingRule.options)('CAN5 %s locks the button, and there is a next step', (rule) => {
    expect(decideCallObstacle(refused(rule), facts)).toBe(rule)
    expect(NEXT_STEPS[rule]).not.toBe('')
  })
})

describe('RING8 the call at the top of the window', () => {
  it('RING8 is the newest that rings, else the one that runs, and never one that is over', () => {
    const older = ringing({ number: 2 })
    const newer = ringing({ number: 3, handle: 'claire', displayName: 'Claire' })
    expect(decideShownCall([connected, older, newer])).toBe(newer)
    expect(decideShownCall([ended, connected])).toBe(connected)
    expect(decideShownCall([ended])).toBeNull()
  })
})

describe('HIST1 how a call went', () => {
  it('HIST1 a declined call says who declined', () => {
    expect(decideOutcomeKey({ direction: 'incoming', outcome: 'declined' })).toBe('declinedByMe')
    expect(decideOutcomeKey({ direction: 'outgoing', outcome: 'declined' })).toBe('declinedByThem')
    expect(decideOutcomeKey({ direction: 'incoming', outcome: 'answered' })).toBe('incoming')
  })

  it.each([
    [0, '00:00'],
    [-5_000, '00:00'],
    [134_999, '02:14'],
    [3_600_000, '1:00:00'],
    [36_061_000, '10:01:01'],
  ])('HIST1 a timer of %i ms reads %s', (durationMs, words) => {
    expect(formatTimer(durationMs)).toBe(words)
  })

  it('A11Y2 lengths and days follow the language', () => {
    const now = new Date(2026, 10, 22, 14, 0).getTime()
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()
    expect(formatLength(48_000, 'en')).toBe('48 sec')
    expect(formatLength(3_900_000, 'fr')).toMatch(/^1\sh 5\smin$/)
    expect(formatDay(at(22, 1), now, 'en')).toBe('Today')
    expect(formatDay(at(21, 23), now, 'fr')).toBe('Hier')
    expect(formatDay(at(18, 12), now, 'fr')).toBe('Mercredi')
    expect(formatDay(new Date(2025, 0, 5).getTime(), now, 'en')).toBe('January 5, 2025')
  })

  it('A11Y2 a day is a calendar day, also where a clock change makes it 23 hours long', () => {
    expect(daysAgo(new Date(2026, 2, 28, 23, 30).getTime(), new Date(2026, 2, 30, 0, 10).getTime())).toBe(2)
  })
})

describe('CAN9 a long list', () => {
  it('CAN9 of 5,000 rows only those near the screen are rendered', () => {
    const { first, end } = decideRowWindow({ scrollTop: 56 * 2_000, height: 560 }, 5_000)
    expect(first).toBeLessThanOrEqual(2_000)
    expect(end).toBeGreaterThanOrEqual(2_010)
    expect(end - first).toBeLessThan(30)
  })

  it('CAN9 stays within the list at both ends', () => {
    expect(decideRowWindow({ scrollTop: 0, height: 560 }, 3)).toEqual({ first: 0, end: 3 })
    expect(decideRowWindow({ scrollTop: 99_999, height: 560 }, 3)).toEqual({ first: 3, end: 3 })
  })

  it('CAN9 the row that is meant comes onto the screen by the shortest way', () => {
    const view = { scrollTop: 560, height: 560 }
    expect(decideScrollTo(view, 12)).toBe(560)
    expect(decideScrollTo(view, 2)).toBe(112)
    expect(decideScrollTo(view, 20)).toBe(616)
  })
})

describe('ID1 avatars without a picture', () => {
  it.each([
    ['Ada Lindgren', 'AL'],
    ['bob', 'B'],
    ['Maximiliane von Hohenstein-Oettingen', 'MO'],
    ['山田 由紀', '山由'],
    ['  (Zoé)  ', 'Z'],
    ['👩‍👩‍👧', 'H'],
  ])('ID1 %s shows as %s', (name, initials) => {
    expect(decideInitials(name, 'handle')).toBe(initials)
  })

  it('ID1 a handle keeps its colour, and all eight are used', () => {
    expect(decideAvatarColour('ada')).toBe(decideAvatarColour('ada'))
    const used = new Set(Array.from({ length: 200 }, (_, index) => decideAvatarColour(`person_${index}`)))
    expect(used).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]))
  })
})
