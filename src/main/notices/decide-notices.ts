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

/** A notice's name: one call has at most one of each kind. */
export type NoticeId = `${Notice['kind']}:${CallId}`
export const noticeId = (notice: Pick<Notice, 'kind' | 'callId'>): NoticeId =>
  `${notice.kind}:${notice.callId}`

export type NoticeFacts = { readonly calls: CallsSnapshot; readonly recents: RecentsSnapshot }
export type NoticeSteps = { readonly show: readonly Notice[]; readonly close: readonly NoticeId[] }

/** More missed calls than this at once are shown by the tray's count alone. */
const MISSED_AT_ONCE = 3

/**
 * What to show and what to take away, from one state to the next. `before` is null at the start: calls missed in
 * an earlier run are then not told again, a ring is.
 */
export function decideNotices(before: NoticeFacts | null, next: NoticeFacts): NoticeSteps {
  const wasRinging = new Set((before ? findRinging(before.calls) : []).map((call) => call.callId))
  const ringing = findRinging(next.calls)
  const isRinging = new Set(ringing.map((call) => call.callId))
  const wasMissed = new Set((before ? findMissed(before.recents) : []).map((recent) => recent.callId))
  const missed = findMissed(next.recents)
  const isMissed = new Set(missed.map((recent) => recent.callId))
  const fresh = before === null ? [] : missed.filter((recent) => !wasMissed.has(recent.callId))
  return {
    show: [
      ...ringing.filter((call) => !wasRinging.has(call.callId)).map(ringNotice),
      ...newest(fresh).map(missedNotice),
    ],
    close: [
      ...[...wasRinging]
        .filter((id) => !isRinging.has(id))
        .map((callId) => noticeId({ kind: 'ring', callId })),
      ...[...wasMissed]
        .filter((id) => !isMissed.has(id))
        .map((callId) => noticeId({ kind: 'missed', callId })),
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
