import type { EndReason, GivenEndReason } from '../../contract/call-end.ts'
import { assertNever } from '../../contract/result.ts'
import { type CallRecord, endRecord, roleOf, type Viewer } from './call-record.ts'

/** What a device asks for, to have a call over. */
export type EndWish =
  | { readonly kind: 'decline' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'end'; readonly reason: GivenEndReason }

export type EndDecision =
  | { readonly kind: 'no-such-call' }
  /** Nothing to do: it is over already, or not this device's to end. */
  | { readonly kind: 'as-it-is' }
  | { readonly kind: 'ended'; readonly record: CallRecord }

/** The same wish twice does no more than once. */
export function decideEnd(record: CallRecord, viewer: Viewer, wish: EndWish, nowMs: number): EndDecision {
  const role = roleOf(record, viewer)
  if (
    !role ||
    (wish.kind === 'cancel' && role === 'callee') ||
    (wish.kind === 'decline' && role === 'caller')
  )
    return { kind: 'no-such-call' }
  const { state } = record
  if (state.kind === 'ended') return { kind: 'as-it-is' }
  const end = (reason: EndReason, declinedBy: Viewer['device'] | null = null): EndDecision => ({
    kind: 'ended',
    record: endRecord(record, reason, nowMs, declinedBy),
  })

  if (state.kind === 'answered') {
    const isOfTheTwo = role === 'caller' || viewer.device === state.device
    if (!isOfTheTwo || wish.kind === 'decline') return { kind: 'as-it-is' }
    return end(wish.kind === 'cancel' ? 'hung-up' : wish.reason)
  }
  switch (wish.kind) {
    case 'decline':
      return end('declined', viewer.device)
    case 'cancel':
      return end('cancelled')
    case 'end':
      // One device of the callee that has trouble does not end the ring of the others.
      if (role === 'callee') return { kind: 'as-it-is' }
      return end(wish.reason === 'hung-up' ? 'cancelled' : wish.reason)
    default:
      return assertNever(wish)
  }
}
