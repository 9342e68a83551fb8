import { performance } from 'node:perf_hooks'
import type { Clock } from '../contract/clock.ts'

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, onFire) => {
    const timer = setTimeout(onFire, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
