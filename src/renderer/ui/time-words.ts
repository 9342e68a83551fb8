import type { Language } from '../i18n/create-i18n.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A running timer: `02:14`, from an hour on `1:02:14`. Never below zero. */
export function formatTimer(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / secondMs))
  const two = (value: number) => String(value).padStart(2, '0')
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds < 3_600 ? tail : `${Math.floor(seconds / 3_600)}:${tail}`
}

/** A length in words, as `12 sec`, `2 min` or `1 hr 5 min`. */
export function formatLength(durationMs: number, language: Language): string {
  const words = (value: number, unit: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  if (durationMs < minuteMs) return words(Math.max(0, Math.round(durationMs / secondMs)), 'second')
  const minutes = Math.round(durationMs / minuteMs)
  if (minutes < 60) return words(minutes, 'minute')
  const rest = minutes % 60
  const hours = words(Math.floor(minutes / 60), 'hour')
  return rest === 0 ? hours : `${hours} ${words(rest, 'minute')}`
}

/** The hour and minute of a moment. */
export function formatHour(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(atMs)
}

/** Calendar days from `atMs` to `nowMs`, in local time: 0 is today. */
export function daysAgo(atMs: number, nowMs: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0)
  return Math.round((midnight(nowMs) - midnight(atMs)) / dayMs)
}

/** A day as a heading: today, yesterday, its weekday within a week, then its date. */
export function formatDay(atMs: number, nowMs: number, language: Language): string {
  const days = daysAgo(atMs, nowMs)
  if (days >= 0 && days < 2) {
    return capitalize(
      new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day'),
      language,
    )
  }
  const isNear = days > 0 && days < 7
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  const options: Intl.DateTimeFormatOptions = isNear
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) }
  return capitalize(new Intl.DateTimeFormat(language, options).format(atMs), language)
}

/** When something was, short enough for the end of a line: an hour today, else the day. */
export function formatWhen(atMs: number, nowMs: number, language: Language): string {
  const days = daysAgo(atMs, nowMs)
  if (days <= 0) return formatHour(atMs, language)
  if (days === 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day')
  const options: Intl.DateTimeFormatOptions =
    days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(language, options).format(atMs)
}

function capitalize(words: string, language: Language): string {
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1)
}

/** A minute of any day, as an hour of the clock. */
export function formatMinuteOfDay(minute: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    minute * minuteMs,
  )
}

/** A day and an hour to come or gone, short: an hour today, else the day and the hour. */
export function formatMoment(atMs: number, nowMs: number, language: Language): string {
  if (daysAgo(atMs, nowMs) === 0) return formatHour(atMs, language)
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(atMs)
}
