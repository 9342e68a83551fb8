import { useEffect, useRef, useState } from 'react'
import { pageClock } from '../../bridge/page-clock.ts'

/** So long what was removed can be taken back. */
const UNDO_MS = 6_000

export type Removal<T> = {
  /** Hidden already, and not removed yet. */
  readonly waiting: T | null
  readonly remove: (item: T) => void
  readonly undo: () => void
  readonly hold: (isHeld: boolean) => void
}

/** Removes something of a list after a while in which it can be taken back; the next removal, or leaving, settles it at once. */
export function useRemoval<T>(onRemove: (item: T) => void): Removal<T> {
  const [waiting, setWaiting] = useState<T | null>(null)
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
    remove: (item) => {
      if (waiting) onRemove(waiting)
      setIsHeld(false)
      setWaiting(item)
    },
    undo: () => setWaiting(null),
    hold: setIsHeld,
  }
}
