import { describe, expect, it } from 'vitest'
import type { MediaSession } from '../../../../src/contract/bridge/snapshots.ts'
import { CallId, Fingerprint } from '../../../../src/contract/ids.ts'
import { decideSessionChange } from '../../../../src/renderer/media/session-change.ts'

const session: NonNullable<MediaSession> = {
  callId: CallId.parse('0'.repeat(32)),
  attempt: 1,
  role: 'offerer',
  capture: { microphone: false, camera: false },
  remoteFingerprint: null,
  stun: null,
}

describe('a new media session', () => {
  it.each([
    ['nothing after nothing', null, null, 'none'],
    ['the first one', null, session, 'call'],
    ['none any more', session, null, 'close'],
    ['another call', session, { ...session, callId: CallId.parse('1'.repeat(32)) }, 'call'],
    ['the next attempt', session, { ...session, attempt: 2 }, 'attempt'],
    ['the other role', session, { ...session, role: 'answerer' as const }, 'attempt'],
    ['answered', session, { ...session, remoteFingerprint: Fingerprint.parse('ab'.repeat(32)) }, 'update'],
  ] as const)('NET1 %s', (_name, before, after, change) => {
    expect(decideSessionChange(before, after)).toBe(change)
  })
})
