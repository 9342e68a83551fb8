import type { RequestRow, RequestsSnapshot } from '../../contract/bridge/caller-snapshots.ts'
import type { CallsSnapshot, CallView, RecentCall, RecentsSnapshot } from '../../contract/bridge/snapshots.ts'
import type { CallId, CallMedia, Handle } from '../../contract/ids.ts'
import type { AllowingRule } from '../../contract/reachability.ts'

export type Notice =
  | {
      readonly kind: 'ring'
      readonly callId: CallId
      readonly name: string
      readonly handle: Handle
      readonly media: CallMedia
      readonly rule: AllowingRule
    }
  | {
      readonly kind: 'missed'
      readonly callId: CallId
      readonly name: string
      readonly handle: Handle
      readonly media: CallMedia
    }
  /** Somebody asks to call. */
  | { readonly kind: 'request'; readonly name: string; readonly handle: Handle; readonly text: string }

/** A notice's name: one call has at most one of each kind, and one person one request. */
export type NoticeId = `${'ring' | 'missed'}:${CallId}` | `request:${Handle}`
type NoticeName =
  | { readonly kind: 'ring' | 'missed'; readonly callId: CallId }
  | { readonly kind: 'request'; readonly handle: Handle }
export const noticeId = (notice: NoticeName): NoticeId =>
  notice.kind === 'request' ? `request:${notice.handle}` : `${notice.kind}:${notice.callId}`

export type NoticeFacts = {
  readonly calls: CallsSnapshot
  readonly recents: RecentsSnapshot
  readonly requests: RequestsSnapshot
}
export type NoticeSteps = { readonly show: readonly Notice[]; readonly close: readonly NoticeId[] }

/** More missed calls than this at once are shown by the tray's count alone. */
const MISSED_AT_ONCE = 3
/** More requests than this at once are told by the first ones. */
const REQUESTS_AT_ONCE = 3

/**
 * What to show and what to take away, from one state to the next. `before` is null at the start: calls missed in
 * an earlier run are then not told again, a ring is. A request is told once, when it comes to this run of the app.
 */
export function decideNotices(before: NoticeFacts | null, next: NoticeFacts): NoticeSteps {
  const wasRinging = new Set((before ? findRinging(before.calls) : []).map((call) => call.callId))
  const ringing = findRinging(next.calls)
  const isRinging = new Set(ringing.map((call) => call.callId))
  const wasMissed = new Set((before ? findMissed(before.recents) : []).map((recent) => recent.callId))
  const missed = findMissed(next.recents)
  const isMissed = new Set(missed.map((recent) => recent.callId))
  const fresh = before === null ? [] : missed.filter((recent) => !wasMissed.has(recent.callId))
  const asked = new Set(before?.requests.received.map(({ handle }) => handle))
  const asking = new Set(next.requests.received.map(({ handle }) => handle))
  const newRequests = next.requests.received.filter(({ handle }) => !asked.has(handle))
  return {
    show: [
      ...ringing.filter((call) => !wasRinging.has(call.callId)).map(ringNotice),
      ...newest(fresh).map(missedNotice),
      ...newRequests.slice(0, REQUESTS_AT_ONCE).map(requestNotice),
    ],
    close: [
      ...[...wasRinging]
        .filter((id) => !isRinging.has(id))
        .map((callId) => noticeId({ kind: 'ring', callId })),
      ...[...wasMissed]
        .filter((id) => !isMissed.has(id))
        .map((callId) => noticeId({ kind: 'missed', callId })),
      ...[...asked]
        .filter((handle) => !asking.has(handle))
        .map((handle) => noticeId({ kind: 'request', handle })),
    ],
  }
}

const findRinging = (calls: CallsSnapshot): CallView[] =>
  calls.calls.filter((call) => call.phase.kind === 'ringing-in')

const findMissed = (recents: RecentsSnapshot): RecentCall[] =>
  recents.calls.filter((recent) => recent.isNew && recent.call.outcome === 'missed')

const newest = (missed: readonly RecentCall[]): RecentCall[] =>
  missed.toSorted((a, b) => b.call.atMs - a.call.atMs).slice(0, MISSED_AT_ONCE)

const ringNotice = (call: CallView): Notice => ({
  kind: 'ring',
  callId: call.callId,
  name: call.peer.displayName,
  handle: call.peer.handle,
  media: call.media,
  rule: call.phase.kind === 'ringing-in' ? call.phase.rule : 'everyone',
})

const missedNotice = (recent: RecentCall): Notice => ({
  kind: 'missed',
  callId: recent.callId,
  name: recent.displayName,
  handle: recent.handle,
  media: recent.call.media,
})

const requestNotice = ({ displayName, handle, text }: RequestRow): Notice => ({
  kind: 'request',
  name: displayName,
  handle,
  text,
})
