import { ipcMain, type WebContents } from 'electron'
import type { Log } from '../../client/ports.ts'
import { BRIDGE_TO_MAIN, type WindowRole } from '../../contract/bridge/names.ts'
import { decideSender } from './trusted-sender.ts'

export type PageIpcDeps = {
  readonly roleOf: (contents: WebContents) => WindowRole | null
  readonly onFrame: (role: WindowRole, frame: string) => void
  readonly log: Log
}

/** The one listener for what pages send. */
export function listenToPages(deps: PageIpcDeps): void {
  ipcMain.on(BRIDGE_TO_MAIN, (event, frame: unknown) => {
    const { senderFrame } = event
    const role = decideSender({
      role: deps.roleOf(event.sender),
      isMainFrame: senderFrame?.parent === null,
      url: senderFrame?.url ?? '',
    })
    if (role === null) return deps.log.warn('a frame from an unknown sender was refused')
    if (typeof frame !== 'string') return deps.log.warn('a frame that is no text was refused', { role })
    return deps.onFrame(role, frame)
  })
}
