import Store from 'electron-store'
import { SETTINGS_VERSION, type SettingsRecord } from './settings-record.ts'
import type { SettingsWriter } from './settings.ts'

/** The file by electron-store. Open it only when the file is known to be sound: its constructor throws otherwise. */
export function openSettingsWriter(folder: string): SettingsWriter {
  const store = new Store<SettingsRecord>({ cwd: folder, name: 'settings', clearInvalidConfig: false })
  return {
    write: (settings) => store.set({ ...settings, version: SETTINGS_VERSION }),
  }
}
