import type { RTCIceCandidate, RTCPeerConnection } from 'werift'
import type { Clock } from '../contract/clock.ts'
import type { Fingerprint } from '../contract/ids.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import { gateFrame } from '../domain/sdp-gate.ts'
import { type CallCertificate, hashCertificate } from './certificate.ts'
import { createMirror, type Mirror } from './mirror.ts'
import { readMediaOffer } from './offer-sections.ts'
import { createPeerConnection } from './peer-connection.ts'

export type LinkState = 'connected' | 'interrupted' | 'failed'

export type MirrorConnection = {
  /** In the order in which they came. */
  readonly handleFrame: (frame: SignalFrame) => void
  /** The other side's signed fingerprint: what it sends comes back once its certificate was seen to match. */
  readonly expect: (fingerprint: Fingerprint) => void
  readonly close: () => void
}

export type MirrorConnectionOptions = {
  readonly clock: Clock
  readonly certificate: CallCertificate['certificate']
  readonly offersLoopback: boolean
  readonly onFrame: (frame: SignalFrame) => void
  /** `connected` comes only after the certificate was compared. */
  readonly onLink: (state: LinkState) => void
  /** Once: the connection is closed already. */
  readonly onWrongFingerprint: () => void
}

/** The answering side of one media connection: it sends back what it gets. */
export function createMirrorConnection(options: MirrorConnectionOptions): MirrorConnection {
  const { clock, onFrame, onLink } = options
  const rtc = createPeerConnection(options.certificate, options)
  const mirrors = new Map<string, Mirror>()
  let expected: Fingerprint | null = null
  let isTrusted = false
  let isClosed = false
  let hasOffer = false
  let work: Promise<void> = Promise.resolve()

  const close = () => {
    if (isClosed) return
    isClosed = true
    for (const mirror of mirrors.values()) mirror.close()
    rtc.close().catch(() => {})
  }
  const handleState = () => {
    if (isClosed) return
    const state = rtc.connectionState
    if (state === 'disconnected') onLink('interrupted')
    if (state === 'failed' || state === 'closed') onLink('failed')
    if (state !== 'connected' || !expected) return
    if (!isTrusted && !isRemoteCertificate(rtc, expected)) {
      close()
      options.onWrongFingerprint()
      return
    }
    isTrusted = true
    for (const mirror of mirrors.values()) mirror.open()
    onLink('connected')
  }
  const answer = async (sdp: string) => {
    const offer = readMediaOffer(sdp)
    await rtc.setRemoteDescription({ type: 'offer', sdp: offer.sdp })
    for (const transceiver of rtc.getTransceivers()) {
      // One of each: what else an odd description brings is not sent back.
      if (mirrors.has(transceiver.kind)) continue
      transceiver.setDirection('sendrecv')
      mirrors.set(transceiver.kind, createMirror(clock, transceiver))
    }
    const description = await rtc.createAnswer()
    if (isClosed) return
    onFrame({ type: 'answer', sdp: offer.completeAnswer(description.sdp) })
    await rtc.setLocalDescription(description)
  }
  const take = async (frame: SignalFrame) => {
    if (isClosed || !gateFrame(frame).ok) return
    if (frame.type === 'offer' && !hasOffer) {
      hasOffer = true
      return answer(frame.sdp)
    }
    // A hidden name is not looked up: the caller's computer reaches this one, and shows where it is by that.
    if (frame.type !== 'candidate' || frame.candidate === '' || frame.candidate.includes('.local ')) return
    const { candidate, sdpMid, sdpMLineIndex } = frame
    // A bad candidate is only one path less.
    await rtc
      .addIceCandidate({
        candidate,
        ...(sdpMid === null ? {} : { sdpMid }),
        ...(sdpMLineIndex === null ? {} : { sdpMLineIndex }),
      })
      .catch(() => {})
  }

  rtc.onIceCandidate.subscribe((candidate) => {
    if (candidate && !isClosed) onFrame(toFrame(candidate))
  })
  rtc.connectionStateChange.subscribe(handleState)

  return {
    handleFrame: (frame) => {
      work = work
        .then(() => take(frame))
        .catch(() => {
          if (!isClosed) onLink('failed')
        })
    },
    expect: (fingerprint) => {
      expected = fingerprint
      handleState()
    },
    close,
  }
}

const toFrame = (candidate: RTCIceCandidate): SignalFrame => ({
  type: 'candidate',
  candidate: candidate.candidate ?? '',
  sdpMid: candidate.sdpMid ?? null,
  sdpMLineIndex: candidate.sdpMLineIndex ?? null,
  usernameFragment: candidate.usernameFragment ?? null,
})

/** Whether every transport ends at the certificate that was signed. Nobody is trusted for lack of one. */
function isRemoteCertificate(rtc: RTCPeerConnection, expected: Fingerprint): boolean {
  const transports = rtc.dtlsTransports
  return (
    transports.length > 0 &&
    transports.every(
      ({ dtls }) => dtls?.remoteCertificate && hashCertificate(dtls.remoteCertificate) === expected,
    )
  )
}
