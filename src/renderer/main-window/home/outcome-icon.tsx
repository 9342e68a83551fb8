import { ArrowDownLeft, ArrowUpRight, PhoneMissed, PhoneOff } from 'lucide-react'
import type { CallSummary } from '../../../contract/bridge/snapshots.ts'

/** The direction and fate of a call as a small mark; the words beside it say the same. */
export function OutcomeIcon({ call }: { readonly call: Pick<CallSummary, 'direction' | 'outcome'> }) {
  const shape = 'size-3.5 shrink-0'
  if (call.outcome === 'missed') return <PhoneMissed className={`${shape} text-stop`} aria-hidden="true" />
  if (call.outcome === 'failed' || call.outcome === 'declined') {
    return <PhoneOff className={shape} aria-hidden="true" />
  }
  return call.direction === 'outgoing' ? (
    <ArrowUpRight className={shape} aria-hidden="true" />
  ) : (
    <ArrowDownLeft className={shape} aria-hidden="true" />
  )
}
