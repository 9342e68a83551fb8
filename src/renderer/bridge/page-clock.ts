import type { Clock } from '../../contract/clock.ts'

/** The page's own time. */
export const pageClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, onFire) => {
    const timer = setTimeout(onFire, delayMs)
    return () => clearTimeout(timer)
  },
}
