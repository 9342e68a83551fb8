import { type Session, systemPreferences, type WebContents } from 'electron'
import type { Log } from '../../client/ports.ts'
import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { WindowRole } from '../../contract/bridge/names.ts'
import { roleOfPage } from '../navigation/app-pages.ts'
import { isPermitted } from './decide-permission.ts'

export type PermissionDeps = {
  readonly roleOf: (contents: WebContents) => WindowRole | null
  readonly media: () => MediaSession
  readonly isDeviceCheckOpen: () => boolean
  readonly platform: NodeJS.Platform
  readonly log: Log
}

type Device = 'audio' | 'video'

/** Both handlers answer by the same rule. Set them before any page is loaded. */
export function guardPermissions(session: Session, deps: PermissionDeps): void {
  const roleOf = (contents: WebContents | null, url: string): WindowRole | null => {
    const role = contents === null ? null : deps.roleOf(contents)
    return role !== null && roleOfPage(url) === role ? role : null
  }

  const state = () => ({ media: deps.media(), isDeviceCheckOpen: deps.isDeviceCheckOpen() })

  session.setPermissionCheckHandler((contents, permission, _origin, details) => {
    const { mediaType } = details
    const devices = mediaType === 'audio' || mediaType === 'video' ? [mediaType] : []
    const role = roleOf(contents, details.requestingUrl ?? contents?.getURL() ?? '')
    return isPermitted({ permission, role, isMainFrame: details.isMainFrame, devices, ...state() })
  })

  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const devices = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const role = roleOf(contents, details.requestingUrl)
    const { isMainFrame } = details
    if (!isPermitted({ permission, role, isMainFrame, devices, ...state() })) {
      deps.log.warn('a permission was refused', { permission })
      return answer(false)
    }
    return void askSystem(devices, deps).then(answer)
  })
}

/** macOS asks the person itself, once for each device; the others do not. */
async function askSystem(devices: readonly Device[], deps: PermissionDeps): Promise<boolean> {
  if (deps.platform !== 'darwin') return true
  try {
    for (const device of devices) {
      const name = device === 'audio' ? 'microphone' : 'camera'
      if (!(await systemPreferences.askForMediaAccess(name))) return false
    }
    return true
  } catch {
    deps.log.warn('the system could not be asked for a device')
    return false
  }
}
