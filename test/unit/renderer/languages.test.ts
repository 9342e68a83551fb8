import { describe, expect, it } from 'vitest'
import { createI18n, decideLanguage } from '../../../src/renderer/i18n/create-i18n.ts'
import { en } from '../../../src/renderer/i18n/en.ts'
import { fr } from '../../../src/renderer/i18n/fr.ts'

function flatten(words: object, path = ''): Map<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : typeof value === 'object' && value !== null
        ? [...flatten(value, `${path}${key}.`)]
        : [],
  )
  return new Map(entries)
}

const PLURAL = /_(zero|one|two|few|many|other)$/
const english = flatten(en)
const french = flatten(fr)
const bases = (words: Map<string, string>) => new Set([...words.keys()].map((key) => key.replace(PLURAL, '')))
const pluralBases = [...bases(new Map([...english].filter(([key]) => PLURAL.test(key))))]
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted()

describe('A11Y2 two languages', () => {
  it('A11Y2 both have the same keys', () => {
    expect([...bases(french)].toSorted()).toEqual([...bases(english)].toSorted())
  })

  it.each(['en', 'fr'] as const)('A11Y2 every plural has the forms of its language: %s', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const words = language === 'en' ? english : french
    expect(pluralBases.length).toBeGreaterThan(0)
    for (const base of pluralBases) {
      const found = [...words.keys()].filter((key) => key.replace(PLURAL, '') === base && PLURAL.test(key))
      expect(found.toSorted(), base).toEqual(forms.map((form) => `${base}_${form}`).toSorted())
    }
  })

  it('A11Y2 both put the same things into each sentence', () => {
    for (const [key, text] of french) {
      const source = english.get(key) ?? english.get(key.replace(/_many$/, '_other'))
      // "1 appel manqué" may say "un": only what is not the count has to be there.
      const without = (text_: string) => slots(text_).filter((name) => name !== 'count')
      expect(without(text), key).toEqual(without(source ?? ''))
    }
  })

  it('A11Y2 no sentence is empty, shouts or says oops', () => {
    for (const [key, text] of [...english, ...french]) {
      expect(text.trim(), key).not.toBe('')
      expect(text, key).not.toMatch(/!|oops|oups|signalling|\bpeer\b|\bICE\b/i)
    }
  })

  it('A11Y2 French counts zero and one alike, English does not', () => {
    const inEnglish = createI18n('en')
    const inFrench = createI18n('fr')
    expect(inEnglish.t('main.missedCount', { count: 0 })).toBe('0 missed calls')
    expect(inFrench.t('main.missedCount', { count: 0 })).toBe('0 appel manqué')
    expect(inFrench.t('main.missedCount', { count: 2 })).toBe('2 appels manqués')
  })

  it('A11Y2 a name from right to left is kept apart, and nothing else is changed', () => {
    const { t } = createI18n('en')
    expect(t('main.call.incoming', { name: 'ליה' })).toBe('\u2068ליה\u2069 is calling')
    expect(t('main.call.incoming', { name: "D'Arcy <b>&" })).toBe("D'Arcy <b>& is calling")
  })

  it('A11Y2 the language follows the system until it is chosen', () => {
    expect(decideLanguage({ language: 'system', systemLanguage: 'fr' })).toBe('fr')
    expect(decideLanguage({ language: 'en', systemLanguage: 'fr' })).toBe('en')
  })
})
