import type { SettingsSnapshot } from '../../contract/bridge/snapshots.ts'

export type Language = SettingsSnapshot['systemLanguage']

/** The first of the system's languages (BCP 47, best first) that we speak; English otherwise. */
export function decideSystemLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split(/[-_]/)[0]
    if (language === 'en' || language === 'fr') return language
  }
  return 'en'
}

export const decideLanguage = (chosen: SettingsSnapshot['language'], system: Language): Language =>
  chosen === 'system' ? system : chosen
