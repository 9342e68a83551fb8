import type { Clock } from '../../contract/clock.ts'

const MISSED_PINGS = 2
/** The sockets take turns in so many groups: one timer serves them all, and never all at once. */
const GROUPS = 15

export type Beating = {
  readonly ping: () => void
  /** It has not answered two pings. It is not pinged again. */
  readonly onDead: () => void
}

export type Heartbeat = {
  readonly handlePong: () => void
  readonly stop: () => void
}

export type Heartbeats = {
  /** Pings the socket every `pingMs` from now on, the first time somewhat earlier. */
  readonly start: (socket: Beating) => Heartbeat
}

type Member = { readonly socket: Beating; unanswered: number }

/** Keeps watch over all sockets of a directory. While there are none, no timer runs. */
export function createHeartbeats(clock: Clock, pingMs: number): Heartbeats {
  const groups = Array.from({ length: GROUPS }, () => new Set<Member>())
  let size = 0
  let lastJoined = 0
  let turn = 0
  let isTicking = false

  const leave = (group: Set<Member>, member: Member) => {
    if (group.delete(member)) size -= 1
  }
  const beat = (group: Set<Member>) => {
    for (const member of [...group]) {
      if (member.unanswered >= MISSED_PINGS) {
        leave(group, member)
        member.socket.onDead()
      } else {
        member.unanswered += 1
        member.socket.ping()
      }
    }
  }
  const tick = () => {
    const group = groups[turn]
    turn = (turn + 1) % GROUPS
    if (group) beat(group)
    isTicking = size > 0
    if (isTicking) clock.setTimer(pingMs / GROUPS, tick)
  }

  return {
    start: (socket) => {
      lastJoined = (lastJoined + 1) % GROUPS
      const group = groups[lastJoined] ?? new Set()
      const member: Member = { socket, unanswered: 0 }
      group.add(member)
      size += 1
      if (!isTicking) clock.setTimer(pingMs / GROUPS, tick)
      isTicking = true
      return {
        handlePong: () => {
          member.unanswered = 0
        },
        stop: () => leave(group, member),
      }
    },
  }
}
