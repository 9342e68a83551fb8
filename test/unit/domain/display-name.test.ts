import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DisplayName } from '../../../src/contract/ids.ts'
import { cleanDisplayName } from '../../../src/domain/display-name.ts'
import { anyText } from '../../support/any-text.ts'

/** What must never stand in a name: control, format and blank characters, and marks that pass for a badge. */
const NEVER =
  /[\p{Cc}\p{Cs}\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u2800\u3164\uffa0\ufeff\u2611\u2705\u2713\u2714\u221a\u237b\u2b50\u{1f5f8}\u{1f5f9}\u{1f396}\u{1f3c5}\u{10102}\u{1fbb1}]/u

describe('display name', () => {
  it('ID1 an ordinary name stays as it is, in any script', () => {
    for (const name of ['Alice', 'Zoé Müller', '李小龍', 'محمد', 'O’Brien-Smith 3rd', 'Anna 🌷']) {
      expect(cleanDisplayName(name)).toBe(name)
    }
  })

  it.each([
    ['  Alice \n\t Smith ', 'Alice Smith'],
    ['Ali\u0000ce\u0007', 'Alice'],
    ['\u202eecilA', 'ecilA'],
    ['Al\u2066ic\u2069e', 'Alice'],
    ['Al\u061cice', 'Alice'],
    ['Ali\u200bce\ufeff', 'Alice'],
    ['Alice ✓', 'Alice'],
    ['Alice ✔️', 'Alice'],
    ['✅ Alice ☑️', 'Alice'],
    ['Alice 🗸', 'Alice'],
    ['Alice √', 'Alice'],
    ['Alice \u{10102}', 'Alice'],
    ['Alice \u{1fbb1}', 'Alice'],
    ['Zoe\u0301', 'Zoé'],
    ['Zoe\u200b\u0301', 'Zoé'],
    ['Ali\ud800ce', 'Alice'],
  ])('ID1 %j is shown as %j', (typed, shown) => {
    expect(cleanDisplayName(typed)).toBe(shown)
  })

  it.each(['', '   ', '\u200b\u200b', '✓', '\u3164', '\u2800 \u2800', '\u202e\u202c', '\u115f'])(
    'ID1 a name of which nothing is seen (%j) is none',
    (typed) => {
      expect(cleanDisplayName(typed)).toBeNull()
    },
  )

  it('ID1 a long name is cut between characters', () => {
    expect(cleanDisplayName('a'.repeat(80))).toBe('a'.repeat(60))
    expect(cleanDisplayName(`${'a'.repeat(59)}😀😀`)).toBe('a'.repeat(59))
    expect(cleanDisplayName(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59))
  })

  it('ID1 whatever is typed, what is shown is clean, crosses the contract, and cleans to itself', () => {
    const hostile = fc.constantFrom(
      '\u202e',
      '\u2066',
      '\u061c',
      '✓',
      '✔️',
      '\u200d',
      ' ',
      '\u0301',
      'e',
      '\ud83d',
    )
    const text = fc.oneof(anyText(100), fc.string({ unit: hostile, maxLength: 100 }))
    fc.assert(
      fc.property(text, (typed) => {
        const name = cleanDisplayName(typed)
        if (name === null) return
        expect(name).not.toMatch(NEVER)
        expect(DisplayName.safeParse(name).success).toBe(true)
        expect(cleanDisplayName(name)).toBe(name)
      }),
      { numRuns: 3_000 },
    )
  })

  it('ID1 the contract itself refuses what hides or reorders a name', () => {
    for (const character of ['\u0000', '\n', '\u007f', '\u200b', '\u200f', '\u202e', '\u2066', '\ufeff']) {
      expect(DisplayName.safeParse(`Al${character}ice`).success).toBe(false)
    }
    expect(DisplayName.safeParse('a'.repeat(61)).success).toBe(false)
  })
})
