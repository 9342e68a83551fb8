import type { MediaConnection } from 'peerjs'
import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Fingerprint } from '../../contract/ids.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { namesOnly } from '../../domain/sdp-gate.ts'
import { createBridgePeer } from './bridge-peer.ts'
import { beginSmall, growLater } from './first-pictures.ts'
import type { ConnectionIdentity } from './peer-messages.ts'
import type { Placeholders } from './placeholders.ts'
import { MEDIA_KINDS, type MediaKind } from './ports.ts'
import { isRemoteCertificate } from './remote-certificate.ts'

export type LinkState = 'connected' | 'interrupted' | 'failed'

export type CallConnection = {
  readonly handleFrame: (frame: SignalFrame) => void
  /**
   * What is sent of a kind; null is the placeholder. A real track is handed to the browser only once the other side's
   * description names the signed certificate, and the browser sends it to who holds that certificate alone.
   */
  readonly setTrack: (kind: MediaKind, track: MediaStreamTrack | null) => void
  /** The other side's signed fingerprint: the connection is opened for media once it is seen to match. */
  readonly expect: (fingerprint: Fingerprint) => void
  readonly close: () => void
}

export type RemoteMedia = {
  readonly connection: RTCPeerConnection
  readonly tracks: Readonly<Record<MediaKind, MediaStreamTrack | null>>
}

export type CallConnectionOptions = {
  readonly identity: ConnectionIdentity
  readonly certificate: RTCCertificate
  readonly stun: NonNullable<MediaSession>['stun']
  readonly placeholders: Placeholders
  readonly clock: Clock
  readonly onFrame: (frame: SignalFrame) => void
  /** `connected` comes only after the certificate was compared. */
  readonly onLink: (state: LinkState) => void
  /** Once for each kind: a track of the other side's, which is disabled until `onTrusted`. */
  readonly onRemoteTrack: (track: MediaStreamTrack) => void
  /** Once: the certificate matched, and the remote tracks are enabled. */
  readonly onTrusted: (remote: RemoteMedia) => void
  /** Once, instead of `onTrusted`: the connection is closed already. */
  readonly onWrongFingerprint: () => void
}

/** One PeerJS media connection over the bridge. PeerJS's own events are not listened to: the browser's are. */
export function createCallConnection(options: CallConnectionOptions): CallConnection {
  const { identity, placeholders } = options
  const wanted: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null }
  const senders = new Map<MediaKind, RTCRtpSender>()
  const sent: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null }
  const remote: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null }
  let rtc: RTCPeerConnection | null = null
  let expected: Fingerprint | null = null
  let link: LinkState | null = null
  /** `described`: the right certificate was promised. `trusted`: it was shown. */
  let trust: 'unknown' | 'described' | 'checking' | 'trusted' = 'unknown'
  let description: string | null = null
  let isClosed = false
  let stopGrowing: (() => void) | null = null

  const bridge = createBridgePeer(identity, rtcConfiguration(options), {
    onFrame: options.onFrame,
    onDescription: (sdp) => {
      description = sdp
      judgeDescription()
    },
    // The way to the other side is looked for meanwhile.
    onDescriptionTaken: () => applyTracks(),
  })

  const close = (): void => {
    if (isClosed) return
    isClosed = true
    stopGrowing?.()
    rtc?.removeEventListener('connectionstatechange', handleState)
    rtc?.removeEventListener('track', handleTrack)
    bridge.peer.destroy()
    rtc?.close()
  }

  // The browser says `connected` again when it only changed its mind about the path.
  const enterLink = (state: LinkState): void => {
    if (state === link) return
    link = state
    options.onLink(state)
  }

  const applyTracks = (): void => {
    if (isClosed || trust === 'unknown') return
    for (const kind of MEDIA_KINDS) {
      const track = wanted[kind] ?? placeholders.track(kind)
      const sender = senders.get(kind)
      if (!sender || sent[kind] === track) continue
      sent[kind] = track
      // It fails only when the connection was closed meanwhile.
      sender.replaceTrack(track).catch(() => {})
      if (kind !== 'video') continue
      placeholders.setBlack(wanted.video === null)
      if (wanted.video) stopGrowing ??= growLater(sender, options.clock)
    }
  }

  const refuse = (): void => {
    close()
    options.onWrongFingerprint()
  }

  /** Before anything is sent: what the other side promised is what it signed. The camera is ready at the first packet. */
  const judgeDescription = (): void => {
    if (isClosed || expected === null || description === null) return
    if (!namesOnly(description, expected)) return refuse()
    if (trust === 'unknown') trust = 'described'
  }

  const compare = async (connection: RTCPeerConnection, fingerprint: Fingerprint): Promise<void> => {
    const isMatch = await isRemoteCertificate(connection, fingerprint)
    if (isClosed) return
    if (!isMatch) return refuse()
    trust = 'trusted'
    for (const kind of MEDIA_KINDS) if (remote[kind]) remote[kind].enabled = true
    options.onTrusted({ connection, tracks: { ...remote } })
    if (connection.connectionState === 'connected') enterLink('connected')
  }

  function handleState(): void {
    if (isClosed || rtc === null) return
    const state = rtc.connectionState
    if (state === 'disconnected') enterLink('interrupted')
    if (state === 'failed') enterLink('failed')
    if (state !== 'connected') return
    if (trust === 'trusted') return enterLink('connected')
    if (trust !== 'described' || expected === null) return
    trust = 'checking'
    void compare(rtc, expected)
  }

  function handleTrack({ track, receiver }: RTCTrackEvent): void {
    track.enabled = false
    const kind: MediaKind = track.kind === 'audio' ? 'audio' : 'video'
    // One of each: what else an odd description brings stays disabled and unheard.
    if (remote[kind] !== null || receiver.track !== track) return
    remote[kind] = track
    options.onRemoteTrack(track)
  }

  const adopt = (media: MediaConnection): void => {
    rtc = takeOver(media)
    rtc.addEventListener('connectionstatechange', handleState)
    rtc.addEventListener('track', handleTrack)
    for (const { track } of rtc.getReceivers()) track.enabled = false
    for (const sender of rtc.getSenders()) {
      if (!sender.track) continue
      const kind: MediaKind = sender.track.kind === 'audio' ? 'audio' : 'video'
      senders.set(kind, sender)
      sent[kind] = sender.track
      if (kind === 'video') beginSmall(sender)
    }
    applyTracks()
  }

  // A description that the browser does not take ends the attempt; a bad candidate is only one path less.
  bridge.peer.on('error', () => {
    if (!isClosed && rtc?.remoteDescription === null && description !== null) enterLink('failed')
  })
  bridge.peer.on('call', (media) => {
    media.answer(placeholders.stream)
    adopt(media)
  })
  if (identity.role === 'offerer') {
    // PeerJS takes the id from its options, though its types do not name it.
    const named = { metadata: null, connectionId: identity.connectionId }
    adopt(bridge.peer.call(identity.remoteRole, placeholders.stream, named))
  }

  return {
    handleFrame: bridge.handleFrame,
    setTrack: (kind, track) => {
      wanted[kind] = track
      applyTracks()
    },
    expect: (fingerprint) => {
      expected = fingerprint
      judgeDescription()
      applyTracks()
      handleState()
    },
    close,
  }
}

/** No server but the device's own directory, and that only to ask under which address this computer is seen. */
function rtcConfiguration({
  certificate,
  stun,
}: Pick<CallConnectionOptions, 'certificate' | 'stun'>): RTCConfiguration {
  return {
    certificates: [certificate],
    iceServers: stun === null ? [] : [{ urls: `stun:${stun.host}:${stun.port}` }],
    bundlePolicy: 'max-bundle',
    rtcpMuxPolicy: 'require',
  }
}

/**
 * Takes PeerJS's hands off its connection: it would close the call on the first `failed` or a closed data channel,
 * stop sending candidates at `completed`, and throw on a track that came without a stream.
 */
function takeOver(media: MediaConnection): RTCPeerConnection {
  const rtc = media.peerConnection
  rtc.oniceconnectionstatechange = null
  rtc.ontrack = null
  rtc.ondatachannel = null
  // The offerer's has none until `call` has returned, the answerer's never.
  const channel: RTCDataChannel | undefined = media.dataChannel
  if (channel) channel.onclose = null
  return rtc
}
