import type { Clock } from '../../contract/clock.ts'
import { invariant } from '../../contract/result.ts'

const MISSED_PINGS = 2
/** The sockets take turns in so many groups: one timer serves them all, and never all at once. */
const GROUPS = 25

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
  let lastJoined = 0
  let turn = 0
  let isTicking = false

  const groupAt = (index: number): Set<Member> => {
    const group = groups[index % GROUPS]
    invariant(group, 'there is a group for every turn')
    return group
  }
  const beat = (group: Set<Member>) => {
    for (const member of [...group]) {
      if (member.unanswered >= MISSED_PINGS) {
        group.delete(member)
        member.socket.onDead()
      } else {
        member.unanswered += 1
        member.socket.ping()
      }
    }
  }
  const tickLater = () => clock.setTimer(pingMs / GROUPS, tick)
  const tick = () => {
    beat(groupAt(turn))
    turn += 1
    isTicking = groups.some(({ size }) => size > 0)
    if (isTicking) tickLater()
  }

  return {
    start: (socket) => {
      lastJoined += 1
      const group = groupAt(lastJoined)
      const member: Member = { socket, unanswered: 0 }
      group.add(member)
      if (!isTicking) tickLater()
      isTicking = true
      return {
        handlePong: () => {
          member.unanswered = 0
        },
        stop: () => void group.delete(member),
      }
    },
  }
}
