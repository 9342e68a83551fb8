import { Menu } from 'electron'

/** macOS needs a menu for copy, paste and the window keys; elsewhere there is none. */
export function setAppMenu(platform: NodeJS.Platform): void {
  if (platform !== 'darwin') return Menu.setApplicationMenu(null)
  const roles = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const
  return Menu.setApplicationMenu(Menu.buildFromTemplate([...roles]))
}
