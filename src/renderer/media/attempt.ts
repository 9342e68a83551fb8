import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { Fingerprint } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import type { CallConnection, LinkState } from './call-connection.ts'
import type { MediaDeps } from './media-deps.ts'
import type { MediaView } from './media-view.ts'
import { type CallRole, identifyConnection } from './peer-messages.ts'
import type { Placeholders } from './placeholders.ts'
import { MEDIA_KINDS, type MediaKind, type MediaReport } from './ports.ts'
import { createRemotePlayers } from './remote-players.ts'

/** One description and all candidates that a call may have: what may wait while the certificate is made. */
const MAX_WAITING = LIMITS.candidatesPerCall + 1

export type AttemptRun = {
  readonly number: number
  readonly role: CallRole
  /** The other side's: it cannot be seen until it is a camera's. */
  readonly picture: HTMLVideoElement
  readonly handleFrame: (frame: SignalFrame) => void
  readonly setTrack: (kind: MediaKind, track: MediaStreamTrack | null) => void
  readonly expect: (fingerprint: Fingerprint) => void
  readonly close: () => void
}

export type AttemptEvents = {
  readonly onReport: (report: MediaReport) => void
  readonly onView: (part: Partial<MediaView>) => void
  readonly onWrongFingerprint: () => void
}

/**
 * One attempt at connecting a call: makes the certificate, names its fingerprint, then makes the connection. What
 * comes before the connection is there is kept, and handed over in order. The placeholders are asked for once the
 * fingerprint is told: nobody is rung before it.
 *
 * An attempt that gets nowhere fails after a while. The browser says `failed` only of ways that it has tried: where a
 * word between the two sides was lost, or no way is known at all, it would wait for ever.
 */
export function createAttempt(
  deps: MediaDeps,
  session: NonNullable<MediaSession>,
  findPlaceholders: () => Placeholders,
  events: AttemptEvents,
): AttemptRun {
  const { callId, attempt: number, role } = session
  const tracks: Record<MediaKind, MediaStreamTrack | null> = { audio: null, video: null }
  let waiting: SignalFrame[] = []
  let expected: Fingerprint | null = null
  let connection: CallConnection | null = null
  const players = createRemotePlayers({ clock: deps.clock, ...events })
  let isClosed = false
  let stopWaiting = () => {}

  const enterLink = (state: LinkState): void => {
    stopWaiting()
    events.onReport({ type: 'link', state })
  }
  const open = async (): Promise<void> => {
    const { certificate, fingerprint } = await deps.certificates.take()
    if (isClosed) return
    deps.bridge.ready({ callId, attempt: number, fingerprint })
    connection = deps.createConnection({
      identity: identifyConnection(callId, number, role),
      certificate,
      stun: session.stun,
      placeholders: findPlaceholders(),
      clock: deps.clock,
      onFrame: (frame) => deps.bridge.send({ callId, attempt: number, frame }),
      onLink: enterLink,
      onRemoteTrack: players.handleTrack,
      onTrusted: players.handleTrusted,
      onWrongFingerprint: events.onWrongFingerprint,
    })
    for (const kind of MEDIA_KINDS) connection.setTrack(kind, tracks[kind])
    if (expected !== null) connection.expect(expected)
    const frames = waiting
    waiting = []
    for (const frame of frames) connection.handleFrame(frame)
  }
  open().catch(() => {
    if (!isClosed) enterLink('failed')
  })

  return {
    number,
    role,
    picture: players.picture,
    handleFrame: (frame) => {
      if (connection) connection.handleFrame(frame)
      else if (waiting.length < MAX_WAITING) waiting.push(frame)
    },
    setTrack: (kind, track) => {
      tracks[kind] = track
      connection?.setTrack(kind, track)
    },
    expect: (fingerprint) => {
      if (expected === null) stopWaiting = deps.clock.setTimer(TIMES.attemptMs, () => enterLink('failed'))
      expected = fingerprint
      connection?.expect(fingerprint)
      players.handleAnswer()
    },
    close: () => {
      isClosed = true
      stopWaiting()
      players.close()
      connection?.close()
    },
  }
}
