import type { CallPhase, CallView, RecentCall } from '../../src/contract/bridge/snapshots.ts'
import { Address, CallId, DisplayName, Handle } from '../../src/contract/ids.ts'

/** A call id that ends in the given number; all else is zeros. */
export const sampleCallId = (n: number): CallId => CallId.parse(n.toString(16).padStart(32, '0'))

export const sampleHandle = (name = 'bob'): Handle => Handle.parse(name)

export const RINGING_IN: CallPhase = { kind: 'ringing-in', sinceMs: 1_000, rule: 'everyone' }
export const CONNECTED: CallPhase = { kind: 'connected', sinceMs: 2_000 }
export const ENDED: CallPhase = { kind: 'ended', reason: 'hung-up', by: 'me', durationMs: 1_000 }

export function sampleCall(n: number, phase: CallPhase, change: Partial<CallView> = {}): CallView {
  return {
    callId: sampleCallId(n),
    direction: phase.kind === 'ringing-in' ? 'incoming' : 'outgoing',
    peer: {
      handle: sampleHandle(),
      address: Address.parse('@bob@vm.local'),
      displayName: DisplayName.parse('Bob'),
      badge: null,
      isFirstContact: false,
      hasChangedKey: false,
    },
    media: 'audio',
    phase,
    microphone: 'off',
    camera: 'off',
    remote: null,
    safetyEmoji: null,
    ...change,
  }
}

export function sampleRecent(n: number, change: Partial<RecentCall> = {}): RecentCall {
  return {
    callId: sampleCallId(n),
    handle: sampleHandle(),
    displayName: DisplayName.parse('Bob'),
    call: { direction: 'incoming', media: 'audio', outcome: 'missed', atMs: n * 1_000, durationMs: 0 },
    isNew: true,
    ...change,
  }
}
