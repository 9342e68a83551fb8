import type { Clock } from '../../contract/clock.ts'

/** One later try at a time. */
export type Retry = { readonly after: (delayMs: number, run: () => void) => void; readonly stop: () => void }

export function createRetry(clock: Pick<Clock, 'setTimer'>): Retry {
  let cancel = () => {}
  let isStopped = false
  return {
    after: (delayMs, run) => {
      cancel()
      if (!isStopped) cancel = clock.setTimer(delayMs, run)
    },
    stop: () => {
      isStopped = true
      cancel()
    },
  }
}
