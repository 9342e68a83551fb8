import { useEffect, useState } from 'react'
import { pageClock } from '../bridge/page-clock.ts'
import type { UndoToastProps } from './undo-toast.tsx'

/** So long something can be taken back from the toast. */
const UNDO_MS = 6_000

/** Something that holds already. */
type Done = { readonly words: string; readonly takeBack: () => void }

export type Undo = {
  readonly toast: UndoToastProps | null
  /** The next one takes its place. */
  readonly show: (done: Done) => void
  readonly clear: () => void
}

/** What was done last, and for a while the way back from it. */
export function useUndo(): Undo {
  const [done, setDone] = useState<Done | null>(null)
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    if (!done || isHeld) return
    return pageClock.setTimer(UNDO_MS, () => setDone(null))
  }, [done, isHeld])
  const clear = () => setDone(null)
  return {
    toast: done && {
      words: done.words,
      onUndo: () => {
        clear()
        done.takeBack()
      },
      onHold: setIsHeld,
    },
    show: setDone,
    clear,
  }
}
