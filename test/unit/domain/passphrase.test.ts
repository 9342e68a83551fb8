import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldPassphrase, judgePassphrase } from '../../../src/domain/passphrase.ts'

const verdict = (typed: string) => {
  const judged = judgePassphrase(typed)
  return judged.ok ? judged.value.strength : judged.error.kind
}

test.each([
  ['', 'too-short'],
  ['short', 'too-short'],
  ['elevenchars', 'too-short'],
  ['one two tri', 'too-short'],
  ['a b c d', 'too-short'],
  ['            ', 'too-short'],
  ['twelve-chars', 'enough'],
  ['my old red hat', 'enough'],
  ['je le vu ma', 'enough'],
  ['aaaaaaaaaaaaaaaa', 'repeats'],
  ['abababababab', 'repeats'],
  ['boat boat boat boat', 'repeats'],
  ['correct horse battery staple', 'strong'],
  ['x'.repeat(201), 'too-long'],
])('ID2 “%s” as a passphrase is %s', (typed, expected) => {
  expect(verdict(typed)).toBe(expected)
})

test('ID2 one phrase has one spelling, however accents and spaces were typed', () => {
  expect(foldPassphrase('  cafe\u0301  au lait ')).toBe(foldPassphrase('caf\u00e9 au lait'))
  expect(foldPassphrase('Case')).not.toBe(foldPassphrase('case'))
})

test('ID2 any text is judged, the same with spaces around it, and folding is done once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (typed) => {
      expect(verdict(` ${typed} `)).toBe(verdict(typed))
      expect(foldPassphrase(foldPassphrase(typed))).toBe(foldPassphrase(typed))
    }),
    { numRuns: 200 },
  )
})
