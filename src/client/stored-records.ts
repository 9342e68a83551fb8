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
import { Badge, CallingPolicy } from '../contract/calling-policy.ts'
import { RingPassId, RingPassSecret, RingPassState } from '../contract/call-request.ts'
import { LIMITS } from '../contract/limits.ts'
import { Relation, RelationsMark } from '../contract/relation.ts'
import { SignedStatement } from '../contract/statement.ts'
import { firstChoices } from '../domain/calling-policy.ts'

/** What the engine keeps on this device. Each record is parsed when it is read; one that does not fit is set aside. */

/** As the first versions kept it: a switch alone, and everyone when it was on. */
const SwitchOnly = CallingPolicy.pick({ revision: true, isCallingOn: true }).transform(
  ({ revision, isCallingOn }): CallingPolicy => ({
    ...firstChoices(isCallingOn ? 'everyone' : 'nobody'),
    revision,
  }),
)

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
  policy: z.union([CallingPolicy, SwitchOnly]),
  /** The directory has confirmed the policy above. */
  isPolicyUploaded: z.boolean(),
})
export type StoredAccount = z.infer<typeof StoredAccount>

export const StoredPerson = z.object({
  handle: Handle,
  displayName: DisplayName,
  /** The directory's word, as of the last time that it told it. */
  badge: Badge.nullable().default(null),
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

export const StoredRelation = z.object({
  person: Handle,
  /** 0 before anything was signed. */
  revision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  relation: Relation,
  /** What this device changed and the directory has not confirmed; null: it has all of it. */
  pending: Relation.partial().nullable(),
  /** The ring that used up the grant: told again, it still rings. */
  spentOn: CallId.nullable(),
})
export type StoredRelation = z.infer<typeof StoredRelation>
export const StoredRelations = z
  .object({
    /** Up to where the directory's copies were read; null: not to their end yet. */
    mark: RelationsMark.nullable().default(null),
    people: z.array(StoredRelation).max(LIMITS.relationsPerAccount),
  })
  .readonly()
export type StoredRelations = z.infer<typeof StoredRelations>

export const StoredPass = z.object({
  passId: RingPassId,
  forHandle: Handle.nullable(),
  /** Directory time. */
  expiresAtMs: TimestampMs,
  /** Null where another device made it. */
  secret: RingPassSecret.nullable(),
  state: RingPassState,
  /** The ring that used it here: told again, it still rings. */
  spentOn: CallId.nullable(),
  /** Revoked here, and the directory has not confirmed it. */
  isRevokeDue: z.boolean(),
})
export type StoredPass = z.infer<typeof StoredPass>
export const StoredPasses = z.array(StoredPass).readonly()
