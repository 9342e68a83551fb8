import type { RingPassSecret } from '../../contract/call-request.ts'
import { CallId, type CallMedia, DisplayName, type Handle } from '../../contract/ids.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import type { CallContext } from './call-context.ts'
import type { CallRecord } from './call-record.ts'
import type { JudgedRing } from './incoming.ts'
import { createMediaLink } from './media-link.ts'

export type NewCall =
  | {
      readonly direction: 'outgoing'
      readonly to: Handle
      readonly media: CallMedia
      readonly pass: RingPassSecret | null
    }
  | { readonly direction: 'incoming'; readonly ring: JudgedRing }

type RecordDeps = CallContext & {
  readonly deliver: (callId: CallId, attempt: number, frame: SignalFrame) => void
}

const CALL_ID_HEX_CHARS = 32

export function createCallRecord(deps: RecordDeps, call: NewCall): CallRecord {
  const isOutgoing = call.direction === 'outgoing'
  const callId = isOutgoing ? newCallId(deps) : call.ring.invitation.body.callId
  const media = isOutgoing ? call.media : call.ring.invitation.body.media
  return {
    callId,
    direction: call.direction,
    media,
    peer: isOutgoing ? dialledPeer(deps, call.to) : ringingPeer(deps, call.ring),
    link: createMediaLink({
      callId,
      role: isOutgoing ? 'offerer' : 'answerer',
      send: (attempt, frame) => sendFrame(deps, callId, attempt, frame),
      deliver: (attempt, frame) => deps.deliver(callId, attempt, frame),
    }),
    rule: isOutgoing ? 'not-told' : call.ring.rule,
    refusal: null,
    pass: isOutgoing ? call.pass : null,
    startedAtMs: deps.clock.nowMs(),
    state: isOutgoing ? { kind: 'preparing' } : { kind: 'ringing-in', fingerprint: null },
    connectedAtMs: null,
    endedAtMs: null,
    invitation: isOutgoing ? null : call.ring.invitation,
    ownNonce: deps.crypto.randomNonce(),
    peerNonce: null,
    ownCertificate: null,
    fingerprints: null,
    wanted: { microphone: true, camera: media === 'video' },
    capture: { microphone: 'off', camera: 'off' },
    remote: null,
    saidSending: null,
    sentMessages: 0,
    lastPeerCounter: 0,
    safetyEmoji: null,
    cancelDeadline: () => {},
  }
}

const newCallId = ({ crypto }: RecordDeps): CallId =>
  CallId.parse(crypto.randomNonce().slice(0, CALL_ID_HEX_CHARS))

function dialledPeer({ people, account }: RecordDeps, to: Handle): CallRecord['peer'] {
  const row = people.row(to, account().directory.host)
  return {
    handle: to,
    // Until the directory has told their name, the handle stands for it.
    displayName: row?.displayName ?? DisplayName.parse(`@${to}`),
    badge: row?.badge ?? null,
    isFirstContact: !people.isPinned(to),
    hasChangedKey: row?.hasChangedKey ?? false,
    checked: null,
    chain: [],
    device: null,
  }
}

function ringingPeer(
  { people }: RecordDeps,
  { peer, chain, verdict, device }: JudgedRing,
): CallRecord['peer'] {
  return {
    handle: peer.list.handle,
    displayName: peer.displayName,
    badge: peer.badge,
    isFirstContact: verdict.kind === 'first-contact',
    hasChangedKey: verdict.kind === 'changed' || people.hasChangedKey(peer.list.handle),
    checked: peer,
    chain,
    device,
  }
}

function sendFrame(deps: RecordDeps, callId: CallId, attempt: number, frame: SignalFrame): void {
  void deps
    .rpc()
    ?.call('call.signal', { callId, attempt, frame })
    .then((result) => {
      if (!result.ok) deps.log.warn('media frame was not sent', { kind: result.error.kind, type: frame.type })
    })
}
