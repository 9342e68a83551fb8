import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import { type CallMediaRun, createCallMedia } from './call-media.ts'
import type { MediaDeps } from './media-deps.ts'
import { type MediaView, NO_MEDIA } from './media-view.ts'
import { decideSessionChange } from './session-change.ts'
import { createSnapshotStore, type SnapshotStore } from '../stores/snapshot-store.ts'

export type MediaController = {
  readonly view: SnapshotStore<MediaView>
  /** Closes every connection and device, and listens no more. */
  readonly dispose: () => void
}

/** Does what main's media session says: one connection at a time, and nothing open where there is none. */
export function createMediaController(deps: MediaDeps): MediaController {
  const view = createSnapshotStore<MediaView>(NO_MEDIA)
  let session: MediaSession = null
  let run: CallMediaRun | null = null

  const closeRun = (): void => {
    run?.close()
    run = null
    view.set(NO_MEDIA)
  }

  const handleSession = (next: MediaSession): void => {
    const change = decideSessionChange(session, next)
    session = next
    if (change === 'close' || change === 'call') closeRun()
    if (next === null) return
    run ??= createCallMedia(deps, next.callId, view)
    run.handleSession(next)
  }

  const disposers = [
    deps.bridge.onSession(handleSession),
    deps.bridge.onFrame((frame) => {
      if (session?.callId === frame.callId && session.attempt === frame.attempt) run?.handleFrame(frame.frame)
    }),
  ]
  return {
    view,
    dispose: () => {
      for (const dispose of disposers) dispose()
      handleSession(null)
    },
  }
}
