import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { CallId, Fingerprint } from '../../contract/ids.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { type AttemptRun, createAttempt } from './attempt.ts'
import { type Capture, createCapture } from './capture.ts'
import type { MediaDeps } from './media-deps.ts'
import type { MediaView } from './media-view.ts'
import { holdStill, isPictureOf, playPicture, stopPicture } from './picture.ts'
import { createPlaceholders, type Placeholders } from './placeholders.ts'
import type { MediaReport } from './ports.ts'
import type { WritableSnapshotStore } from '../stores/snapshot-store.ts'

/** A connection most often takes less, in milliseconds. */
const CONNECTING_MS = 1_000

type LiveSession = NonNullable<MediaSession>

/** All media of one call: devices and placeholders outlive its attempts, a connection does not. */
export type CallMediaRun = {
  readonly handleSession: (session: LiveSession) => void
  readonly handleFrame: (frame: SignalFrame) => void
  readonly close: () => void
}

export function createCallMedia(
  deps: MediaDeps,
  callId: CallId,
  view: WritableSnapshotStore<MediaView>,
): CallMediaRun {
  let placeholders: Placeholders | null = null
  let attempt: AttemptRun | null = null
  let isRefused = false
  let reported = ''
  let isAnswered = false

  const findPlaceholders = (): Placeholders => (placeholders ??= createPlaceholders(deps.clock))
  const report = (of: number, what: MediaReport): void =>
    deps.bridge.report({ callId, attempt: of, report: what })

  const handleCapture = (): void => {
    if (attempt === null) return
    const state = { microphone: microphone.state(), camera: camera.state() }
    attempt.setTrack('audio', microphone.track())
    attempt.setTrack('video', camera.track())
    view.set({
      ...view.get(),
      ...state,
      ownVoice: state.microphone === 'on' ? voiceOf(microphone, view.get().ownVoice) : null,
      ownPicture: pictureOf(camera, view.get().ownPicture),
    })
    // Both devices often change at the same moment: main is told once.
    queueMicrotask(reportCapture)
  }

  const reportCapture = (): void => {
    if (attempt === null) return
    const state = { microphone: microphone.state(), camera: camera.state() }
    const words = `${attempt.number} ${state.microphone} ${state.camera}`
    if (words === reported) return
    reported = words
    report(attempt.number, { type: 'capture', ...state })
  }

  const microphone = createCapture('microphone', deps.devices, handleCapture)
  const camera = createCapture('camera', deps.devices, handleCapture)

  /** The other side is not who it says: nothing of mine stays open, and nothing of it is shown. */
  const refuse = (of: number): void => {
    isRefused = true
    microphone.close()
    camera.close()
    handleCapture()
    attempt?.close()
    report(of, { type: 'wrong-fingerprint' })
  }

  const begin = (session: LiveSession): void => {
    attempt?.close()
    const number = session.attempt
    attempt = createAttempt(deps, session, findPlaceholders, {
      onReport: (what) => report(number, what),
      onView: (part) => view.set({ ...view.get(), ...part }),
      onWrongFingerprint: () => refuse(number),
    })
    const remote = { remotePicture: attempt.picture, remoteVoice: null, hasRemotePicture: false }
    view.set({ ...view.get(), ...remote, statistics: null })
    handleCapture()
  }

  /** They have answered: until their picture comes, mine stands still, since drawing it would keep theirs waiting. */
  const handleAnswer = (fingerprint: Fingerprint): void => {
    attempt?.expect(fingerprint)
    const { ownPicture } = view.get()
    if (ownPicture && !isAnswered) holdStill(ownPicture, deps.clock, CONNECTING_MS)
    isAnswered = true
  }

  return {
    handleSession: (session) => {
      if (isRefused) return
      if (attempt === null || attempt.number !== session.attempt || attempt.role !== session.role)
        begin(session)
      microphone.setWanted(session.capture.microphone)
      camera.setWanted(session.capture.camera)
      if (session.remoteFingerprint) handleAnswer(session.remoteFingerprint)
    },
    handleFrame: (frame) => attempt?.handleFrame(frame),
    close: () => {
      attempt?.close()
      attempt = null
      microphone.close()
      camera.close()
      const { ownPicture } = view.get()
      if (ownPicture) stopPicture(ownPicture)
      placeholders?.close()
    },
  }
}

/** The stream that is there already, as long as it holds the same track. */
function voiceOf(microphone: Capture, known: MediaStream | null): MediaStream | null {
  const track = microphone.track()
  if (track === null) return null
  return known?.getTracks()[0] === track ? known : new MediaStream([track])
}

/** The picture that is shown already, as long as it is the same camera's: a new one would blink. */
function pictureOf(camera: Capture, shown: HTMLVideoElement | null): HTMLVideoElement | null {
  const track = camera.track()
  if (track && isPictureOf(shown, track)) return shown
  if (shown) stopPicture(shown)
  return track && playPicture(track)
}
