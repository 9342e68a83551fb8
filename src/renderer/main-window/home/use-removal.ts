import { useEffect, useRef, useState } from 'react'
import type { RecentCall } from '../../../contract/bridge/snapshots.ts'
import { pageClock } from '../../bridge/page-clock.ts'

/** So long a removed call can be taken back. */
const UNDO_MS = 6_000

export type Removal = {
  /** Hidden already, and not removed yet. */
  readonly waiting: RecentCall | null
  readonly remove: (call: RecentCall) => void
  readonly undo: () => void
  readonly hold: (isHeld: boolean) => void
}

/** Removes a call after a while in which it can be taken back; the next removal, or leaving, settles it at once. */
export function useRemoval(onRemove: (call: RecentCall) => void): Removal {
  const [waiting, setWaiting] = useState<RecentCall | null>(null)
  const [isHeld, setIsHeld] = useState(false)
  const newest = useRef({ waiting, onRemove })
  useEffect(() => {
    newest.current = { waiting, onRemove }
  })
  useEffect(() => {
    if (!waiting || isHeld) return
    return pageClock.setTimer(UNDO_MS, () => {
      newest.current.onRemove(waiting)
      setWaiting(null)
    })
  }, [waiting, isHeld])
  useEffect(
    () => () => {
      const { waiting: left, onRemove: removeNow } = newest.current
      if (left) removeNow(left)
    },
    [],
  )
  return {
    waiting,
    remove: (call) => {
      if (waiting) onRemove(waiting)
      setIsHeld(false)
      setWaiting(call)
    },
    undo: () => setWaiting(null),
    hold: setIsHeld,
  }
}
