import type { MediaStreamTrack, RTCRtpTransceiver, RtpPacket } from 'werift'
import type { Clock } from '../contract/clock.ts'
import { createDelayLine } from './delay-line.ts'
import { onKeyFrameAsked } from './key-frames.ts'

/**
 * Long enough that a word is over before it comes back: a computer that hears itself while it speaks takes its own
 * voice for an echo, and cancels it.
 */
export const MIRROR_DELAY_MS = 700
/** Four seconds of the densest picture that a call sends. */
const MOST_PACKETS = 4_000
/** A key frame that was asked for is on its way for as long as the delay. */
const KEY_FRAME_PAUSE_MS = MIRROR_DELAY_MS + 500

/** Sends one kind of media back. Nothing comes back before `open`. */
export type Mirror = { readonly open: () => void; readonly close: () => void }

export function createMirror(clock: Clock, transceiver: RTCRtpTransceiver): Mirror {
  const { sender, receiver, onTrack } = transceiver
  let isOpen = false
  let lastKeyFrameMs = Number.NEGATIVE_INFINITY
  let ssrc: number | undefined
  const line = createDelayLine<RtpPacket>(
    clock,
    { delayMs: MIRROR_DELAY_MS, most: MOST_PACKETS },
    (packet) => {
      // A connection that closed meanwhile sends nothing.
      sender.sendRtp(packet).catch(() => {})
    },
  )

  const follow = (track: MediaStreamTrack) => {
    ssrc = track.ssrc
    track.onReceiveRtp.subscribe((packet) => {
      if (!isOpen) return
      const copy = packet.clone()
      // They speak of the way here; the sender writes its own for the way back.
      copy.header.extensions = []
      line.push(copy)
    })
  }
  const askForKeyFrame = () => {
    const nowMs = clock.monotonicMs()
    if (ssrc === undefined || nowMs - lastKeyFrameMs < KEY_FRAME_PAUSE_MS) return
    lastKeyFrameMs = nowMs
    receiver.sendRtcpPLI(ssrc).catch(() => {})
  }

  for (const track of receiver.tracks) follow(track)
  if (receiver.tracks.length === 0) onTrack.once(follow)
  // Who looks at the picture is who sends it: a frame that they lost, they must send again.
  onKeyFrameAsked(transceiver, askForKeyFrame)
  return {
    open: () => {
      isOpen = true
      askForKeyFrame()
    },
    close: () => {
      isOpen = false
      line.close()
    },
  }
}
