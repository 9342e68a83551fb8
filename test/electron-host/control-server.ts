import { runInThisContext } from 'node:vm'
import type { BrowserWindow } from './browser-window.ts'
import type { ControlMethods, ControlRequest, FromHost, WindowView } from './control-contract.ts'
import { clickMenuItem, describeMenu } from './menu.ts'
import { plain } from './record.ts'
import type { RunningHost } from './running-host.ts'
import { createEvent } from './strict.ts'

/** Answers the process that started this one, over Node's own channel, and ends when that channel does. */
export function serveControl(host: RunningHost): void {
  const send = process.send?.bind(process)
  if (send === undefined) return
  const methods = createMethods(host)
  const post = (message: FromHost): void => {
    if (process.connected) send(message)
  }
  process.on('message', (request: ControlRequest) => {
    answer(methods, request).then(post, () => {})
  })
  process.on('disconnect', () => host.app.exit(0))
  host.app.once('ready', () => post({ type: 'ready', cdpUrl: host.cdpUrl ?? '' }))
  // The app runs as it would without a parent: it has no channel.
  Object.defineProperty(process, 'send', { value: undefined, configurable: true })
}

async function answer(methods: ControlMethods, { id, method, args }: ControlRequest): Promise<FromHost> {
  try {
    const run: (...args: never[]) => unknown = methods[method]
    return { type: 'result', id, value: plain(await run(...(args as never[]))) }
  } catch (error) {
    return { type: 'error', id, message: error instanceof Error ? error.message : String(error) }
  }
}

function createMethods(host: RunningHost): ControlMethods {
  const { tray, notification, dialog, shortcut, menu } = host.electron.controls
  const { powerMonitor, nativeTheme, clipboard } = host.desk
  return {
    ...createWindowMethods(host),
    cdpUrl: () => host.cdpUrl ?? '',
    browserPid: () => host.browserPid ?? -1,
    trays: tray.list,
    clickTray: tray.click,
    clickTrayItem: tray.clickItem,
    applicationMenu: () => describeMenu(menu.getApplicationMenu()),
    clickMenuItem: (choice) => clickMenuItem(menu.getApplicationMenu(), choice),
    notifications: notification.list,
    clickNotification: notification.click,
    pressNotificationAction: notification.press,
    replyToNotification: notification.reply,
    closeNotification: notification.close,
    calls: (name) => host.recorder.calls.filter((call) => !name || call.name === name),
    externalRequests: () => host.recorder.requests,
    answerNextDialog: dialog.answer,
    openUrl: (url) => void host.app.emit('open-url', createEvent({}), url),
    activate: () => void host.app.emit('activate', createEvent({}), host.windows.all.length > 0),
    power: (event) => {
      if (event === 'on-battery' || event === 'on-ac') powerMonitor.onBatteryPower = event === 'on-battery'
      powerMonitor.emit(event, createEvent({}))
    },
    setIdle: (seconds) => {
      powerMonitor.idleTimeSeconds = seconds
    },
    setDark: (isDark) => nativeTheme.setSystemDark(isDark),
    setOnline: (isOnline) => {
      host.isOnline = isOnline
    },
    shortcuts: shortcut.list,
    pressShortcut: shortcut.press,
    takeShortcut: shortcut.take,
    clipboardText: clipboard.readText,
    quit: () => host.app.quit(),
    evaluate: (source, argument) => {
      const run: unknown = runInThisContext(`(${source})`)
      if (typeof run !== 'function') throw new Error('evaluate needs a function')
      return (run as (electron: object, argument: unknown) => unknown)(host.electron.api, argument)
    },
  }
}

function createWindowMethods(host: RunningHost) {
  const windowOf = (id: number): BrowserWindow => {
    const window = host.windows.byId(id)
    if (window === null) throw new Error(`There is no window ${id}`)
    return window
  }
  return {
    windows: (): readonly WindowView[] => host.windows.all.map(describeWindow),
    closeWindow: (id: number): void => void windowOf(id).close(),
    focusWindow: (id: number): void => host.windows.setFocused(windowOf(id), true),
    crashWindow: (id: number): void => windowOf(id).webContents.forcefullyCrashRenderer(),
  }
}

function describeWindow(window: BrowserWindow): WindowView {
  const { id, webContents } = window
  return {
    id,
    title: window.getTitle(),
    firstTitle: window.getFirstTitle(),
    url: webContents.getURL(),
    targetId: webContents.page.targetId,
    isVisible: window.isVisible(),
    isFocused: window.isFocused(),
    isAlwaysOnTop: window.isAlwaysOnTop(),
    isOnAllWorkspaces: window.isVisibleOnAllWorkspaces(),
    isCrashed: webContents.isCrashed(),
    bounds: window.getBounds(),
  }
}
