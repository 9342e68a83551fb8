import type { CallPhase } from '../contract/bridge/snapshots.ts'
import type { CallMedia, Fingerprint } from '../contract/ids.ts'

/**
 * One call on one device, from dial or ring to its end.
 *
 *     dial ─ preparing ─ placing ─ ringing-out ─┐
 *                                               ├─ connecting ─ connected ⇄ reconnecting
 *     ring ─ ringing-in ─ accepting ────────────┘
 *
 * Every state can become `ended`, and every state but `connected` has a deadline, so none is without an exit.
 */
export type CallState =
  /** The call page makes its certificate. */
  | { readonly kind: 'preparing' }
  /** The invitation is on its way to the directory. */
  | { readonly kind: 'placing'; readonly page: SignedPage }
  | { readonly kind: 'ringing-out'; readonly page: SignedPage }
  /** `fingerprint` is null until a page has made a certificate for this call. */
  | { readonly kind: 'ringing-in'; readonly fingerprint: Fingerprint | null }
  /** The person said yes; the call page makes its certificate first. */
  | { readonly kind: 'accepting-unprepared'; readonly media: CallMedia }
  /** The signed answer is on its way to the directory. */
  | { readonly kind: 'accepting'; readonly page: SignedPage }
  /** `hasFailed`: a first path did not lead to the other side, and a second one is tried. */
  | { readonly kind: 'connecting'; readonly hasFailed: boolean }
  | { readonly kind: 'connected' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'ended'; readonly reason: CallEnd; readonly by: EndedBy }
export type CallStateKind = CallState['kind']

/** Whether the page whose certificate was signed still lives; a page that replaced it needs a fresh attempt. */
export type SignedPage = 'signed' | 'replaced'
type EndedPhase = Extract<CallPhase, { kind: 'ended' }>
export type CallEnd = EndedPhase['reason']
export type EndedBy = EndedPhase['by']
