import type { EndReason } from '../../contract/call-end.ts'
import type { DirectoryCallState } from '../../contract/directory/records.ts'
import type { CallId, DeviceId, Handle } from '../../contract/ids.ts'
import type { SignedStatement } from '../../contract/statement.ts'

/** `not-allowed-untold`: the callee's rules ended it, and the callee shows no reasons: to the caller it was declined. */
export type KeptEndReason = EndReason | 'not-allowed-untold'

type Answer = { readonly accept: SignedStatement; readonly device: DeviceId; readonly atMs: number }

export type CallRecordState =
  | { readonly kind: 'ringing' }
  | ({ readonly kind: 'answered' } & Answer)
  /** `answer` where it was answered before; `declinedBy` where a device of the callee said no. */
  | {
      readonly kind: 'ended'
      readonly reason: KeptEndReason
      readonly atMs: number
      readonly answer: Answer | null
      readonly declinedBy: DeviceId | null
    }

/** A call as the directory keeps it. Times are directory time. */
export type CallRecord = {
  readonly callId: CallId
  readonly caller: Handle
  readonly callerDevice: DeviceId
  readonly callee: Handle
  readonly invitation: SignedStatement
  readonly placedAtMs: number
  readonly state: CallRecordState
}

export type Viewer = { readonly handle: Handle; readonly device: DeviceId }
export type Role = 'caller' | 'callee'

/** Which side of the call a device is on: the placing device, or any device of the callee. */
export function roleOf(record: CallRecord, viewer: Viewer): Role | null {
  if (viewer.handle === record.callee) return 'callee'
  return viewer.handle === record.caller && viewer.device === record.callerDevice ? 'caller' : null
}

export const endRecord = (
  record: CallRecord,
  reason: KeptEndReason,
  atMs: number,
  declinedBy: DeviceId | null = null,
): CallRecord => {
  const { state } = record
  if (state.kind === 'ended') return record
  const answer =
    state.kind === 'answered' ? { accept: state.accept, device: state.device, atMs: state.atMs } : null
  return { ...record, state: { kind: 'ended', reason, atMs, answer, declinedBy } }
}

export const answerRecord = (record: CallRecord, answer: Answer): CallRecord => ({
  ...record,
  state: { kind: 'answered', ...answer },
})

/** The call's state as one device sees it: for the callee's other devices it is over once one has taken it. */
export function stateFor(record: CallRecord, viewer: Viewer, isPeerPresent: boolean): DirectoryCallState {
  const { state } = record
  const isCallee = viewer.handle === record.callee
  if (state.kind === 'ringing') return { kind: 'ringing', sinceMs: record.placedAtMs }
  if (state.kind === 'answered') {
    return isCallee && viewer.device !== state.device
      ? { kind: 'ended', reason: 'answered-elsewhere', atMs: state.atMs, durationMs: 0 }
      : { kind: 'answered', accept: state.accept, isPeerPresent }
  }
  if (isCallee && state.answer && state.answer.device !== viewer.device)
    return { kind: 'ended', reason: 'answered-elsewhere', atMs: state.answer.atMs, durationMs: 0 }
  const isElsewhere = isCallee && state.declinedBy !== null && state.declinedBy !== viewer.device
  return {
    kind: 'ended',
    reason: isElsewhere ? 'declined-elsewhere' : reasonFor(state.reason, isCallee),
    atMs: state.atMs,
    durationMs: state.answer ? Math.max(0, state.atMs - state.answer.atMs) : 0,
  }
}

/** A caller who is refused by a callee who shows no reasons sees what a person's own "decline" looks like. */
function reasonFor(reason: KeptEndReason, isCallee: boolean): EndReason {
  if (reason !== 'not-allowed-untold') return reason
  return isCallee ? 'not-allowed' : 'declined'
}
