import fc from 'fast-check'

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0, max: 0x2fff }),
  // Half a pair of UTF-16 units too: JSON can carry one.
  fc.integer({ min: 0, max: 0x10ffff }),
)

/** Any text that can arrive: every script, control characters and lone surrogates. */
export const anyText = (maxChars: number): fc.Arbitrary<string> =>
  fc
    .array(codePoint, { maxLength: maxChars })
    .map((codes) => codes.map((code) => String.fromCodePoint(code)).join(''))
