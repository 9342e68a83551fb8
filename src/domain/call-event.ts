import type { GivenEndReason } from '../contract/call-end.ts'
import type { CallMedia, Fingerprint } from '../contract/ids.ts'
import type { CallEnd, EndedBy } from './call-state.ts'

export type CallEvent =
  /** The call page has a certificate for the first attempt. */
  | { readonly type: 'certificate'; readonly fingerprint: Fingerprint }
  | { readonly type: 'page-lost' }
  | { readonly type: 'placed' }
  | { readonly type: 'place-failed'; readonly reason: CallEnd }
  /** The other side's signed answer was verified. */
  | { readonly type: 'answered' }
  | { readonly type: 'accept-confirmed' }
  | { readonly type: 'accept-failed'; readonly reason: CallEnd }
  /** The directory says that the call is over. */
  | { readonly type: 'settled'; readonly reason: CallEnd; readonly by: EndedBy }
  /** The other call of two crossed ones goes on. */
  | { readonly type: 'superseded' }
  | { readonly type: 'accept'; readonly media: CallMedia }
  | { readonly type: 'decline' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'link-connected' }
  | { readonly type: 'link-interrupted' }
  | { readonly type: 'link-failed' }
  | { readonly type: 'wrong-fingerprint' }
  /** The other side has begun a fresh media connection. */
  | { readonly type: 'peer-attempt' }
  | { readonly type: 'deadline' }
export type CallEventType = CallEvent['type']

export type CallEffect =
  | { readonly type: 'prepare-media' }
  | { readonly type: 'place' }
  | { readonly type: 'send-accept'; readonly fingerprint: Fingerprint; readonly media: CallMedia }
  | { readonly type: 'send-decline' }
  | { readonly type: 'send-cancel' }
  | { readonly type: 'send-end'; readonly reason: GivenEndReason }
  /** The call is answered: held frames go out, and the other side's are handed to the page. */
  | { readonly type: 'open-media' }
  | { readonly type: 'begin-attempt' }
  | { readonly type: 'close-media' }
  /** Writes the call into the history. */
  | { readonly type: 'record' }
  | { readonly type: 'remove' }
