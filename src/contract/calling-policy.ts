import { z } from 'zod'

const MinuteOfDay = z.number().int().min(0).max(1_439)

/** Those who may ring: each source for itself, in any combination. */
export const RingSources = z.object({
  /** People in my address book. */
  addressBook: z.boolean(),
  /** People I follow. */
  follows: z.boolean(),
  /** People with a badge of the directory. */
  verified: z.boolean(),
  everyone: z.boolean(),
})
export type RingSources = z.infer<typeof RingSources>

/** Every day from one minute of the day to another, by the clock of a time zone. Past midnight where it ends earlier. */
export const QuietHours = z.object({
  fromMinute: MinuteOfDay,
  toMinute: MinuteOfDay,
  /** As in the IANA list, such as `Europe/Paris`. */
  timeZone: z
    .string()
    .max(64)
    .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/),
})
export type QuietHours = z.infer<typeof QuietHours>

/** What a person decides about who may ring them. */
export const CallingChoices = z.object({
  /** The master switch. */
  isCallingOn: z.boolean(),
  sources: RingSources,
  isDoNotDisturb: z.boolean(),
  quietHours: QuietHours.nullable(),
  /** How much a caller is told: the rule, or one plain "not available" for offline, blocked and not allowed alike. */
  disclosure: z.enum(['full', 'plain']),
})
export type CallingChoices = z.infer<typeof CallingChoices>

/** Who may ring this account. The higher revision wins; an older one is refused. */
export const CallingPolicy = CallingChoices.extend({
  revision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
export type CallingPolicy = z.infer<typeof CallingPolicy>

/** Who may place calls on a directory. Receiving is free for all. */
export const PlacingRule = z.enum(['everyone', 'verified', 'subscribers'])
export type PlacingRule = z.infer<typeof PlacingRule>

/** A mark that the directory grants, with its meaning: the directory has looked, or the account pays. */
export const Badge = z.enum(['organisation-checked', 'subscriber'])
export type Badge = z.infer<typeof Badge>

export const Plan = z.enum(['free', 'subscriber'])
export type Plan = z.infer<typeof Plan>
