import type { CallId } from '../../contract/ids.ts'
import { SignalFrame } from '../../contract/signal-frame.ts'
import { gateFrame, hideBaseAddress } from '../../domain/sdp-gate.ts'

/**
 * PeerJS's own messages, and how they map to ours. A message carries only what the frame says: who it is for comes
 * from the call, and `metadata` and `label` never cross.
 */
export type PeerMessage =
  | { readonly type: 'OPEN' }
  | {
      readonly type: 'OFFER' | 'ANSWER'
      readonly src: string
      readonly payload: {
        readonly type: 'media'
        readonly connectionId: string
        readonly sdp: RTCSessionDescriptionInit
      }
    }
  | {
      readonly type: 'CANDIDATE'
      readonly src: string
      readonly payload: {
        readonly type: 'media'
        readonly connectionId: string
        readonly candidate: RTCIceCandidateInit
      }
    }

export type CallRole = 'offerer' | 'answerer'

/** One connection of one call, named the same on both sides. PeerJS's ids are the roles: there are only two. */
export type ConnectionIdentity = {
  readonly role: CallRole
  readonly remoteRole: CallRole
  readonly connectionId: string
}

export function identifyConnection(callId: CallId, attempt: number, role: CallRole): ConnectionIdentity {
  const remoteRole = role === 'offerer' ? 'answerer' : 'offerer'
  return { role, remoteRole, connectionId: `call-${callId}-${attempt}` }
}

/** What PeerJS is given for a frame of the other side. */
export function toPeerMessage(identity: ConnectionIdentity, frame: SignalFrame): PeerMessage {
  const src = identity.remoteRole
  const common = { type: 'media', connectionId: identity.connectionId } as const
  switch (frame.type) {
    case 'offer':
      return { type: 'OFFER', src, payload: { ...common, sdp: { type: 'offer', sdp: frame.sdp } } }
    case 'answer':
      return { type: 'ANSWER', src, payload: { ...common, sdp: { type: 'answer', sdp: frame.sdp } } }
    case 'candidate': {
      const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = frame
      const init = { candidate, sdpMid, sdpMLineIndex, usernameFragment }
      return { type: 'CANDIDATE', src, payload: { ...common, candidate: init } }
    }
  }
}

/**
 * The frame for a message of PeerJS; null for all that is not ours to carry: heartbeats, data offers, candidates
 * over TCP, what is too long.
 */
export function readPeerMessage(identity: ConnectionIdentity, message: unknown): SignalFrame | null {
  const type = fieldOf(message, 'type')
  const payload = fieldOf(message, 'payload')
  if (fieldOf(payload, 'type') !== 'media') return null
  if (fieldOf(payload, 'connectionId') !== identity.connectionId) return null
  const frame = SignalFrame.safeParse(draftFrame(type, payload))
  if (!frame.success) return null
  const shown = hideAddress(frame.data)
  return gateFrame(shown).ok ? shown : null
}

function hideAddress(frame: SignalFrame): SignalFrame {
  return frame.type === 'candidate' ? { ...frame, candidate: hideBaseAddress(frame.candidate) } : frame
}

function draftFrame(type: unknown, payload: unknown): unknown {
  if (type === 'OFFER') return { type: 'offer', sdp: fieldOf(fieldOf(payload, 'sdp'), 'sdp') }
  if (type === 'ANSWER') return { type: 'answer', sdp: fieldOf(fieldOf(payload, 'sdp'), 'sdp') }
  if (type !== 'CANDIDATE') return null
  const candidate = fieldOf(payload, 'candidate')
  return {
    type: 'candidate',
    candidate: fieldOf(candidate, 'candidate'),
    sdpMid: fieldOf(candidate, 'sdpMid') ?? null,
    sdpMLineIndex: fieldOf(candidate, 'sdpMLineIndex') ?? null,
    usernameFragment: fieldOf(candidate, 'usernameFragment') ?? null,
  }
}

/** Reads a field by name, also an inherited getter's: PeerJS sends the browser's own RTCIceCandidate. */
function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Reflect.get(value, name)
  return found
}
