import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { pageClock } from '../bridge/page-clock.ts'
import { useBridge } from '../bridge/use-bridge.ts'
import type { MediaView } from '../media/media-view.ts'
import type { SnapshotStore } from '../stores/snapshot-store.ts'
import { type CallIntents, toCallScreen } from './call-screen.ts'
import { CallWindowView } from './call-view.tsx'
import type { CallView } from '../../contract/bridge/snapshots.ts'
import { decideShownCall } from './decide-call.ts'
import { createShownSnapshots } from './shown-snapshots.ts'
import { useAudioRest } from './use-audio-rest.ts'
import { useIdle } from './use-idle.ts'
import { useLevel } from './use-level.ts'
import { useNow } from '../ui/use-now.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useSpokenChanges } from './use-spoken-changes.ts'

/** The call's timer counts seconds. */
const TICK_MS = 1_000

export type CallWindowProps = {
  readonly media: SnapshotStore<MediaView>
  /** For levels; lives as long as the page. */
  readonly audioContext: AudioContext
  /** Starts the ringback tone; returns what stops it. */
  readonly startRingback: () => () => void
}

/** Shows the call that main tells of, and plays what the media give. */
export function CallWindow({ media, audioContext, startRingback }: CallWindowProps) {
  const { call: callMain, topics } = useBridge()
  const shown = useMemo(() => createShownSnapshots(topics, media, pageClock), [topics, media])
  const { calls, me, ...view } = useSyncExternalStore(shown.subscribe, shown.get)
  const call = decideShownCall(calls.calls)
  const intents = useCallIntents(call, callMain)
  const shownMedia = { hasRemotePicture: view.hasRemotePicture, hasOwnPicture: view.ownPicture !== null }
  const isConnected = call?.phase.kind === 'connected' || call?.phase.kind === 'reconnecting'
  const nowMs = useNow(isConnected ? TICK_MS : null)
  const screen = toCallScreen(call, { me, media: shownMedia, nowMs }, intents)
  const isRingingOut = screen.kind === 'running' && screen.status.kind === 'ringing-out'
  const isIdle = useIdle(isConnected)
  const hasLevels = isConnected && screen.kind === 'running' && screen.ground === 'avatars'
  const levels = {
    own: useLevel(audioContext, hasLevels ? view.ownVoice : null),
    remote: useLevel(audioContext, hasLevels ? view.remoteVoice : null),
  }
  useAudioRest(audioContext, screen.kind === 'running')
  useShortcuts(screen)
  useSpokenChanges(screen)
  useEffect(() => (isRingingOut ? startRingback() : undefined), [isRingingOut, startRingback])
  return (
    <CallWindowView
      screen={screen}
      pictures={{ own: view.ownPicture, remote: view.remotePicture }}
      levels={levels}
      nowMs={nowMs}
      isIdle={isIdle}
    />
  )
}

function useCallIntents(call: CallView | null, callMain: ReturnType<typeof useBridge>['call']): CallIntents {
  const callId = call?.callId ?? null
  const address = call?.peer.address ?? null
  const media = call?.media ?? 'audio'
  return useMemo(
    () => ({
      setSending: (sending) => callId && void callMain('call.setSending', { callId, ...sending }),
      hangUp: () => callId && void callMain('call.hangUp', { callId }),
      callAgain: () => address && void callMain('call.dial', { to: address, media }),
      close: () => callId && void callMain('call.dismiss', { callId }),
    }),
    [callMain, callId, address, media],
  )
}
