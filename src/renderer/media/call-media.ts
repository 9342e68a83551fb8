import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { CallId } from '../../contract/ids.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { type AttemptRun, createAttempt } from './attempt.ts'
import { type Capture, createCapture } from './capture.ts'
import type { MediaDeps } from './media-deps.ts'
import type { MediaView } from './media-view.ts'
import { createPlaceholders, type Placeholders } from './placeholders.ts'
import type { MediaReport } from './ports.ts'
import type { WritableSnapshotStore } from './snapshot-store.ts'

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
      ownVoice: state.microphone === 'on' ? streamOf(microphone, view.get().ownVoice) : null,
      ownPicture: streamOf(camera, view.get().ownPicture),
    })
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
    view.set({ ...view.get(), remote: null, hasRemotePicture: false, statistics: null })
    const number = session.attempt
    attempt = createAttempt(deps, session, findPlaceholders, {
      onReport: (what) => report(number, what),
      onView: (part) => view.set({ ...view.get(), ...part }),
      onWrongFingerprint: () => refuse(number),
    })
    handleCapture()
  }

  return {
    handleSession: (session) => {
      if (isRefused) return
      if (attempt === null || attempt.number !== session.attempt || attempt.role !== session.role)
        begin(session)
      microphone.setWanted(session.capture.microphone)
      camera.setWanted(session.capture.camera)
      if (session.stage === 'open' && session.remoteFingerprint) attempt?.expect(session.remoteFingerprint)
    },
    handleFrame: (frame) => attempt?.handleFrame(frame),
    close: () => {
      attempt?.close()
      microphone.close()
      camera.close()
      placeholders?.close()
    },
  }
}

/** The stream that is shown already, as long as it holds the same track: a new one would make the picture blink. */
function streamOf(capture: Capture, shown: MediaStream | null): MediaStream | null {
  const track = capture.track()
  if (track === null) return null
  return shown?.getTracks()[0] === track ? shown : new MediaStream([track])
}
