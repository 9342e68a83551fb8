import { cutText } from '../display-name.ts'

/** What the contract's words may not hold: control, zero-width and bidirectional characters, and halves of characters. */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu

/** One line of so many UTF-16 units. */
export const cleanLine = (text: string, maxChars: number): string =>
  cutText(text.replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ +/g, ' ').trim(), maxChars).trim()

/** Text that may have several lines. */
export function cleanLines(text: string, maxChars: number): string {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n').replaceAll('\t', ' ')
  return cutText(lines.replace(UNSEEN, '').trim(), maxChars).trim()
}

/** Folds case and accents, so that two spellings of one name are the same. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
