import { useTranslation } from 'react-i18next'
import type { Language } from './create-i18n.ts'

/** The language on the screen, for `Intl`. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'fr' ? 'fr' : 'en'
}
