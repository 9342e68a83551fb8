import type { Fingerprint } from '../contract/ids.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'

export type GateFailure = { readonly kind: 'address' | 'malformed' }

/** The three address lines of Chromium's own offers that name nobody. */
const HARMLESS_ADDRESS_LINES = [
  /^o=- [0-9]{1,20} [0-9]{1,10} IN IP4 127\.0\.0\.1$/,
  /^c=IN IP4 0\.0\.0\.0$/,
  /^a=rtcp:9 IN IP4 0\.0\.0\.0$/,
]

/** Lines that say what is sent and how. No candidate, no address, no server is among them. */
const HARMLESS_LINES = [
  /^v=0$/,
  /^s=-$/,
  /^t=0 0$/,
  /^m=(?:audio|video) 9 UDP\/TLS\/RTP\/SAVPF(?: [0-9]{1,3}){1,64}$/,
  // PeerJS opens a data channel in each of its media connections; nothing is ever sent on it.
  /^m=application 9 UDP\/DTLS\/SCTP webrtc-datachannel$/,
  /^a=sctp-port:[0-9]{1,5}$/,
  /^a=max-message-size:[0-9]{1,10}$/,
  /^b=AS:[0-9]{1,7}$/,
  /^a=group:BUNDLE(?: [A-Za-z0-9]{1,16}){1,4}$/,
  /^a=extmap-allow-mixed$/,
  /^a=msid-semantic: ?WMS(?: [A-Za-z0-9{}-]{1,64})?$/,
  /^a=mid:[A-Za-z0-9]{1,16}$/,
  /^a=(?:sendrecv|sendonly|recvonly|inactive)$/,
  /^a=rtcp-mux(?:-only)?$/,
  /^a=rtcp-rsize$/,
  /^a=rtcp-xr:rcvr-rtt=all$/,
  /^a=ice-ufrag:[A-Za-z0-9+/]{4,256}$/,
  /^a=ice-pwd:[A-Za-z0-9+/]{22,256}$/,
  /^a=ice-options:(?:trickle|renomination| )+$/,
  /^a=fingerprint:sha-256 [0-9A-F]{2}(?::[0-9A-F]{2}){31}$/,
  /^a=setup:(?:actpass|active|passive)$/,
  /^a=extmap:[0-9]{1,3} (?:urn:ietf:params:rtp-hdrext:[a-z-]{1,40}(?::[a-z-]{1,40})?|urn:3gpp:video-orientation|http:\/\/www\.webrtc\.org\/experiments\/rtp-hdrext\/[a-z0-9-]{1,40}|http:\/\/www\.ietf\.org\/id\/draft-holmer-rmcat-transport-wide-cc-extensions-01|https:\/\/aomediacodec\.github\.io\/av1-rtp-spec\/#dependency-descriptor-rtp-header-extension)$/,
  /^a=rtpmap:[0-9]{1,3} [A-Za-z0-9-]{1,20}\/[0-9]{4,6}(?:\/[12])?$/,
  /^a=fmtp:[0-9]{1,3} [A-Za-z0-9-]{1,40}(?:[=/;, ]{1,2}[A-Za-z0-9-]{1,64}){0,32}$/,
  /^a=rtcp-fb:[0-9]{1,3} (?:goog-remb|transport-cc|ccm fir|nack|nack pli|rrtr)$/,
  /^a=msid:[A-Za-z0-9{}-]{1,64}(?: [A-Za-z0-9{}-]{1,64})?$/,
  /^a=ssrc:[0-9]{1,10} (?:cname|msid):[A-Za-z0-9+/{} -]{1,140}$/,
  /^a=ssrc-group:FID(?: [0-9]{1,10}){2,4}$/,
]

/**
 * Whether an offer may pass while it still rings: only lines that are known to name no network address. An unknown
 * line is refused, so a new kind of line can leak nothing.
 */
export function gateOffer(sdp: string): Result<null, GateFailure> {
  const lines = sdp.split(/\r\n|\n/).filter((line) => line !== '')
  if (lines[0] !== 'v=0') return fail({ kind: 'malformed' })
  const isHarmless = (line: string) =>
    HARMLESS_LINES.some((pattern) => pattern.test(line)) ||
    HARMLESS_ADDRESS_LINES.some((pattern) => pattern.test(line))
  return lines.every(isHarmless) ? ok(null) : fail({ kind: 'address' })
}

/** A candidate over UDP whose base address is hidden; an end-of-candidates mark is the empty text. */
const UDP_CANDIDATE =
  /^candidate:[A-Za-z0-9+/]{1,32} [12] udp [0-9]{1,10} [0-9a-fA-F.:]{2,45} [0-9]{1,5} typ (?:host|srflx|prflx|relay)(?: raddr (?:0\.0\.0\.0|::) rport 0)?(?: generation [0-9]{1,5})?(?: ufrag [A-Za-z0-9+/]{4,256})?(?: network-id [0-9]{1,5})?(?: network-cost [0-9]{1,5})?$/
const MDNS_CANDIDATE =
  /^candidate:[A-Za-z0-9+/]{1,32} [12] udp [0-9]{1,10} [0-9a-f-]{36}\.local [0-9]{1,5} typ host(?: [a-z-]{1,20} [A-Za-z0-9+/]{1,256}){0,8}$/

/** What may pass after the answer: descriptions without candidates in them, and candidates over UDP. */
export function gateFrame(frame: SignalFrame): Result<null, GateFailure> {
  if (frame.type !== 'candidate') {
    const hasCandidates = /^a=candidate:/m.test(frame.sdp)
    return frame.sdp.startsWith('v=0') && !hasCandidates ? ok(null) : fail({ kind: 'malformed' })
  }
  const isKnown =
    frame.candidate === '' || UDP_CANDIDATE.test(frame.candidate) || MDNS_CANDIDATE.test(frame.candidate)
  return isKnown ? ok(null) : fail({ kind: 'malformed' })
}

/** Hides the base address that a reflexive or relayed candidate names beside its own. */
export function hideBaseAddress(candidate: string): string {
  return candidate.replace(/ raddr \S+ rport \d+/, (text) =>
    text.includes(':') ? ' raddr :: rport 0' : ' raddr 0.0.0.0 rport 0',
  )
}

/** Whether a description names this certificate, in every place, and no other one. */
export function namesOnly(sdp: string, fingerprint: Fingerprint): boolean {
  const line = `a=fingerprint:sha-256 ${fingerprint}`
  const named = sdp.split(/\r\n|\n/).filter((candidate) => /fingerprint/i.test(candidate))
  return (
    named.length > 0 &&
    named.every((other) => other.replaceAll(/(?<=[0-9a-f]{2}):/gi, '').toLowerCase() === line)
  )
}
