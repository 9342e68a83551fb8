import type { CallView, CaptureState } from '../../contract/bridge/snapshots.ts'
import type {
  CallId,
  CallMedia,
  DisplayName,
  Fingerprint,
  Handle,
  Nonce,
  Sha256,
} from '../../contract/ids.ts'
import type { Badge } from '../../contract/calling-policy.ts'
import type { RingPassSecret } from '../../contract/call-request.ts'
import type { AllowingRule, RefusingRule } from '../../contract/reachability.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { Invitation } from '../../contract/statements.ts'
import type { CallState } from '../../domain/call-machine.ts'
import type { ListedDevice } from '../../domain/device-list.ts'
import type { CheckedPeer } from '../../domain/invitation-check.ts'
import type { MediaLink } from './media-link.ts'

export type PeerOnCall = {
  readonly handle: Handle
  displayName: DisplayName
  /** The directory's word. */
  badge: Badge | null
  isFirstContact: boolean
  hasChangedKey: boolean
  /** Their checked device lists; null while an outgoing call still looks them up. */
  checked: CheckedPeer | null
  /** The device lists as they came, oldest first. */
  chain: readonly SignedStatement[]
  /** The one device at the other end; the caller's from the ring on, the callee's from the answer on. */
  device: ListedDevice | null
}

export type SentInvitation = {
  readonly statement: SignedStatement
  readonly body: Invitation
  readonly hash: Sha256
}

/** All that this device holds of one call. Changed only by the calls' own modules. */
export type CallRecord = {
  readonly callId: CallId
  readonly direction: 'outgoing' | 'incoming'
  readonly media: CallMedia
  readonly peer: PeerOnCall
  readonly link: MediaLink
  /** What let an incoming one ring. */
  readonly rule: AllowingRule
  /** What refused an outgoing one. */
  refusal: RefusingRule | null
  /** Goes with an outgoing one: a ring pass that the callee gave. */
  readonly pass: RingPassSecret | null
  /** On this device's clock. */
  readonly startedAtMs: number
  state: CallState
  connectedAtMs: number | null
  endedAtMs: number | null
  invitation: SentInvitation | null
  /** Mine and theirs, for the safety emoji. The caller's stays secret until the answer. */
  ownNonce: Nonce
  peerNonce: Nonce | null
  /** The page's certificate for the first attempt. */
  ownCertificate: Fingerprint | null
  /** As they were signed in the invitation and the answer; null before the answer. */
  fingerprints: { readonly own: Fingerprint; readonly peer: Fingerprint } | null
  wanted: { readonly microphone: boolean; readonly camera: boolean }
  capture: { readonly microphone: CaptureState; readonly camera: CaptureState }
  remote: CallView['remote']
  /** What the other side was told that this one sends; null before the first word. */
  saidSending: CallView['remote']
  sentMessages: number
  lastPeerCounter: number
  safetyEmoji: readonly string[] | null
  cancelDeadline: () => void
}
