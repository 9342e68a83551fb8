import { app, BrowserWindow, type NativeImage, nativeTheme, screen, type WebContents } from 'electron'
import type { Log } from '../../client/ports.ts'
import { BRIDGE_TO_PAGE, WINDOW_ROLES, type WindowRole } from '../../contract/bridge/names.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Words } from '../i18n/words.ts'
import { pageUrl } from '../navigation/app-pages.ts'
import { decideReload, type PageLosses } from './page-loss.ts'
import { decideRingBounds } from './ring-place.ts'
import { windowOptions } from './window-options.ts'

export type WindowSet = {
  /** Makes the window hidden, with its page; nothing if it is there. */
  readonly create: (role: WindowRole) => void
  /** Makes it if needed, and shows it: the ring window without taking the focus, the others in front. */
  readonly show: (role: WindowRole) => void
  readonly hide: (role: WindowRole) => void
  readonly destroy: (role: WindowRole) => void
  /** Gives a window that is shown already the keyboard; a person asked for it. */
  readonly focus: (role: WindowRole) => void
  readonly send: (role: WindowRole, frame: string) => void
  readonly roleOf: (contents: WebContents) => WindowRole | null
}

export type WindowSetDeps = {
  readonly preloadPath: string
  readonly icon: NativeImage
  readonly platform: NodeJS.Platform
  readonly titles: () => Words['titles']
  /** While the app runs, closing a window only hides it. */
  readonly isQuitting: () => boolean
  readonly onPageGone: (role: WindowRole) => void
  readonly clock: Clock
  readonly log: Log
}

/** At most one window of each role. */
export function createWindowSet(deps: WindowSetDeps): WindowSet {
  const windows = new Map<WindowRole, BrowserWindow>()
  const find = (role: WindowRole): BrowserWindow | null => {
    const window = windows.get(role)
    return window === undefined || window.isDestroyed() ? null : window
  }
  const ensure = (role: WindowRole): BrowserWindow => {
    const window = find(role) ?? makeWindow(role, deps)
    windows.set(role, window)
    return window
  }

  return {
    create: (role) => void ensure(role),
    show: (role) => {
      const window = ensure(role)
      if (role === 'ring') return showRing(window)
      if (window.isMinimized()) window.restore()
      window.setTitle(deps.titles()[role])
      window.show()
      // Answering on the ring panel does not bring the app to the front; the person asked for this window.
      if (deps.platform === 'darwin') app.focus({ steal: true })
      return window.focus()
    },
    hide: (role) => find(role)?.hide(),
    destroy: (role) => {
      find(role)?.destroy()
      windows.delete(role)
    },
    focus: (role) => find(role)?.focus(),
    send: (role, frame) => {
      const contents = find(role)?.webContents
      if (contents && !contents.isDestroyed()) contents.send(BRIDGE_TO_PAGE, frame)
    },
    roleOf: (contents) => WINDOW_ROLES.find((role) => find(role)?.webContents === contents) ?? null,
  }
}

function makeWindow(role: WindowRole, deps: WindowSetDeps): BrowserWindow {
  const { log } = deps
  const window = new BrowserWindow({
    ...windowOptions(role, {
      preloadPath: deps.preloadPath,
      isDark: nativeTheme.shouldUseDarkColors,
      platform: deps.platform,
    }),
    title: deps.titles()[role],
    icon: deps.icon,
  })
  if (role === 'ring') liftRing(window)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.on('close', (event) => {
    if (deps.isQuitting()) return
    event.preventDefault()
    window.hide()
  })
  const load = () => {
    window.loadURL(pageUrl(role)).catch(() => log.warn('a page could not be loaded', { role }))
  }
  let losses: PageLosses = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    deps.onPageGone(role)
    if (reason === 'clean-exit' || deps.isQuitting()) return
    const decision = decideReload(losses, deps.clock.monotonicMs())
    losses = decision.losses
    log.warn('a page was lost', { role, reason, isLoadedAgain: decision.shouldReload })
    if (decision.shouldReload) load()
  })
  load()
  return window
}

/**
 * Above full-screen windows too, and in every space. Without `skipTransformProcessType` macOS would make the whole app
 * one without a Dock icon and menu, for good; the window is a panel instead.
 */
function liftRing(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
}

function showRing(window: BrowserWindow): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  window.setBounds(decideRingBounds(workArea))
  window.showInactive()
  window.moveTop()
}
