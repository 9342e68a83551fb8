import type { CallView } from '../../contract/bridge/snapshots.ts'

/** A call that this window has something to show of: any but one that only rings in. */
export type ShownCall = CallView & {
  readonly phase: Exclude<CallView['phase'], { readonly kind: 'ringing-in' }>
}

/** The one call that the window shows: a running one before one that has ended, the newest of each. */
export function decideShownCall(calls: readonly CallView[]): ShownCall | null {
  const shown = calls.flatMap(({ phase, ...call }) =>
    phase.kind === 'ringing-in' ? [] : [{ ...call, phase }],
  )
  return shown.findLast(({ phase }) => phase.kind !== 'ended') ?? shown.at(-1) ?? null
}
