import type { Clock } from '../../contract/clock.ts'

/** Calls back again and again, `periodMs` after the last call has returned, until the returned function is called. */
export function every(clock: Clock, periodMs: number, onTick: () => void): () => void {
  let cancel = (): void => {}
  let isStopped = false
  const next = (): void => {
    if (isStopped) return
    cancel = clock.setTimer(periodMs, () => {
      onTick()
      next()
    })
  }
  next()
  return () => {
    isStopped = true
    cancel()
  }
}
