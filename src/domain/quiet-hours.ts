import type { QuietHours } from '../contract/calling-policy.ts'

/** `nowMs` since 1970. A time zone that this computer does not know is never quiet. */
export function isQuiet({ fromMinute, toMinute, timeZone }: QuietHours, nowMs: number): boolean {
  const minute = minuteOfDay(timeZone, nowMs)
  if (minute === null) return false
  return fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
/** Changes of a zone's clock on the way to the next boundary; no zone has more than one in a day or two. */
const MOST_CLOCK_CHANGES = 4

/**
 * The first time after `nowMs` at which `isQuiet` answers otherwise, to the minute, as all zones have been for decades;
 * null where it never does. Also right on the days on which a zone's clock is changed: then a boundary may be skipped, come
 * twice, or lie at the change itself.
 */
export function findQuietChange(quietHours: QuietHours, nowMs: number): number | null {
  const { fromMinute, toMinute, timeZone } = quietHours
  if (fromMinute === toMinute) return null
  const wasQuiet = isQuiet(quietHours, nowMs)
  const boundary = wasQuiet ? toMinute : fromMinute
  let atMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
  for (let change = 0; change <= MOST_CLOCK_CHANGES; change += 1) {
    const minute = minuteOfDay(timeZone, atMs)
    if (minute === null) return null
    const leftMinutes = (boundary - minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES
    const boundaryMs = atMs + leftMinutes * MINUTE_MS
    const changeMs = findClockChange(timeZone, atMs, boundaryMs)
    if (changeMs === null) return boundaryMs
    if (isQuiet(quietHours, changeMs) !== wasQuiet) return changeMs
    atMs = changeMs
  }
  // No clock on earth is like this: whoever waits looks again by then.
  return atMs + DAY_MINUTES * MINUTE_MS
}

/** The first minute at which the zone's clock is not what it would be had it gone on from `fromMs`; null: none by `toMs`. */
function findClockChange(timeZone: string, fromMs: number, toMs: number): number | null {
  const offset = offsetMinutes(timeZone, fromMs)
  if (offsetMinutes(timeZone, toMs) === offset) return null
  let [before, after] = [fromMs / MINUTE_MS, toMs / MINUTE_MS]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetMinutes(timeZone, middle * MINUTE_MS) === offset) before = middle
    else after = middle
  }
  return after * MINUTE_MS
}

/** How far the zone's clock is ahead of UTC, within a day. */
const offsetMinutes = (timeZone: string, atMs: number): number =>
  ((minuteOfDay(timeZone, atMs) ?? 0) - (Math.floor(atMs / MINUTE_MS) % DAY_MINUTES) + DAY_MINUTES) %
  DAY_MINUTES

/** More than there are zones; what somebody makes up is not kept for ever. */
const MOST_FORMATS = 1_000
const formats = new Map<string, Intl.DateTimeFormat | null>()

/** The minute of the day in a time zone; null for one that is not known here. */
function minuteOfDay(timeZone: string, nowMs: number): number | null {
  const format = findFormat(timeZone)
  if (!format) return null
  const part = (type: 'hour' | 'minute') =>
    Number(format.formatToParts(nowMs).find((found) => found.type === type)?.value ?? 0)
  return (part('hour') % 24) * 60 + part('minute')
}

function findFormat(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  if (formats.size >= MOST_FORMATS) formats.clear()
  const made = makeFormat(timeZone)
  formats.set(timeZone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  } catch {
    return null
  }
}
