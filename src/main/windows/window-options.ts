import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowRole } from '../../contract/bridge/names.ts'

/** What differs from role to role; sizes in pixels. */
const ROLE_OPTIONS = {
  main: { width: 400, height: 680, minWidth: 340, minHeight: 480 },
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
  },
  call: { width: 960, height: 600, minWidth: 480, minHeight: 360 },
} as const satisfies Record<WindowRole, BrowserWindowConstructorOptions>

export const RING_SIZE = { width: ROLE_OPTIONS.ring.width, height: ROLE_OPTIONS.ring.height } as const

/** The pages' own grounds, so that nothing flashes before they are drawn. The call window is always dark. */
const GROUNDS = { light: '#F7F8FA', dark: '#14171C' } as const

export type WindowSurroundings = {
  readonly preloadPath: string
  readonly isDark: boolean
  readonly platform: NodeJS.Platform
}

/** The options of a window, all made hidden: who shows it decides whether it takes the focus. */
export function windowOptions(
  role: WindowRole,
  { preloadPath, isDark, platform }: WindowSurroundings,
): BrowserWindowConstructorOptions {
  return {
    ...ROLE_OPTIONS[role],
    // A panel floats above other apps' full-screen spaces, and does not bring our app to the front when clicked.
    ...(role === 'ring' && platform === 'darwin' ? { type: 'panel' } : {}),
    show: false,
    autoHideMenuBar: true,
    backgroundColor: isDark || role === 'call' ? GROUNDS.dark : GROUNDS.light,
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
