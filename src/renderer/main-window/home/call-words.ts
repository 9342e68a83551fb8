import type { CallSummary } from '../../../contract/bridge/snapshots.ts'

export type OutcomeKey =
  | 'incoming'
  | 'outgoing'
  | 'missed'
  | 'declinedByMe'
  | 'declinedByThem'
  | 'cancelled'
  | 'no-answer'
  | 'offline'
  | 'failed'
  | 'elsewhere'

/** Which words of `main.recents` tell how a call went. */
export function decideOutcomeKey(call: Pick<CallSummary, 'direction' | 'outcome'>): OutcomeKey {
  switch (call.outcome) {
    case 'answered':
      return call.direction
    case 'declined':
      return call.direction === 'incoming' ? 'declinedByMe' : 'declinedByThem'
    case 'missed':
    case 'cancelled':
    case 'no-answer':
    case 'offline':
    case 'failed':
    case 'elsewhere':
      return call.outcome
  }
}
