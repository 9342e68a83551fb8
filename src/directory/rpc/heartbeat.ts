import type { Clock } from '../../contract/clock.ts'

const MISSED_PINGS = 2

export type Heartbeat = {
  readonly handlePong: () => void
  readonly stop: () => void
}

/** Pings a socket regularly, and calls `onDead` once it has not answered two pings. */
export function startHeartbeat(options: {
  readonly clock: Clock
  readonly pingMs: number
  readonly ping: () => void
  readonly onDead: () => void
}): Heartbeat {
  const { clock, pingMs, ping, onDead } = options
  let unanswered = 0
  let cancel = () => {}
  const beat = () => {
    if (unanswered >= MISSED_PINGS) return onDead()
    unanswered += 1
    ping()
    cancel = clock.setTimer(pingMs, beat)
    return undefined
  }
  cancel = clock.setTimer(pingMs, beat)
  return {
    handlePong: () => {
      unanswered = 0
    },
    stop: () => cancel(),
  }
}
