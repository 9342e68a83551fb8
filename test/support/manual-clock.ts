import type { Clock } from '../../src/contract/clock.ts'

export type ManualClock = Clock & {
  /**
   * Turns both clocks forward and runs the timers that fall due, in order of their time, also those that a timer sets.
   * What they started in promises has not run when it returns.
   */
  readonly advance: (ms: number) => void
  /** Like `advance`, and lets promises settle before the first timer and after each. */
  readonly advanceAndSettle: (ms: number) => Promise<void>
  /** The wall clock jumps, forward or back; durations do not. */
  readonly jumpWallClock: (ms: number) => void
  /** How many timers wait: a test that ends with one has left something running. */
  readonly timerCount: () => number
}

type Timer = { readonly id: number; readonly atMs: number; readonly onFire: () => void }

const START_WALL_MS = Date.UTC(2026, 10, 2, 9, 0, 0)
const START_MONOTONIC_MS = 1_000

/** Lets everything run that waits for nothing but its turn. No time passes on a manual clock. */
export const settlePromises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Time stands still until a test turns the hands. */
export function createManualClock(startWallMs: number = START_WALL_MS): ManualClock {
  let elapsedMs = 0
  let wallOffsetMs = startWallMs
  let nextId = 1
  const timers = new Map<number, Timer>()

  const takeNext = (untilMs: number): Timer | null => {
    const due = [...timers.values()]
      .filter((timer) => timer.atMs <= untilMs)
      .toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)[0]
    if (!due) return null
    timers.delete(due.id)
    return due
  }

  const runNext = (untilMs: number): boolean => {
    const timer = takeNext(untilMs)
    if (!timer) return false
    elapsedMs = Math.max(elapsedMs, timer.atMs)
    timer.onFire()
    return true
  }

  return {
    nowMs: () => wallOffsetMs + elapsedMs,
    monotonicMs: () => START_MONOTONIC_MS + elapsedMs,
    setTimer: (delayMs, onFire) => {
      const id = nextId++
      timers.set(id, { id, atMs: elapsedMs + Math.max(0, delayMs), onFire })
      return () => void timers.delete(id)
    },
    advance: (ms) => {
      const untilMs = elapsedMs + ms
      while (runNext(untilMs));
      elapsedMs = untilMs
    },
    advanceAndSettle: async (ms) => {
      const untilMs = elapsedMs + ms
      await settlePromises()
      while (runNext(untilMs)) await settlePromises()
      elapsedMs = untilMs
      await settlePromises()
    },
    jumpWallClock: (ms) => {
      wallOffsetMs += ms
    },
    timerCount: () => timers.size,
  }
}
