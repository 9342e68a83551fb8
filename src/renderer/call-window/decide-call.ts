import type { CallView } from '../../contract/bridge/snapshots.ts'

const isRingingIn = ({ phase }: CallView): boolean => phase.kind === 'ringing-in'
const isRunning = (call: CallView): boolean => !isRingingIn(call) && call.phase.kind !== 'ended'

/**
 * The one call that the window is for: a running one, else one that has ended, else one that rings in and may be taken
 * in a moment; the newest of each.
 */
export function decideShownCall(calls: readonly CallView[]): CallView | null {
  return calls.findLast(isRunning) ?? calls.findLast((call) => !isRingingIn(call)) ?? calls.at(-1) ?? null
}
