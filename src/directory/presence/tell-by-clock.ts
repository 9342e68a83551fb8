import type { Handle } from '../../contract/ids.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import { queueStandings } from './presence.ts'

/** An office has the same quiet hours: so many of its devices are told in one turn, and the calls get through between. */
const DEVICES_PER_TURN = 20
const TURN_MS = 50

/** Tells those who watch people whose quiet hours begin or end how they stand to them now. Returns what ends it. */
export function tellByClock(context: DirectoryContext): () => void {
  const { availability, sessions, clock } = context
  const waiting = new Map<Session, Set<Handle>>()
  let cancel: (() => void) | null = null
  let turns = 0

  const takeTurn = () => {
    cancel = null
    for (const [session, handles] of [...waiting].slice(0, DEVICES_PER_TURN)) {
      waiting.delete(session)
      turns += 1
      // A topic of its own: another one that waits is about other people.
      queueStandings(context, session, `by the clock ${turns}`, handles)
    }
    if (waiting.size > 0) cancel = clock.setTimer(TURN_MS, takeTurn)
  }
  const unsubscribe = availability.onChange((changed) => {
    for (const handle of changed)
      for (const session of sessions.watchersOf(handle))
        waiting.set(session, (waiting.get(session) ?? new Set()).add(handle))
    if (!cancel) takeTurn()
  })
  return () => {
    unsubscribe()
    cancel?.()
    availability.stop()
  }
}
