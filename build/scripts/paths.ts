import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '..', '..')

/** Where the real app keeps a person's data too (Electron's `userData`), so that both hosts see the same. */
export function userDataFolder(): string {
  const env = process.env
  switch (process.platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Ahoy')
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Ahoy')
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Ahoy')
  }
}
