import { expect, test } from 'vitest'
import { decideLanguage, decideSystemLanguage } from '../../../../src/main/i18n/language.ts'
import { wordsOf } from '../../../../src/main/i18n/words.ts'

/** Every text with its place; texts with a gap are filled with a name or a number. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const fill = value as (gap: unknown) => string
    return [[path, path.endsWith('missed') ? fill(2) : fill('Bob')]]
  }
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

test('A11Y2 both languages hold the same texts, and none is empty or left in English', () => {
  const en = new Map(textsOf(wordsOf('en')))
  const fr = new Map(textsOf(wordsOf('fr')))
  expect([...fr.keys()]).toEqual([...en.keys()])
  expect([...en.values(), ...fr.values()].filter((text) => text.trim() === '')).toEqual([])
  const same = [...en].filter(([path, text]) => fr.get(path) === text && text !== 'Ahoy')
  expect(same).toEqual([])
})

test('A11Y2 no exclamation marks, and French has its own apostrophe', () => {
  const all = [...textsOf(wordsOf('en')), ...textsOf(wordsOf('fr'))].map(([, text]) => text)
  expect(all.filter((text) => text.includes('!'))).toEqual([])
  expect(textsOf(wordsOf('fr')).filter(([, text]) => text.includes("'"))).toEqual([])
})

test('A11Y2 plurals are right in both languages', () => {
  const missed = (language: 'en' | 'fr') => [0, 1, 2].map((count) => wordsOf(language).tray.missed(count))
  expect(missed('en')).toEqual(['0 missed calls', '1 missed call', '2 missed calls'])
  expect(missed('fr')).toEqual(['0 appel manqué', '1 appel manqué', '2 appels manqués'])
})

test('A11Y2 the system’s first language that we speak is taken, English without one', () => {
  expect(decideSystemLanguage(['de-DE', 'fr-CA', 'en-US'])).toBe('fr')
  expect(decideSystemLanguage(['EN_gb'])).toBe('en')
  expect(decideSystemLanguage(['de'])).toBe('en')
  expect(decideSystemLanguage([])).toBe('en')
})

test('A11Y2 the person’s choice comes before the system’s', () => {
  expect(decideLanguage('en', 'fr')).toBe('en')
  expect(decideLanguage('system', 'fr')).toBe('fr')
})
