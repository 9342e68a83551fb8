import { z } from 'zod'
import { CallSummary, RecentCall } from '../contract/bridge/snapshots.ts'
import {
  CallId,
  DeviceId,
  DirectoryHost,
  DirectoryKeyId,
  DisplayName,
  Handle,
  PublicKey,
  Sha256,
  TimestampMs,
} from '../contract/ids.ts'
import { CallingPolicy } from '../contract/reachability.ts'
import { SignedStatement } from '../contract/statement.ts'

/** What the engine keeps on this device. Each record is parsed when it is read; one that does not fit is set aside. */

export const StoredAccount = z.object({
  handle: Handle,
  displayName: DisplayName,
  device: DeviceId,
  deviceLists: z.array(SignedStatement).min(1),
  directory: z.object({
    url: z.string().max(400),
    host: DirectoryHost,
    publicKey: PublicKey,
    keyId: DirectoryKeyId,
    /** From a join link: this TLS key alone is trusted. Null: the system's certificates, or this computer itself. */
    tlsKey: Sha256.nullable().default(null),
    isHere: z.boolean(),
  }),
  policy: CallingPolicy,
  /** The directory has confirmed the policy above. */
  isPolicyUploaded: z.boolean(),
})
export type StoredAccount = z.infer<typeof StoredAccount>

export const StoredPerson = z.object({
  handle: Handle,
  displayName: DisplayName,
  /** The newest version of their device list that this device has pinned. */
  known: z.object({ number: z.number().int().min(1), head: Sha256 }).nullable(),
  /** They were dialled, or answered: their row stays in the list. */
  isListed: z.boolean(),
  hasChangedKey: z.boolean(),
  lastCall: CallSummary.nullable(),
})
export type StoredPerson = z.infer<typeof StoredPerson>
export const StoredPeople = z.array(StoredPerson).readonly()

export const StoredRecents = z.array(RecentCall).readonly()

export const StoredSeenCalls = z
  .array(z.object({ callId: CallId, invitation: Sha256, seenAtMs: TimestampMs, isSettled: z.boolean() }))
  .readonly()
export type StoredSeenCall = z.infer<typeof StoredSeenCalls>[number]
