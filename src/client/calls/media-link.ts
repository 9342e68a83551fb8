import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { CallId, Fingerprint } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { decideIncomingFrame, decideOutgoingFrame, type EscrowStage } from '../../domain/call-rules.ts'
import { gateFrame, gateOffer, hideBaseAddress } from '../../domain/sdp-gate.ts'

/** An offer, an answer, and all candidates of one side. */
const MOST_FRAMES = LIMITS.candidatesPerCall + 2

export type MediaLinkDeps = {
  readonly callId: CallId
  readonly role: 'offerer' | 'answerer'
  /** To the other device, by the directory. */
  readonly send: (attempt: number, frame: SignalFrame) => void
  /** To this device's page. */
  readonly deliver: (attempt: number, frame: SignalFrame) => void
}

/**
 * What one call's page and the other side's say to each other, and when it may pass: the escrow of this device.
 * Attempts count from 1; a higher one replaces the connection, and its frames.
 */
export type MediaLink = {
  readonly attempt: () => number
  /** The directory has the call: the first offer may pass. */
  readonly handlePlaced: () => void
  /** The page may be handed the caller's offer before the answer. */
  readonly allowPreparing: () => void
  /**
   * The signed yes to the invitation that named this fingerprint is on its way to the directory: what the page has
   * ready follows it there.
   */
  readonly accept: (peerFingerprint: Fingerprint) => void
  /** The call is answered: everything may pass. */
  readonly open: (peerFingerprint: Fingerprint) => void
  /** The page has its certificate for this attempt; false when the attempt is an old one. */
  readonly handleReady: (attempt: number, fingerprint: Fingerprint) => boolean
  readonly handlePageFrame: (attempt: number, frame: SignalFrame) => void
  readonly handlePeerFrame: (attempt: number, frame: SignalFrame) => void
  readonly handlePageLost: () => void
  /** Begins a fresh connection of its own accord. */
  readonly beginAttempt: () => void
  /** `replaced`: the other side is ahead, and this device follows. */
  readonly handlePeerAttempt: (attempt: number, fingerprint: Fingerprint) => 'replaced' | 'joined' | 'old'
  /** What this device has to tell the other of a fresh attempt; null for the first, which the call itself tells. */
  readonly announcement: () => { readonly attempt: number; readonly fingerprint: Fingerprint } | null
  readonly session: (capture: {
    readonly microphone: boolean
    readonly camera: boolean
  }) => Omit<NonNullable<MediaSession>, 'stun'>
}

export function createMediaLink({ callId, role, send, deliver }: MediaLinkDeps): MediaLink {
  let stage: EscrowStage = 'not-placed'
  let isPrepared = false
  let attempt = 1
  let ownFingerprint: Fingerprint | null = null
  let peerFingerprint: Fingerprint | null = null
  /** From the page, not sent yet. */
  let held: SignalFrame[] = []
  /** From the other side in this attempt, with how many the page has been handed. */
  let received: SignalFrame[] = []
  let deliveredCount = 0

  const stageNow = (): EscrowStage => {
    if (attempt === 1 || stage !== 'open') return stage
    return ownFingerprint && peerFingerprint ? 'open' : 'ringing'
  }
  /** This device's person said yes, or the other side did. */
  const isAnswered = () => stageNow() === 'accepting' || stageNow() === 'open'
  const hold = (frame: SignalFrame) => {
    if (held.length < MOST_FRAMES) held.push(frame)
  }
  const flushOut = () => {
    const waiting = held
    held = []
    for (const frame of waiting) passOut(frame)
  }
  const passOut = (frame: SignalFrame) => {
    if (decideOutgoingFrame(stageNow(), role, attempt, frame) === 'hold') return hold(frame)
    const isHarmless = isAnswered() || (frame.type === 'offer' && gateOffer(frame.sdp).ok)
    if (!isHarmless) return hold(frame)
    const hidden =
      frame.type === 'candidate' ? { ...frame, candidate: hideBaseAddress(frame.candidate) } : frame
    // A candidate that is not of a known kind (over TCP, say) is of no use to the other side and stays here.
    if (gateFrame(hidden).ok) send(attempt, hidden)
  }
  const flushIn = () => {
    while (ownFingerprint && deliveredCount < received.length) {
      const frame = received[deliveredCount]
      if (!frame || decideIncomingFrame(stageNow(), isPrepared, frame) === 'hold') return
      deliveredCount += 1
      deliver(attempt, frame)
    }
  }
  const restart = (next: number, peer: Fingerprint | null) => {
    attempt = next
    ownFingerprint = null
    peerFingerprint = peer
    held = []
    received = []
    deliveredCount = 0
  }

  return {
    attempt: () => attempt,
    handlePlaced: () => {
      if (stage === 'not-placed') stage = 'ringing'
      flushOut()
    },
    allowPreparing: () => {
      isPrepared = true
    },
    accept: (fingerprint) => {
      if (stage === 'open') return
      stage = 'accepting'
      peerFingerprint = fingerprint
      flushOut()
      flushIn()
    },
    open: (fingerprint) => {
      stage = 'open'
      if (attempt === 1) peerFingerprint = fingerprint
      flushOut()
      flushIn()
    },
    handleReady: (of, fingerprint) => {
      if (of !== attempt) return false
      ownFingerprint = fingerprint
      flushOut()
      flushIn()
      return true
    },
    handlePageFrame: (of, frame) => {
      if (of === attempt) passOut(frame)
    },
    handlePeerFrame: (of, frame) => {
      if (of !== attempt || received.length >= MOST_FRAMES || !gateFrame(frame).ok) return
      received.push(frame)
      flushIn()
    },
    handlePageLost: () => {
      // The next page has another certificate than the one that was signed for: it waits for the confirmation.
      if (stage === 'accepting') stage = 'ringing'
      ownFingerprint = null
      held = []
      deliveredCount = 0
    },
    beginAttempt: () => restart(attempt + 1, null),
    handlePeerAttempt: (of, fingerprint) => {
      if (of < attempt) return 'old'
      if (of > attempt) {
        restart(of, fingerprint)
        return 'replaced'
      }
      // Said again after a lost connection; and no later word may swap a key that was named.
      if (peerFingerprint) return 'old'
      peerFingerprint = fingerprint
      flushOut()
      flushIn()
      return 'joined'
    },
    announcement: () => (attempt > 1 && ownFingerprint ? { attempt, fingerprint: ownFingerprint } : null),
    session: (capture) => ({
      callId,
      attempt,
      role,
      capture,
      remoteFingerprint: isAnswered() ? peerFingerprint : null,
    }),
  }
}
