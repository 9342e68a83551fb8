import type { Chromium } from './chromium.ts'
import type { IpcMain } from './ipc.ts'
import type { Permissions } from './permissions.ts'
import type { Recorder } from './record.ts'
import type { SchemeRegistry } from './scheme.ts'
import type { Sessions } from './session.ts'
import type { Targets } from './targets.ts'
import type { WindowList } from './window-list.ts'

export type RunningBrowser = {
  readonly chromium: Chromium
  readonly targets: Targets
  readonly permissions: Permissions
}

/** What the parts of one running stand-in share. */
export type Host = {
  readonly recorder: Recorder
  readonly schemes: SchemeRegistry
  readonly sessions: Sessions
  readonly ipcMain: IpcMain
  readonly windows: WindowList
  readonly isHeaded: boolean
  /** Starts with `app`'s readiness. Rejects when this instance never got a browser. */
  readonly browser: Promise<RunningBrowser>
  readonly isAppReady: () => boolean
  readonly isDark: () => boolean
  readonly emitApp: (event: string, ...args: unknown[]) => void
}
