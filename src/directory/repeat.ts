import type { Clock } from '../contract/clock.ts'

/** Runs again and again, first after one pause. Returns what ends it. */
export function repeat(clock: Clock, everyMs: number, run: () => void): () => void {
  let cancel = () => {}
  const schedule = () => {
    cancel = clock.setTimer(everyMs, () => {
      run()
      schedule()
    })
  }
  schedule()
  return () => cancel()
}
