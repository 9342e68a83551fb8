import { useEffect } from 'react'
import type { CallView } from '../../contract/bridge/snapshots.ts'
import { useBridge, useTopic } from '../bridge/use-bridge.ts'
import { type RingingCall, RingView } from './ring-view.tsx'

export type RingWindowProps = {
  /** Starts to sound; returns what stops it. */
  readonly startTone: () => () => void
}

/** The name is drawn first: making the tone takes as long as drawing it. */
const TONE_DELAY_MS = 50

/** Shows and sounds the newest call that rings; nothing at all while none does. */
export function RingWindow({ startTone }: RingWindowProps) {
  const { call } = useBridge()
  const ringing = decideRinging(useTopic('calls').calls)
  const newest = ringing.at(-1)
  const isRinging = newest !== undefined
  useEffect(() => {
    if (!isRinging) return undefined
    let stop = (): void => {}
    const timer = window.setTimeout(() => {
      stop = startTone()
    }, TONE_DELAY_MS)
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [isRinging, startTone])
  if (!newest) return null
  const { callId } = newest
  return (
    <RingView
      call={newest}
      otherCount={ringing.length - 1}
      onAnswer={(media) => void call('call.accept', { callId, media })}
      onDecline={() => void call('call.decline', { callId })}
    />
  )
}

/** The calls that ring in, the newest last, as main orders them. */
function decideRinging(calls: readonly CallView[]): readonly RingingCall[] {
  return calls.flatMap((view) => (view.phase.kind === 'ringing-in' ? [{ ...view, phase: view.phase }] : []))
}
