import type { Clock } from '../contract/clock.ts'

/** Hands over each item a fixed time after it came, in order. */
export type DelayLine<T> = {
  /** An item beyond `most` that wait is dropped. */
  readonly push: (item: T) => void
  readonly close: () => void
}

export function createDelayLine<T>(
  clock: Clock,
  { delayMs, most }: { readonly delayMs: number; readonly most: number },
  onDue: (item: T) => void,
): DelayLine<T> {
  let waiting: { readonly item: T; readonly dueMs: number }[] = []
  let cancel: (() => void) | null = null

  const schedule = () => {
    const [next] = waiting
    if (!next || cancel) return
    cancel = clock.setTimer(Math.max(0, next.dueMs - clock.monotonicMs()), () => {
      cancel = null
      const nowMs = clock.monotonicMs()
      const still = waiting.findIndex(({ dueMs }) => dueMs > nowMs)
      const due = waiting.splice(0, still === -1 ? waiting.length : still)
      for (const { item } of due) onDue(item)
      schedule()
    })
  }
  return {
    push: (item) => {
      if (waiting.length >= most) return
      waiting.push({ item, dueMs: clock.monotonicMs() + delayMs })
      schedule()
    },
    close: () => {
      cancel?.()
      waiting = []
    },
  }
}
