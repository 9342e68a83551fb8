import { type NativeImage, nativeImage } from 'electron'
import type { TrayIcon } from './tray-model.ts'

/** The small pictures travel inside the bundle, as data URLs. */
const PNGS = import.meta.glob<string>('../../../build/icons/png/tray-*.png', {
  eager: true,
  query: '?inline',
  import: 'default',
})

/** `dark` is for a light bar, and macOS's template; `light` for a dark bar. */
export type TrayTone = 'dark' | 'light'

/** macOS tints a template itself. Linux panels are dark; Windows has both, and says which. */
export function decideTrayTone(platform: NodeJS.Platform, isSystemUiDark: boolean): TrayTone {
  if (platform === 'darwin') return 'dark'
  return platform === 'win32' && !isSystemUiDark ? 'dark' : 'light'
}

export function trayPicture(icon: TrayIcon, tone: TrayTone, platform: NodeJS.Platform): NativeImage {
  const picture = nativeImage.createFromDataURL(urlOf(icon, tone, 16))
  picture.addRepresentation({ scaleFactor: 2, dataURL: urlOf(icon, tone, 32) })
  if (platform === 'darwin') picture.setTemplateImage(true)
  return picture
}

const urlOf = (icon: TrayIcon, tone: TrayTone, sizePx: 16 | 32): string =>
  PNGS[`../../../build/icons/png/tray-${icon}-${tone}-${sizePx}.png`] ?? ''
