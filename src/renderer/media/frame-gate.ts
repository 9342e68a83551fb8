import { LIMITS } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import type { CallRole } from './peer-messages.ts'

/**
 * Decides which frames PeerJS sees, and in which order: exactly one description, of the kind that the role expects,
 * then at most so many candidates. A second offer would make PeerJS close the call, and candidates before the
 * description would be stored by it without bound; they wait here instead.
 */
export type FrameGate = { readonly pass: (frame: SignalFrame) => readonly SignalFrame[] }

export function createFrameGate(role: CallRole): FrameGate {
  const expected = role === 'offerer' ? 'answer' : 'offer'
  let waiting: SignalFrame[] = []
  let hasDescription = false
  let candidates = 0
  return {
    pass: (frame) => {
      if (frame.type === 'candidate') {
        if (candidates >= LIMITS.candidatesPerCall) return []
        candidates += 1
        if (hasDescription) return [frame]
        waiting.push(frame)
        return []
      }
      if (frame.type !== expected || hasDescription) return []
      hasDescription = true
      const released = [frame, ...waiting]
      waiting = []
      return released
    },
  }
}
