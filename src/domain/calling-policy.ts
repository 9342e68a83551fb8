import type { CallingChoices, CallingPolicy, PlacingRule } from '../contract/calling-policy.ts'
import type { Sha256 } from '../contract/ids.ts'
import { isQuiet } from './quiet-hours.ts'

/** Whether somebody wants to be rung at this moment. */
export type Availability = 'available' | 'do-not-disturb' | 'quiet-hours'

const NOBODY = { addressBook: false, follows: false, verified: false, everyone: false } as const
/** Of the answers to the first run's question: nothing is on that was not chosen. */
const FIRST_SOURCES = {
  nobody: NOBODY,
  'my-people': { ...NOBODY, addressBook: true, follows: true },
  everyone: { ...NOBODY, addressBook: true, follows: true, everyone: true },
} as const
export type FirstChoice = keyof typeof FIRST_SOURCES

/** The policy of a new account. Who chose nobody finds the usual sources chosen when they switch calling on. */
export const firstChoices = (choice: FirstChoice): CallingChoices => ({
  isCallingOn: choice !== 'nobody',
  sources: choice === 'nobody' ? FIRST_SOURCES['my-people'] : FIRST_SOURCES[choice],
  isDoNotDisturb: false,
  quietHours: null,
  disclosure: 'full',
})

export const isSamePolicy = (a: CallingPolicy, b: CallingPolicy): boolean =>
  a.revision === b.revision && isSameChoices(a, b)

export const isSameChoices = (a: CallingChoices, b: CallingChoices): boolean =>
  a.isCallingOn === b.isCallingOn &&
  a.isDoNotDisturb === b.isDoNotDisturb &&
  a.disclosure === b.disclosure &&
  a.sources.addressBook === b.sources.addressBook &&
  a.sources.follows === b.sources.follows &&
  a.sources.verified === b.sources.verified &&
  a.sources.everyone === b.sources.everyone &&
  a.quietHours?.fromMinute === b.quietHours?.fromMinute &&
  a.quietHours?.toMinute === b.quietHours?.toMinute &&
  a.quietHours?.timeZone === b.quietHours?.timeZone

/** `nowMs` since 1970. A time zone that this computer does not know is never quiet. */
export function decideAvailability(
  { isDoNotDisturb, quietHours }: Pick<CallingChoices, 'isDoNotDisturb' | 'quietHours'>,
  nowMs: number,
): Availability {
  if (isDoNotDisturb) return 'do-not-disturb'
  return quietHours && isQuiet(quietHours, nowMs) ? 'quiet-hours' : 'available'
}

/** What a directory's administrator decides about who places calls. */
export type Placing = {
  readonly rule: PlacingRule
  /** The share of accounts for whom calling is switched on, in percent. */
  readonly rolloutPercent: number
}

export const DEFAULT_PLACING: Placing = { rule: 'everyone', rolloutPercent: 100 }

const BUCKETS = 10_000

/**
 * Whether an account belongs to the share for whom calling is switched on. `accountHash` is the SHA-256 of the
 * account's full address: an account keeps its place, so that who has calling keeps it while the share grows.
 */
export const isRolledOut = (accountHash: Sha256, rolloutPercent: number): boolean =>
  Number.parseInt(accountHash.slice(0, 8), 16) % BUCKETS < rolloutPercent * (BUCKETS / 100)
