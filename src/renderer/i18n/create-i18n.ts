import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { SettingsSnapshot } from '../../contract/bridge/snapshots.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { isolate } from './isolate.ts'

export type Language = SettingsSnapshot['systemLanguage']

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'translation'
    readonly resources: { readonly translation: typeof en }
  }
}

export function decideLanguage(settings: Pick<SettingsSnapshot, 'language' | 'systemLanguage'>): Language {
  return settings.language === 'system' ? settings.systemLanguage : settings.language
}

/** Ready at once: all words are in the bundle. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en }, fr: { translation: fr } },
    // React escapes by itself; what is put into a sentence must not change its direction.
    interpolation: { escape: isolate },
    returnNull: false,
  })
  return instance
}
