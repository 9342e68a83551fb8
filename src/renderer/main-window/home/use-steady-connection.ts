import { useState } from 'react'
import type { ConnectionSnapshot } from '../../../contract/bridge/snapshots.ts'

/** The connection without the moments in which one that is offline tries again: what they lock does not open for them. */
export function useSteadyConnection(connection: ConnectionSnapshot): ConnectionSnapshot {
  const [last, setLast] = useState(connection)
  const isTryingAgain = connection.kind === 'connecting' && last.kind === 'offline'
  if (!isTryingAgain && connection !== last) setLast(connection)
  return isTryingAgain ? last : connection
}
