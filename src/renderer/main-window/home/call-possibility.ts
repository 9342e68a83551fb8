import type { CallsSnapshot, ConnectionSnapshot, PersonRow } from '../../../contract/bridge/snapshots.ts'

export type CallObstacle = 'calling-switched-off' | 'self' | 'offline' | 'in-a-call' | 'changed-key'

/** Why a call to this person can't be placed now, or null. The nearest cause that I can change comes first. */
export function decideCallObstacle(
  person: Pick<PersonRow, 'reachability' | 'hasChangedKey'>,
  connection: ConnectionSnapshot,
  calls: CallsSnapshot,
): CallObstacle | null {
  if (isInCall(calls)) return 'in-a-call'
  if (connection.kind === 'offline' || connection.kind === 'none') return 'offline'
  if (person.hasChangedKey) return 'changed-key'
  return person.reachability.verdict === 'refused' ? person.reachability.rule : null
}

/** A call of mine is being placed or runs; one that only rings in, or is over, leaves me free. */
export function isInCall(calls: CallsSnapshot): boolean {
  return calls.calls.some(({ phase }) => phase.kind !== 'ringing-in' && phase.kind !== 'ended')
}
