import type { Clock } from '../../contract/clock.ts'

/** A quarter of a camera's width and height: its key frame leaves at once. */
const FIRST_SCALE = 4
/** By then the browser has found out what the way to the other side carries. */
const GROW_MS = 1_500

/**
 * Makes the first pictures of a fresh connection small. The browser begins with 300 kbit/s, at which the first whole
 * picture of a good camera takes half a second to leave, or is thrown away as too large. Call it early: it waits for
 * the browser's own threads, which are busy once there is an answer.
 */
export const beginSmall = (sender: RTCRtpSender): void => scaleDown(sender, FIRST_SCALE)

/** Lets the pictures grow, a while after the first camera's was sent. Returns what keeps them from it. */
export const growLater = (sender: RTCRtpSender, clock: Clock): (() => void) =>
  clock.setTimer(GROW_MS, () => scaleDown(sender, 1))

function scaleDown(sender: RTCRtpSender, scaleResolutionDownBy: number): void {
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings) encoding.scaleResolutionDownBy = scaleResolutionDownBy
  // It fails only when the connection was closed meanwhile; then nothing is sent at all.
  sender.setParameters(parameters).catch(() => {})
}
