import { app, nativeTheme } from 'electron'
import type { SettingsKeeper } from '../adapters/settings.ts'

/** The settings that the system itself must know. Returns what ends it. */
export function applySettings(settings: SettingsKeeper, platform: NodeJS.Platform): () => void {
  let isLoginSet: boolean | null = null
  const apply = () => {
    const { theme, openAtLogin } = settings.get()
    nativeTheme.themeSource = theme
    // A development run would enter Electron itself; Linux has no such list.
    const canSet = app.isPackaged && (platform === 'darwin' || platform === 'win32')
    if (!canSet || isLoginSet === openAtLogin) return
    isLoginSet = openAtLogin
    app.setLoginItemSettings({ openAtLogin, args: ['--hidden'] })
  }
  apply()
  return settings.onChange(apply)
}

/** Started by the system at login: Windows says so by our own argument, macOS by its record. */
export function isStartedAtLogin(platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}
