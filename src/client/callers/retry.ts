import type { Clock } from '../../contract/clock.ts'
import { TIMES } from '../../contract/limits.ts'

/** One later try at a time. */
export type Retry = { readonly after: (delayMs: number, run: () => void) => void; readonly stop: () => void }

/** How long to wait after a refusal, in milliseconds: as long as it says, or as an answer may take. */
export const pauseAfter = (error: { readonly kind: string; readonly retryAfterMs?: number }): number =>
  error.retryAfterMs ?? TIMES.rpcMs

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
