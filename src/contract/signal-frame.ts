import { z } from 'zod'
import { LIMITS } from './limits.ts'

const Sdp = z.string().min(1).max(LIMITS.sdpBytes)

/**
 * What two media connections say to each other, in our own words: the renderer's adapter maps it from and to
 * PeerJS's OFFER, ANSWER and CANDIDATE. Nothing else of PeerJS crosses, and no destination: that comes from the call.
 */
export const SignalFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('offer'), sdp: Sdp }),
  z.object({ type: z.literal('answer'), sdp: Sdp }),
  z.object({
    type: z.literal('candidate'),
    candidate: z.string().max(LIMITS.candidateBytes),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(64).nullable(),
    usernameFragment: z.string().max(256).nullable(),
  }),
])
export type SignalFrame = z.infer<typeof SignalFrame>
