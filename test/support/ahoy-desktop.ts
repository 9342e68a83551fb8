import type { WindowRole } from '../../src/contract/bridge/names.ts'
import type { WindowView } from '../electron-host/control-contract.ts'
import type { Control } from '../electron-host/launch.ts'
import type { NotificationView } from '../electron-host/notification.ts'
import type { AhoyApp } from './ahoy-app.ts'

/** What stands on the desktop beside the pages. Only the stand-in can be asked: launch with `onlyStandIn`. */

export function desktopOf(app: AhoyApp): Control {
  if (app.host.kind !== 'stand-in') throw new Error('this needs the stand-in: launch with onlyStandIn')
  return app.host.app.control
}

export async function windowOf(app: AhoyApp, role: WindowRole): Promise<WindowView> {
  const windows = await desktopOf(app).windows()
  const found = windows.find(({ url }) => url.includes(`/${role}-window/`))
  if (!found) throw new Error(`${app.name} has no ${role} window`)
  return found
}

/** The notifications that are on the screen now. */
export async function shownNotices(app: AhoyApp): Promise<readonly NotificationView[]> {
  return (await desktopOf(app).notifications()).filter(({ isShown }) => isShown)
}

export async function trayLabels(app: AhoyApp): Promise<readonly string[]> {
  const [tray] = await desktopOf(app).trays()
  return (tray?.menu ?? []).filter(({ type }) => type !== 'separator').map(({ label }) => label)
}

export async function trayTip(app: AhoyApp): Promise<string> {
  const [tray] = await desktopOf(app).trays()
  return tray?.toolTip ?? ''
}

/** Runs in the page of a window by way of the app: Playwright gives a page that crashed up for good. */
export const runInPage = <R>(app: AhoyApp, role: WindowRole, run: () => R): Promise<Awaited<R>> =>
  desktopOf(app).run(
    ({ BrowserWindow }, { part, source }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes(part),
      )
      if (!window) throw new Error(`no window ${part}`)
      return window.webContents.executeJavaScript(source) as Awaited<R>
    },
    { part: `/${role}-window/`, source: `(${String(run)})()` },
  ) as Promise<Awaited<R>>
