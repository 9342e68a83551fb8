import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { TrayAction, TrayItem, TrayModel } from './tray-model.ts'
import { decideTrayTone, trayPicture, type TrayTone } from './tray-pictures.ts'

export type TrayView = {
  /** Draws it, if anything changed. */
  readonly update: (model: TrayModel) => void
}

export function createTray(
  first: TrayModel,
  platform: NodeJS.Platform,
  perform: (action: TrayAction) => void,
): TrayView {
  const tone = (): TrayTone => decideTrayTone(platform, isSystemUiDark(platform))
  const tray = new Tray(trayPicture(first.icon, tone(), platform))
  let shown: { readonly text: string; readonly icon: string } | null = null

  const update = (model: TrayModel) => {
    const text = JSON.stringify(model)
    const icon = `${model.icon} ${tone()}`
    if (shown?.icon !== icon) tray.setImage(trayPicture(model.icon, tone(), platform))
    if (shown?.text !== text) {
      if (platform === 'darwin') tray.setTitle(model.title)
      tray.setToolTip(model.tooltip)
      tray.setContextMenu(Menu.buildFromTemplate(model.items.map((item) => menuItem(item, perform))))
    }
    shown = { text, icon }
  }
  // On macOS a click opens the menu by itself.
  if (platform !== 'darwin') tray.on('click', () => perform({ kind: 'open' }))
  update(first)
  return { update }
}

function isSystemUiDark(platform: NodeJS.Platform): boolean {
  return platform === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI
}

function menuItem(item: TrayItem, perform: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' }
  if (item.kind === 'line') return { label: item.label, enabled: false }
  const { action, label, isChecked } = item
  const click = () => perform(action)
  return isChecked === null
    ? { id: action.kind, label, click }
    : { id: action.kind, label, click, type: 'checkbox', checked: isChecked }
}
