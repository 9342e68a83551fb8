import { z } from 'zod'
import { Badge } from '../calling-policy.ts'
import { RequestText, RingPassId, RingPassState, SentRequest } from '../call-request.ts'
import { Address, DisplayName, Handle, TimestampMs } from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { Relation } from '../relation.ts'

/** Somebody who asks to call me. Times are this device's clock in milliseconds. */
export const RequestRow = z.object({
  handle: Handle,
  address: Address,
  displayName: DisplayName,
  badge: Badge.nullable(),
  relation: Relation,
  hasChangedKey: z.boolean(),
  text: RequestText,
  atMs: TimestampMs,
})
export type RequestRow = z.infer<typeof RequestRow>

export const RequestsSnapshot = z.object({
  received: z.array(RequestRow).max(LIMITS.requestsPerCallee),
  sent: z.array(SentRequest).max(LIMITS.requestsPerCallee),
})
export type RequestsSnapshot = z.infer<typeof RequestsSnapshot>

export const PassRow = z.object({
  passId: RingPassId,
  forHandle: Handle.nullable(),
  expiresAtMs: TimestampMs,
  state: RingPassState,
  /** Null where the pass was made by another device: only its maker knows the secret. */
  link: z.string().max(500).nullable(),
})
export type PassRow = z.infer<typeof PassRow>

/** The newest first; expired ones are left out. */
export const PassesSnapshot = z.object({ passes: z.array(PassRow).max(LIMITS.passesPerAccount) })
export type PassesSnapshot = z.infer<typeof PassesSnapshot>
