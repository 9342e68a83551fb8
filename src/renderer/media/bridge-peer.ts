import { MsgPack, Peer, type PeerOptions } from 'peerjs'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { gateFrame } from '../../domain/sdp-gate.ts'
import { createFrameGate } from './frame-gate.ts'
import { type ConnectionIdentity, type PeerMessage, readPeerMessage, toPeerMessage } from './peer-messages.ts'

/** PeerJS without a PeerServer: its frames go over the bridge. Neither a socket nor a request is ever made. */
export type BridgePeer = {
  readonly peer: Peer
  /** A frame of the other side, in the order in which it came. */
  readonly handleFrame: (frame: SignalFrame) => void
}

export type BridgePeerEvents = {
  /** What is to be carried to the other side. */
  readonly onFrame: (frame: SignalFrame) => void
  /** A description of the other side, just before the browser gets it; one that has no place here never comes. */
  readonly onDescription: (sdp: string) => void
  /** The browser has begun to work on it. */
  readonly onDescriptionTaken: () => void
}

/** `rtc.certificates` holds the call's certificate. */
export function createBridgePeer(
  identity: ConnectionIdentity,
  rtc: RTCConfiguration,
  { onFrame, onDescription, onDescriptionTaken }: BridgePeerEvents,
): BridgePeer {
  const gate = createFrameGate(identity.role)

  // The base class calls `_createServerConnection` in its constructor, before any field of ours exists.
  class PeerOverBridge extends Peer {
    declare readonly _handleMessage: (message: PeerMessage) => void

    protected _createServerConnection(): ServerConnection {
      return {
        on: () => {},
        removeAllListeners: () => {},
        start: () => this._handleMessage({ type: 'OPEN' }),
        send: (message) => {
          const frame = readPeerMessage(identity, message)
          if (frame !== null) onFrame(frame)
        },
        close: () => {},
      }
    }
  }

  const peer = new PeerOverBridge(identity.role, peerOptions(rtc))
  return {
    peer,
    handleFrame: (frame) => {
      if (peer.destroyed || !gateFrame(frame).ok) return
      for (const passed of gate.pass(frame)) {
        if (passed.type !== 'candidate') onDescription(passed.sdp)
        if (!peer.destroyed) peer._handleMessage(toPeerMessage(identity, passed))
        if (passed.type !== 'candidate') onDescriptionTaken()
      }
    },
  }
}

/** What PeerJS asks of its connection to a server. */
type ServerConnection = {
  readonly on: (event: string, listener: (data: unknown) => void) => void
  readonly removeAllListeners: () => void
  readonly start: (id: string, token: string) => void
  readonly send: (message: unknown) => void
  readonly close: () => void
}

/** Every option that PeerJS would otherwise fill in with a third party's server. */
function peerOptions(rtc: RTCConfiguration): PeerOptions {
  const refused = NoDataConnection
  return {
    host: 'bridge.invalid',
    port: 443,
    path: '/',
    token: 'bridge',
    secure: true,
    pingInterval: 0,
    debug: 0,
    config: rtc,
    serializers: { raw: refused, json: refused, binary: refused, 'binary-utf8': refused, default: refused },
  }
}

/** PeerJS answers data offers by itself, with addresses. None gets so far; this refuses the one that would. */
class NoDataConnection extends MsgPack {
  constructor(peerId: string, provider: Peer, options: unknown) {
    refuseData()
    super(peerId, provider, options)
  }
}

function refuseData(): void {
  throw new Error('this app has no data connections')
}
