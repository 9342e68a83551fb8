import { z } from 'zod'

/** The rules that let a ring through. */
export const AllowingRule = z.enum([
  /** The callee lets this person always ring, also when not to be disturbed. */
  'always',
  /** The ring came with a ring pass of the callee's. */
  'ring-pass',
  /** The callee said yes, once, when this person asked to call. */
  'granted-once',
  'address-book',
  'follows',
  'verified',
  'everyone',
  /** What the caller is told by a callee who shows no reasons. Never decided, only shown. */
  'not-told',
])
export type AllowingRule = z.infer<typeof AllowingRule>

/** The rules that refuse one. */
export const RefusingRule = z.enum([
  'self',
  /** The directory has not switched calling on for the caller yet. */
  'not-rolled-out',
  /** On this directory only verified accounts place calls, or only subscribers. */
  'placing-verified',
  'placing-subscribers',
  'calling-switched-off',
  'blocked',
  'never',
  'do-not-disturb',
  'quiet-hours',
  /** The ring pass that came with the ring is forged, used, expired, or another's. */
  'ring-pass-refused',
  /** The caller has asked to call, and waits for the answer. */
  'request-pending',
  /** The caller belongs to none of those who may ring. */
  'not-among',
  /** What the caller is told by a callee who shows no reasons: also where the callee is only offline. */
  'not-available',
])
export type RefusingRule = z.infer<typeof RefusingRule>

/** Whether A may ring B, with the id of the rule that says so. */
export const Reachability = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('allowed'), rule: AllowingRule }),
  z.object({ verdict: z.literal('refused'), rule: RefusingRule }),
])
export type Reachability = z.infer<typeof Reachability>

/** `hidden` is shown to those who may not ring: neither online nor offline is told. */
export const Presence = z.enum(['online', 'offline', 'hidden'])
export type Presence = z.infer<typeof Presence>
