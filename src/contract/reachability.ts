import { z } from 'zod'

/** The rules that let a ring through. */
export const AllowingRule = z.enum(['everyone'])
export type AllowingRule = z.infer<typeof AllowingRule>

/** The rules that refuse one. */
export const RefusingRule = z.enum(['self', 'calling-switched-off'])
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

/** Who may ring this account. The higher revision wins; an older one is refused. */
export const CallingPolicy = z.object({
  revision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** The master switch. */
  isCallingOn: z.boolean(),
})
export type CallingPolicy = z.infer<typeof CallingPolicy>
