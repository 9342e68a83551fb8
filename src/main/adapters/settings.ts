import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../../client/ports.ts'
import type { AppSnapshot } from '../../contract/bridge/snapshots.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { keepCopy, setAside } from './durable-file.ts'
import {
  DEFAULT_SETTINGS,
  parseSettingsText,
  type Settings,
  type SettingsReading,
} from './settings-record.ts'

export type SettingsTrouble = AppSnapshot['settingsTrouble']

/** Where checked settings are written: electron-store in the app. Both throw when the file cannot be written. */
export type SettingsWriter = { readonly write: (settings: Settings) => void }

export type SettingsKeeper = {
  readonly get: () => Settings
  readonly trouble: () => SettingsTrouble
  readonly set: (change: Partial<Settings>) => Result<null, { readonly kind: 'cannot-save' }>
  /** Called after each change of the settings or of the trouble. */
  readonly onChange: (listener: () => void) => () => void
}

export const SETTINGS_FILE = 'settings.json'

/**
 * Finds settings that are safe to use before the library opens the file, since it throws on a damaged one. In
 * order: the file, its copy, the defaults; a damaged file is set aside, one of a newer app is left as it is.
 */
export function openSettings(folder: string, openWriter: () => SettingsWriter, log: Log): SettingsKeeper {
  const path = join(folder, SETTINGS_FILE)
  const found = findSettings(path)
  let { settings, trouble } = found
  let writer: SettingsWriter | null = null
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const write = (next: Settings): boolean => {
    try {
      if (parsesNow(path)) keepCopy(path, `${path}.bak`)
      writer ??= openWriter()
      writer.write(next)
      return true
    } catch {
      log.warn('settings could not be written')
      return false
    }
  }

  return {
    get: () => settings,
    trouble: () => trouble,
    set: (change) => {
      const next = { ...settings, ...change }
      const isSaved = found.canWrite && write(next)
      if (isSaved) settings = next
      if (found.canWrite) trouble = isSaved ? 'none' : 'cannot-be-written'
      tell()
      return isSaved ? ok(null) : fail({ kind: 'cannot-save' })
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

type Found = { readonly settings: Settings; readonly trouble: SettingsTrouble; readonly canWrite: boolean }

function findSettings(path: string): Found {
  const file = read(path)
  if (file.kind === 'valid') return { settings: file.settings, trouble: 'none', canWrite: true }
  if (file.kind === 'newer') return { settings: DEFAULT_SETTINGS, trouble: 'newer-version', canWrite: false }
  const isAside = file.kind === 'absent' || moveAway(path)
  const copy = read(`${path}.bak`)
  if (copy.kind === 'valid') {
    const isBack = isAside && putBack(path)
    return {
      settings: copy.settings,
      trouble: isBack ? 'restored-from-backup' : 'cannot-be-written',
      canWrite: isAside,
    }
  }
  if (copy.kind === 'damaged') moveAway(`${path}.bak`)
  const isFirstStart = file.kind === 'absent' && copy.kind === 'absent'
  const trouble = isAside ? 'reset-to-defaults' : 'cannot-be-written'
  return { settings: DEFAULT_SETTINGS, trouble: isFirstStart ? 'none' : trouble, canWrite: isAside }
}

function read(path: string): SettingsReading | { readonly kind: 'absent' } {
  try {
    return parseSettingsText(readFileSync(path, 'utf8'))
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { kind: isAbsent ? 'absent' : 'damaged' }
  }
}

const parsesNow = (path: string): boolean => read(path).kind === 'valid'

function moveAway(path: string): boolean {
  try {
    setAside(path)
    return true
  } catch {
    return false
  }
}

function putBack(path: string): boolean {
  try {
    copyFileSync(`${path}.bak`, path)
    return true
  } catch {
    return false
  }
}
