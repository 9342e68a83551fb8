import type { CallSummary } from '../contract/bridge/snapshots.ts'
import type { SignalFrame } from '../contract/signal-frame.ts'
import type { CallEnd, EndedBy } from './call-machine.ts'

/**
 * How far a call is, as the escrow sees it. `accepting`: the person said yes, and the directory has the signed answer
 * but has not confirmed it yet.
 */
export type EscrowStage = 'not-placed' | 'ringing' | 'accepting' | 'open'
export type EscrowVerdict = 'pass' | 'hold'

/**
 * Whether a frame of this device's page may leave the device. Before the answer only the caller's first offer does,
 * once the call is placed: everything else could tell an address. Right behind a signed yes goes what the callee has
 * ready: the directory holds it until that yes has settled the call.
 */
export function decideOutgoingFrame(
  stage: EscrowStage,
  role: 'offerer' | 'answerer',
  attempt: number,
  frame: SignalFrame,
): EscrowVerdict {
  if (stage === 'open') return 'pass'
  if (stage === 'accepting') return role === 'answerer' && attempt === 1 ? 'pass' : 'hold'
  return stage === 'ringing' && role === 'offerer' && attempt === 1 && frame.type === 'offer'
    ? 'pass'
    : 'hold'
}

/** Whether a frame of the other side may be handed to this device's page. */
export function decideIncomingFrame(
  stage: EscrowStage,
  isPrepared: boolean,
  frame: SignalFrame,
): EscrowVerdict {
  if (stage === 'open') return 'pass'
  return (isPrepared || stage === 'accepting') && frame.type === 'offer' ? 'pass' : 'hold'
}

/**
 * Whether media is made ready while it rings: for the first ring only, and only for somebody known here, so that a
 * stranger's description is not read before the person says yes.
 */
export const decidePreparation = (facts: {
  readonly isOnlyRing: boolean
  readonly isKnownPerson: boolean
}): boolean => facts.isOnlyRing && facts.isKnownPerson

const BROKEN: ReadonlySet<CallEnd> = new Set([
  'failed',
  'no-route',
  'insecure',
  'lost',
  'directory-unreachable',
])

/** How an ended call stands in the history. */
export function decideOutcome(
  direction: 'outgoing' | 'incoming',
  wasAnswered: boolean,
  reason: CallEnd,
  by: EndedBy,
): CallSummary['outcome'] {
  if (wasAnswered) return 'answered'
  if (reason === 'answered-elsewhere' || reason === 'declined-elsewhere') return 'elsewhere'
  if (direction === 'incoming') {
    if (reason === 'declined' && by === 'me') return 'declined'
    // Taken, but it never came about: nobody missed it.
    return BROKEN.has(reason) ? 'failed' : 'missed'
  }
  if (reason === 'declined' || reason === 'cancelled' || reason === 'no-answer' || reason === 'offline')
    return reason
  return 'failed'
}

/** Whether an ended call is worth a line in the history: two crossed calls are one. */
export const isWorthRecording = (reason: CallEnd): boolean => reason !== 'crossed'
