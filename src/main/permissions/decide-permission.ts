import type { WindowRole } from '../../contract/bridge/names.ts'
import type { MediaSession } from '../../contract/bridge/snapshots.ts'

export type PermissionAsk = {
  readonly permission: string
  /** The window whose own page asks; null for anything else. */
  readonly role: WindowRole | null
  readonly isMainFrame: boolean
  /** The devices that are asked for; empty when the asker does not say. */
  readonly devices: readonly ('audio' | 'video')[]
  readonly media: MediaSession
  /** The main window shows the page on which a person tries microphone and camera. */
  readonly isDeviceCheckOpen: boolean
}

/**
 * Everything is refused but the microphone and the camera: to the call page, while the call's session allows that
 * very device to be open, and to the main page, while its device check is open. Both asked together need both.
 */
export function isPermitted(ask: PermissionAsk): boolean {
  if (ask.permission !== 'media' || !ask.isMainFrame || ask.devices.length === 0) return false
  if (ask.role === 'main') return ask.isDeviceCheckOpen
  if (ask.role !== 'call' || ask.media === null) return false
  const { capture } = ask.media
  return ask.devices.every((device) => (device === 'audio' ? capture.microphone : capture.camera))
}
