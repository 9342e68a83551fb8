import type { PassRow } from '../../../contract/bridge/caller-snapshots.ts'

export type PassShown = 'unused' | 'used' | 'revoked' | 'expired'

/** How a ring pass stands now: main tells its state, and the clock whether it is still good. */
export function decidePassState({ state, expiresAtMs }: PassRow, nowMs: number): PassShown {
  return state.kind === 'unused' && expiresAtMs <= nowMs ? 'expired' : state.kind
}
