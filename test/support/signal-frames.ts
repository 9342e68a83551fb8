import type { SignalFrame } from '../../src/contract/signal-frame.ts'

/** What two media connections say, as small as the gates let it be. */
export const OFFER: SignalFrame = { type: 'offer', sdp: 'v=0\r\ns=-\r\nt=0 0\r\n' }
export const ANSWER: SignalFrame = { type: 'answer', sdp: 'v=0\r\ns=-\r\nt=0 0\r\n' }
/** An offer that names a network address. */
export const TELLTALE_OFFER: SignalFrame = {
  type: 'offer',
  sdp: 'v=0\r\ns=-\r\nt=0 0\r\na=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host\r\n',
}

/** A candidate; `port` tells one from another. */
export const candidate = (port = 50_000): SignalFrame => ({
  type: 'candidate',
  candidate: `candidate:1 1 udp 2122260223 192.0.2.7 ${port} typ host generation 0 ufrag abcd`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
})
