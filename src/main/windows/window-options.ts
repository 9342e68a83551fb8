import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowRole } from '../../contract/bridge/names.ts'

/** What differs from role to role; sizes in pixels, colours as the pages' own ground, so that nothing flashes. */
const ROLE_OPTIONS = {
  main: { width: 400, height: 680, minWidth: 340, minHeight: 480, backgroundColor: '#F7F8FA' },
  ring: {
    width: 380,
    height: 176,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    backgroundColor: '#F7F8FA',
  },
  call: { width: 960, height: 600, minWidth: 480, minHeight: 360, backgroundColor: '#14171C' },
} as const satisfies Record<WindowRole, BrowserWindowConstructorOptions>

export const RING_SIZE = { width: ROLE_OPTIONS.ring.width, height: ROLE_OPTIONS.ring.height } as const

/** The options of a window, all made hidden: who shows it decides whether it takes the focus. */
export function windowOptions(role: WindowRole, preloadPath: string): BrowserWindowConstructorOptions {
  return {
    ...ROLE_OPTIONS[role],
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // The call page measures and reconnects while another window covers it.
      backgroundThrottling: role !== 'call',
    },
  }
}
