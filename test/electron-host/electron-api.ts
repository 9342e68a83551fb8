import { join } from 'node:path'
import type { App } from './app.ts'
import { createBrowserWindow } from './browser-window.ts'
import type { createDesk } from './desk.ts'
import { createDialog } from './dialog.ts'
import { createGlobalShortcut } from './global-shortcut.ts'
import type { Host } from './host.ts'
import { createMenu } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { createNet } from './net.ts'
import { createNotification } from './notification.ts'
import { createSafeStorage } from './safe-storage.ts'
import { missingModule, strictObject } from './strict.ts'
import { createTray } from './tray.ts'
import { createUtilityProcess } from './utility-process.ts'

/** Packages look at these to find out where they run; in Electron's main process they are absent. */
const elsewhere = [
  'ipcRenderer',
  'contextBridge',
  'webFrame',
  'webUtils',
  'parentPort',
  'remote',
  'deprecate',
] as const

type Deps = {
  readonly host: Host
  readonly app: App
  readonly desk: ReturnType<typeof createDesk>
  readonly isOnline: () => boolean
}

/** Names of Electron's main-process modules that the stand-in lacks; importing one is fine, using it throws. */
const missing = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'contentTracing',
  'desktopCapturer',
  'ImageView',
  'inAppPurchase',
  'MessageChannelMain',
  'netLog',
  'pushNotifications',
  'ServiceWorkerMain',
  'ShareMenu',
  'TouchBar',
  'View',
  'WebContentsView',
  'webFrameMain',
] as const

/** Everything that `electron` exports, and the handles by which a test reaches behind it. */
export function createElectronApi({ host, app, desk, isOnline }: Deps) {
  const { recorder, sessions } = host
  const tray = createTray(recorder)
  const notification = createNotification()
  const dialog = createDialog(recorder)
  const shortcut = createGlobalShortcut(recorder)
  const utility = createUtilityProcess()
  const menu = createMenu(recorder)
  const contentsOf = () => host.windows.all.map((window) => window.webContents)
  const session = Object.defineProperty(sessions.api, 'defaultSession', {
    enumerable: true,
    get: () => sessions.defaultSession,
  })
  const api: Record<string, unknown> = {
    ...Object.fromEntries(missing.map((name) => [name, missingModule(name)])),
    ...Object.fromEntries(elsewhere.map((name) => [name, undefined])),
    ...desk,
    ...menu,
    app,
    session,
    nativeImage,
    BrowserWindow: createBrowserWindow(host),
    ipcMain: host.ipcMain.api,
    Tray: tray.Tray,
    Notification: notification.Notification,
    protocol: sessions.defaultSession.protocol,
    safeStorage: createSafeStorage(() => join(app.getPath('userData'), 'electron-host-key')),
    utilityProcess: utility.api,
    globalShortcut: shortcut.api,
    dialog: dialog.api,
    net: createNet(recorder, isOnline),
    webContents: strictObject('webContents', {
      getAllWebContents: contentsOf,
      getFocusedWebContents: () => host.windows.focused?.webContents ?? null,
      fromId: (id: number) => contentsOf().find((contents) => contents.id === id),
    }),
  }
  return {
    api: strictObject('electron', api),
    controls: {
      tray: tray.control,
      notification: notification.control,
      dialog: dialog.control,
      shortcut: shortcut.control,
      menu: menu.Menu,
    },
    endChildren: utility.killAll,
  }
}
