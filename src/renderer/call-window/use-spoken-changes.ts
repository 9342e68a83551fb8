import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../ui/announcer.tsx'
import type { CallScreen } from './call-screen.ts'
import { isolate } from './isolate.ts'

/** What a screen reader is told, as the key of its words; null for nothing new. */
export type SpokenChange =
  | 'status'
  | 'connected'
  | 'ended'
  | 'remoteMuted'
  | 'remoteUnmuted'
  | 'remoteCameraOff'
  | 'remoteCameraOn'

export function decideSpokenChange(before: CallScreen, after: CallScreen): SpokenChange | null {
  if (after.kind === 'nothing' || after.kind === 'ready') return null
  if (after.kind === 'ended') return before.kind === 'ended' ? null : 'ended'
  if (before.kind !== 'running' || before.status.kind !== after.status.kind) {
    return after.status.kind === 'connected' ? 'connected' : 'status'
  }
  if (before.remote.isMuted !== after.remote.isMuted) {
    return after.remote.isMuted ? 'remoteMuted' : 'remoteUnmuted'
  }
  if (before.remote.isCameraOff !== after.remote.isCameraOff) {
    return after.remote.isCameraOff ? 'remoteCameraOff' : 'remoteCameraOn'
  }
  return null
}

/** Says each change of the call once, politely. */
export function useSpokenChanges(screen: CallScreen): void {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const before = useRef<CallScreen>({ kind: 'nothing' })
  useEffect(() => {
    const change = decideSpokenChange(before.current, screen)
    before.current = screen
    if (change === null || screen.kind === 'nothing' || screen.kind === 'ready') return
    const values = { name: isolate(screen.person.displayName), handle: `@${screen.person.handle}` }
    if (screen.kind === 'ended') announce(t(`call.ended.${screen.words}.what`, values))
    else if (change === 'connected') announce(t('call.said.connected', values))
    else if (change === 'status' && screen.status.kind !== 'connected') {
      announce(t(`call.status.${screen.status.kind}`))
    } else if (change !== 'status' && change !== 'ended') announce(t(`call.said.${change}`, values))
  }, [screen, announce, t])
}
