import type { Clock } from '../../contract/clock.ts'

export type LinkWatch = {
  /** Something arrived: a frame, or one of the server's pings. */
  readonly noteSign: () => void
  readonly stop: () => void
}

/** Calls back once when nothing has arrived for `silenceMs`. */
export function createLinkWatch(clock: Clock, silenceMs: number, onSilent: () => void): LinkWatch {
  let cancel = clock.setTimer(silenceMs, onSilent)
  let isStopped = false
  return {
    noteSign: () => {
      if (isStopped) return
      cancel()
      cancel = clock.setTimer(silenceMs, onSilent)
    },
    stop: () => {
      isStopped = true
      cancel()
    },
  }
}
