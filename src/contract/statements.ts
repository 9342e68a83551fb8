import { z } from 'zod'
import { Badge, CallingPolicy } from './calling-policy.ts'
import { RingPassId, RingPassSecret } from './call-request.ts'
import {
  Address,
  CallId,
  CallMedia,
  DeviceId,
  DisplayName,
  Fingerprint,
  Handle,
  Nonce,
  PublicKey,
  Sha256,
  TimestampMs,
} from './ids.ts'
import { LIMITS } from './limits.ts'
import { Relation } from './relation.ts'
import type { StatementSpec } from './statement.ts'

/** Everything that is ever signed, each with its purpose. `test/contract/statement-vectors.json` pins the bytes. */

const define = <S extends z.ZodType>(purpose: string, body: S): StatementSpec<S> => ({ purpose, body })

/** By a device, to sign in. `via` is the host and port it dialled: a directory refuses one that is not its own. */
export const SignInStatement = define(
  'sign-in',
  z.object({
    handle: Handle,
    device: DeviceId,
    via: z
      .string()
      .min(1)
      .max(LIMITS.hostMaxChars + 6),
    challenge: Nonce,
  }),
)
export type SignIn = z.infer<typeof SignInStatement.body>

/** By the directory, over the device's nonce and its own: proof that it holds the key that it names. */
export const DirectoryProofStatement = define(
  'directory-proof',
  z.object({ deviceNonce: Nonce, challenge: Nonce, directoryTimeMs: TimestampMs }),
)

/**
 * One version of an account's device list, signed by a device of the version before (the first by itself).
 * `previous` is the SHA-256 of the version before as text; null in the first.
 */
export const DeviceListStatement = define(
  'device-list',
  z.object({
    handle: Handle,
    number: z.number().int().min(1).max(LIMITS.deviceListVersions),
    previous: Sha256.nullable(),
    devices: z
      .array(
        z.object({
          id: DeviceId,
          publicKey: PublicKey,
          name: z.string().min(1).max(LIMITS.deviceNameMaxChars),
        }),
      )
      .min(1)
      .max(LIMITS.deviceListEntries),
    signedBy: DeviceId,
  }),
)
export type DeviceListVersion = z.infer<typeof DeviceListStatement.body>

/** By the directory: who an account is, as it knows it. The badge is the directory's word. */
export const ProfileStatement = define(
  'profile',
  z.object({
    handle: Handle,
    displayName: DisplayName,
    badge: Badge.nullable().default(null),
    issuedAtMs: TimestampMs,
  }),
)
export type Profile = z.infer<typeof ProfileStatement.body>

/** By a device: who may ring its account. The higher revision wins, on every device and at the directory. */
export const PolicyStatement = define(
  'policy',
  z.object({ handle: Handle, device: DeviceId, policy: CallingPolicy }),
)

/** By a device: how its account stands to a person. The higher revision wins. */
export const RelationStatement = define(
  'relation',
  z.object({
    handle: Handle,
    device: DeviceId,
    person: Handle,
    revision: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    relation: Relation,
  }),
)
export type SignedRelation = z.infer<typeof RelationStatement.body>

/** By a device: whoever presents the secret whose SHA-256 is `passId` may ring once. Times are directory time. */
export const RingPassStatement = define(
  'ring-pass',
  z.object({
    handle: Handle,
    device: DeviceId,
    passId: RingPassId,
    /** The only one who may use it; null: whoever has it. */
    forHandle: Handle.nullable(),
    expiresAtMs: TimestampMs,
  }),
)
export type RingPass = z.infer<typeof RingPassStatement.body>

/** By the caller's device: it asks `to` to take a call. Times are directory time. */
export const InvitationStatement = define(
  'invitation',
  z.object({
    callId: CallId,
    from: Address,
    device: DeviceId,
    listNumber: z.number().int().min(1),
    to: Address,
    /** SHA-256 of the callee's newest device list as the caller knows it. */
    toListHead: Sha256,
    media: CallMedia,
    fingerprint: Fingerprint,
    /** SHA-256 of the caller's nonce, which is revealed after the answer. */
    commitment: Sha256,
    /** A ring pass of the callee's. */
    pass: RingPassSecret.nullable().default(null),
    issuedAtMs: TimestampMs,
    expiresAtMs: TimestampMs,
  }),
)
export type Invitation = z.infer<typeof InvitationStatement.body>

/** By the callee's device that takes the call. `invitation` is the SHA-256 of the invitation's text. */
export const AcceptStatement = define(
  'accept',
  z.object({
    callId: CallId,
    invitation: Sha256,
    from: Address,
    to: Address,
    device: DeviceId,
    listNumber: z.number().int().min(1),
    fingerprint: Fingerprint,
    media: CallMedia,
    nonce: Nonce,
  }),
)
export type Accept = z.infer<typeof AcceptStatement.body>

/** By either device of an answered call: a fresh media connection under the same call. The higher `attempt` wins. */
export const AttemptStatement = define(
  'attempt',
  z.object({
    callId: CallId,
    device: DeviceId,
    attempt: z.number().int().min(2).max(1_000),
    fingerprint: Fingerprint,
  }),
)
export type Attempt = z.infer<typeof AttemptStatement.body>

export const CallMessageContent = z.discriminatedUnion('type', [
  /** The caller's nonce: it completes the safety emoji. */
  z.object({ type: z.literal('reveal'), nonce: Nonce }),
  /** What the sender sends at this moment. */
  z.object({ type: z.literal('sending'), microphone: z.boolean(), camera: z.boolean() }),
])
export type CallMessageContent = z.infer<typeof CallMessageContent>

/** By either device of an answered call. A counter that was seen before is refused. */
export const CallMessageStatement = define(
  'call-message',
  z.object({
    callId: CallId,
    device: DeviceId,
    counter: z.number().int().min(1).max(1_000_000),
    content: CallMessageContent,
  }),
)
