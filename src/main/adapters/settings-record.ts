import { z } from 'zod'
import { SettingsSnapshot } from '../../contract/bridge/snapshots.ts'

/** What the settings file holds. The version rises with each change that an older app would misread. */
export const SETTINGS_VERSION = 1

export const Settings = SettingsSnapshot.omit({ systemLanguage: true }).extend({
  /** The directory on this computer lets others in. Switched by `directory.setReachable` only. */
  isDirectoryReachable: z.boolean().default(false),
  // Files of the first versions lack it.
  recoveryFile: SettingsSnapshot.shape.recoveryFile.default('none'),
})
export type Settings = z.infer<typeof Settings>

export const SettingsRecord = Settings.extend({ version: z.literal(SETTINGS_VERSION) })
export type SettingsRecord = z.infer<typeof SettingsRecord>

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  openAtLogin: false,
  isDirectoryReachable: false,
  recoveryFile: 'none',
}

export type SettingsReading =
  | { readonly kind: 'valid'; readonly settings: Settings }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' }

const AnyVersion = z.object({ version: z.number().int() })

/** Judges the text of a settings file. A newer app's file is neither used nor touched. */
export function parseSettingsText(text: string): SettingsReading {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return { kind: 'damaged' }
  }
  const version = AnyVersion.safeParse(raw)
  if (version.success && version.data.version > SETTINGS_VERSION) return { kind: 'newer' }
  const record = SettingsRecord.safeParse(raw)
  if (!record.success) return { kind: 'damaged' }
  const { version: _, ...settings } = record.data
  return { kind: 'valid', settings }
}
