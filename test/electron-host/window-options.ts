import type { BrowserWindowConstructorOptions } from 'electron'
import { notImplemented } from './strict.ts'

export type Bounds = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const defaultSize = { width: 800, height: 600 } as const
export const display = { width: 1920, height: 1080 } as const

export function centered(size: { readonly width: number; readonly height: number }): Bounds {
  const { width, height } = size
  return {
    width,
    height,
    x: Math.round((display.width - width) / 2),
    y: Math.round((display.height - height) / 2),
  }
}

/** What is obeyed, or only changes the look of a real window. */
const knownOptions = new Set([
  'width',
  'height',
  'x',
  'y',
  'useContentSize',
  'center',
  'minWidth',
  'minHeight',
  'maxWidth',
  'maxHeight',
  'resizable',
  'movable',
  'minimizable',
  'maximizable',
  'closable',
  'focusable',
  'alwaysOnTop',
  'fullscreen',
  'fullscreenable',
  'skipTaskbar',
  'title',
  'icon',
  'show',
  'frame',
  'parent',
  'acceptFirstMouse',
  'autoHideMenuBar',
  'backgroundColor',
  'hasShadow',
  'opacity',
  'darkTheme',
  'transparent',
  'type',
  'titleBarStyle',
  'titleBarOverlay',
  'trafficLightPosition',
  'roundedCorners',
  'thickFrame',
  'vibrancy',
  'visualEffectState',
  'backgroundMaterial',
  'hiddenInMissionControl',
  'paintWhenInitiallyHidden',
  'webPreferences',
])
const knownPreferences = new Set([
  'preload',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'session',
  'partition',
  'backgroundThrottling',
  'spellcheck',
  'devTools',
  'webSecurity',
  'allowRunningInsecureContent',
  'webviewTag',
  'navigateOnDragDrop',
  'disableDialogs',
  'safeDialogs',
  'zoomFactor',
  'enableWebSQL',
  'autoplayPolicy',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'v8CacheOptions',
])

/** Refuses what would run the page differently from how the stand-in can. */
export function checkWindowOptions(options: BrowserWindowConstructorOptions): void {
  const { webPreferences = {} } = options
  for (const key of Object.keys(options))
    if (!knownOptions.has(key)) throw notImplemented(`BrowserWindow option ${key}`)
  for (const key of Object.keys(webPreferences)) {
    if (!knownPreferences.has(key)) throw notImplemented(`BrowserWindow option webPreferences.${key}`)
  }
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = webPreferences
  if (sandbox === false) throw notImplemented('webPreferences.sandbox: false')
  if (contextIsolation === false) throw notImplemented('webPreferences.contextIsolation: false')
  if (nodeIntegration === true) throw notImplemented('webPreferences.nodeIntegration: true')
  if (webSecurity === false) throw notImplemented('webPreferences.webSecurity: false')
  if (webviewTag === true) throw notImplemented('webPreferences.webviewTag: true')
}
