import { performance } from 'node:perf_hooks'
import type { Clock } from '../../contract/clock.ts'

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, onFire) => {
    const timer = setTimeout(onFire, delayMs)
    return () => clearTimeout(timer)
  },
}
