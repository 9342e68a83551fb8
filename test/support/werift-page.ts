import {
  MediaStreamTrack,
  type RTCPeerConnection,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
} from 'werift'
import type { Engine } from '../../src/client/engine.ts'
import type { MediaSession } from '../../src/contract/bridge/snapshots.ts'
import { type CallCertificate, makeCertificate } from '../../src/echo/certificate.ts'
import { onKeyFrameAsked } from '../../src/echo/key-frames.ts'
import { createPeerConnection } from '../../src/echo/peer-connection.ts'

type Kind = 'audio' | 'video'
type Live = NonNullable<MediaSession>

export type Flow = { packetsSent: number; bytesSent: number; packetsReceived: number; bytesReceived: number }
const noFlow = (): Flow => ({ packetsSent: 0, bytesSent: 0, packetsReceived: 0, bytesReceived: 0 })

/** A call page without a browser: it offers, sends made-up packets of both kinds, and counts what comes back. */
export type WeriftPage = {
  readonly flow: Readonly<Record<Kind, Flow>>
  /** The payloads that came back, newest last, as text. */
  readonly heard: string[]
  /** How often the other side asked for a key frame. */
  readonly keyFramesAsked: () => number
  readonly askForKeyFrame: () => Promise<void>
  readonly close: () => void
}

/** `forge` swaps the certificate that is used for one that was never signed. */
export function openWeriftPage(engine: Engine, options: { readonly forge?: boolean } = {}): WeriftPage {
  const flow = { audio: noFlow(), video: noFlow() }
  const heard: string[] = []
  let keyFramesAsked = 0
  let run: { readonly key: string; readonly rtc: RTCPeerConnection; readonly stop: () => void } | null = null

  const dial = async (session: Live, signed: CallCertificate, used: CallCertificate) => {
    const { callId, attempt } = session
    const rtc = createPeerConnection(used.certificate, { offersLoopback: true })
    const tracks = { audio: addTrack(rtc, 'audio'), video: addTrack(rtc, 'video') }
    const timers: NodeJS.Timeout[] = []
    run = {
      key: `${callId} ${attempt}`,
      rtc,
      stop: () => {
        for (const timer of timers) clearInterval(timer)
        void rtc.close()
      },
    }
    for (const kind of ['audio', 'video'] as const) {
      const { transceiver } = tracks[kind]
      transceiver.onTrack.subscribe((track) =>
        track.onReceiveRtp.subscribe(({ payload }) => {
          flow[kind].packetsReceived += 1
          flow[kind].bytesReceived += payload.length
          if (kind === 'audio') heard.push(payload.toString())
        }),
      )
    }
    onKeyFrameAsked(tracks.video.transceiver, () => {
      keyFramesAsked += 1
    })
    const send = (frame: Parameters<Engine['intents']['media.send']>[0]['frame']) =>
      void engine.intents['media.send']({ callId, attempt, frame })
    rtc.onIceCandidate.subscribe((candidate) => {
      if (!candidate?.candidate) return
      const { candidate: text, sdpMid = null, sdpMLineIndex = null, usernameFragment = null } = candidate
      send({ type: 'candidate', candidate: text, sdpMid, sdpMLineIndex, usernameFragment })
    })
    rtc.connectionStateChange.subscribe((state) => {
      if (state !== 'connected') return
      void engine.intents['media.report']({ callId, attempt, report: { type: 'link', state: 'connected' } })
      for (const kind of ['audio', 'video'] as const) timers.push(talk(kind, tracks[kind].track, flow[kind]))
    })
    await engine.intents['media.ready']({ callId, attempt, fingerprint: signed.fingerprint })
    const offer = await rtc.createOffer()
    send({ type: 'offer', sdp: asBrowsersWrite(offer.sdp) })
    await rtc.setLocalDescription(offer)
  }
  const handleSession = async (session: MediaSession) => {
    if (run && run.key !== (session && `${session.callId} ${session.attempt}`)) {
      run.stop()
      run = null
    }
    if (!session || run) return
    run = { key: `${session.callId} ${session.attempt}`, rtc: null as never, stop: () => {} }
    const signed = await makeCertificate()
    await dial(session, signed, options.forge ? await makeCertificate() : signed)
  }
  const disposers = [
    engine.on('media', (session) => void handleSession(session)),
    engine.onMediaFrame(({ frame }) => {
      if (frame.type === 'answer') void run?.rtc.setRemoteDescription(frame)
      if (frame.type !== 'candidate') return
      const { candidate, sdpMid, sdpMLineIndex } = frame
      void run?.rtc.addIceCandidate({ candidate, sdpMid: sdpMid ?? '0', sdpMLineIndex: sdpMLineIndex ?? 0 })
    }),
  ]
  return {
    flow,
    heard,
    keyFramesAsked: () => keyFramesAsked,
    askForKeyFrame: async () => {
      const video = run?.rtc.getTransceivers().find(({ kind }) => kind === 'video')
      const ssrc = video?.receiver.track.ssrc
      if (video && ssrc !== undefined) await video.receiver.sendRtcpPLI(ssrc)
    },
    close: () => {
      for (const dispose of disposers) dispose()
      run?.stop()
    },
  }
}

function addTrack(
  rtc: RTCPeerConnection,
  kind: Kind,
): { readonly track: MediaStreamTrack; readonly transceiver: RTCRtpTransceiver } {
  const track = new MediaStreamTrack({ kind })
  return { track, transceiver: rtc.addTransceiver(track, { direction: 'sendrecv' }) }
}

/** One packet each 20 ms, whose payload says which it is. */
function talk(kind: Kind, track: MediaStreamTrack, flow: Flow): NodeJS.Timeout {
  return setInterval(() => {
    flow.packetsSent += 1
    const payload = Buffer.from(`${kind} ${flow.packetsSent} ${'.'.repeat(60)}`)
    flow.bytesSent += payload.length
    const header = new RtpHeader({
      payloadType: kind === 'audio' ? 111 : 96,
      sequenceNumber: flow.packetsSent,
      timestamp: flow.packetsSent * (kind === 'audio' ? 960 : 1_800),
      ssrc: 1,
      marker: true,
    })
    track.writeRtp(new RtpPacket(header, payload))
  }, 20)
}

/** The directory lets only lines pass that Chromium writes. */
function asBrowsersWrite(sdp: string): string {
  return sdp
    .replace(/^(o=.*) 0\.0\.0\.0$/m, '$1 127.0.0.1')
    .replace(/^a=msid-semantic:.*$/m, 'a=msid-semantic: WMS')
    .replace(/^a=(?:candidate:|end-of-candidates).*\r\n/gm, '')
}
