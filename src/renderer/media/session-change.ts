import type { MediaSession } from '../../contract/bridge/snapshots.ts'

/**
 * What a new media session means for what is running:
 * `close` everything; a new `call` closes everything and begins anew; a new `attempt` replaces the connection and
 * keeps the devices open; an `update` changes devices or fingerprint of the running one.
 */
export type SessionChange = 'none' | 'close' | 'call' | 'attempt' | 'update'

export function decideSessionChange(before: MediaSession, after: MediaSession): SessionChange {
  if (after === null) return before === null ? 'none' : 'close'
  if (before === null || before.callId !== after.callId) return 'call'
  if (before.attempt !== after.attempt || before.role !== after.role) return 'attempt'
  return 'update'
}
