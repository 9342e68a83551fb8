import type { CallView } from '../../../contract/bridge/snapshots.ts'

/** The call at the top of the window: the newest that rings in, else the one that runs. */
export function decideShownCall(calls: readonly CallView[]): CallView | null {
  const open = calls.filter(({ phase }) => phase.kind !== 'ended')
  return open.findLast(({ phase }) => phase.kind === 'ringing-in') ?? open[0] ?? null
}
