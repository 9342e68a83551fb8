import type { CallPhase, CallView, MediaSession } from '../../contract/bridge/snapshots.ts'
import type { DirectoryHost } from '../../contract/ids.ts'
import { formatAddress } from '../../domain/handle.ts'
import type { CallRecord } from './call-record.ts'

/** A call as a window shows it. */
export function toCallView(call: CallRecord, host: DirectoryHost): CallView {
  const { handle, displayName, badge, isFirstContact, hasChangedKey } = call.peer
  return {
    callId: call.callId,
    direction: call.direction,
    peer: { handle, address: formatAddress(handle, host), displayName, badge, isFirstContact, hasChangedKey },
    media: call.media,
    phase: toPhase(call),
    ...toShownCapture(call),
    remote: call.remote,
    safetyEmoji: call.safetyEmoji ? [...call.safetyEmoji] : null,
  }
}

function toPhase({ state, startedAtMs, connectedAtMs, endedAtMs, rule, refusal }: CallRecord): CallPhase {
  switch (state.kind) {
    case 'preparing':
    case 'placing':
      return { kind: 'dialing' }
    case 'ringing-out':
      return { kind: 'ringing-out', sinceMs: startedAtMs }
    case 'ringing-in':
      return { kind: 'ringing-in', sinceMs: startedAtMs, rule }
    case 'accepting-unprepared':
    case 'accepting':
    case 'connecting':
      return { kind: 'connecting' }
    case 'connected':
      return { kind: 'connected', sinceMs: connectedAtMs ?? startedAtMs }
    case 'reconnecting':
      return { kind: 'reconnecting', sinceMs: connectedAtMs ?? startedAtMs }
    case 'ended': {
      const durationMs =
        connectedAtMs === null ? 0 : Math.max(0, (endedAtMs ?? connectedAtMs) - connectedAtMs)
      const refused = state.reason === 'not-allowed' && refusal !== null ? { rule: refusal } : {}
      return { kind: 'ended', reason: state.reason, by: state.by, ...refused, durationMs }
    }
  }
}

/** The call that the one call page serves: a taken or dialled one before one that is only being made ready. */
export function decideMediaCall(calls: readonly CallRecord[], preparedId: string | null): CallRecord | null {
  const active = calls.find((call) => call.state.kind !== 'ringing-in' && call.state.kind !== 'ended')
  if (active) return active
  return calls.find((call) => call.callId === preparedId && call.state.kind === 'ringing-in') ?? null
}

const isBeingPlaced = ({ kind }: CallRecord['state']): boolean => kind === 'preparing' || kind === 'placing'

/** While a call is being placed its devices are still closed, and about to open. */
function toShownCapture({ state, capture, wanted }: CallRecord): Pick<CallView, 'microphone' | 'camera'> {
  if (!isBeingPlaced(state)) return capture
  return { microphone: wanted.microphone ? 'opening' : 'off', camera: wanted.camera ? 'opening' : 'off' }
}

/**
 * A caller's devices open once the callee is rung: no camera lights up for a call that cannot ring. A callee's open
 * only after the person said yes.
 */
export function toMediaSession(
  call: CallRecord | null,
  stun: NonNullable<MediaSession>['stun'],
): MediaSession {
  if (!call) return null
  const mayOpen = call.state.kind !== 'ringing-in' && !isBeingPlaced(call.state)
  const session = call.link.session({
    microphone: mayOpen && call.wanted.microphone,
    camera: mayOpen && call.wanted.camera,
  })
  return { ...session, stun }
}
