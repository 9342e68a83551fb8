import { z } from 'zod'
import { EndReason } from '../call-end.ts'
import { CallId, DeviceId, DisplayName, Handle, TimestampMs } from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { Badge, Plan } from '../calling-policy.ts'
import { RequestText, RingPassState, SentRequest } from '../call-request.ts'
import { Presence, Reachability, RefusingRule } from '../reachability.ts'
import { SignedStatement } from '../statement.ts'

/** An account's device lists, oldest first: the whole chain, so that it can be checked from its beginning. */
export const DeviceListChain = z.array(SignedStatement).min(1).max(LIMITS.deviceListVersions)

/** What the directory tells about an account. The profile is signed by the directory. */
export const AccountRecord = z.object({
  handle: Handle,
  profile: SignedStatement,
  deviceLists: DeviceListChain,
})
export type AccountRecord = z.infer<typeof AccountRecord>

/** An account as seen by who asks: may they ring it, and is it there. */
export const PersonRecord = AccountRecord.extend({ reachability: Reachability, presence: Presence })
export type PersonRecord = z.infer<typeof PersonRecord>

/** One's own account. */
export const OwnRecord = z.object({
  handle: Handle,
  displayName: DisplayName,
  device: DeviceId,
  deviceLists: DeviceListChain,
  /** As one of the account's devices signed it last; null for an account that never had one. */
  policy: SignedStatement.nullable(),
  badge: Badge.nullable(),
  plan: Plan,
  /** Why this account may not place calls on this directory, whoever is called. */
  placingRefusal: RefusingRule.extract([
    'not-rolled-out',
    'placing-verified',
    'placing-subscribers',
  ]).nullable(),
})
export type OwnRecord = z.infer<typeof OwnRecord>

export const DirectoryCallState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ringing'), sinceMs: TimestampMs }),
  /** `accept` is the winner's signed word; `isPeerPresent` is false once the other side's lease has lapsed: a hint. */
  z.object({ kind: z.literal('answered'), accept: SignedStatement, isPeerPresent: z.boolean() }),
  z.object({
    kind: z.literal('ended'),
    reason: EndReason,
    atMs: TimestampMs,
    durationMs: z.number().int().min(0),
  }),
])
export type DirectoryCallState = z.infer<typeof DirectoryCallState>

/** A call as one device may see it: whole, each time. Times are directory time. */
export const DirectoryCall = z.object({
  callId: CallId,
  role: z.enum(['caller', 'callee']),
  invitation: SignedStatement,
  /** The other side. */
  peer: AccountRecord,
  placedAtMs: TimestampMs,
  state: DirectoryCallState,
})
export type DirectoryCall = z.infer<typeof DirectoryCall>

/** A person's request to call me. */
export const ReceivedRequest = z.object({
  from: AccountRecord,
  text: RequestText,
  atMs: TimestampMs,
})
export type ReceivedRequest = z.infer<typeof ReceivedRequest>

/** All requests to call that concern an account: what it sent, and what waits for its answer. Newest first. */
export const RequestsRecord = z.object({
  /** As many as one frame holds; more come once these are answered. */
  received: z.array(ReceivedRequest).max(LIMITS.requestsPerCallee),
  sent: z.array(SentRequest).max(LIMITS.requestsPerCallee),
})
export type RequestsRecord = z.infer<typeof RequestsRecord>

export const RingPassRecord = z.object({ statement: SignedStatement, state: RingPassState })
export type RingPassRecord = z.infer<typeof RingPassRecord>
