import { DisplayName } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'

/** Control, zero-width, blank and bidirectional-override characters: they hide or reorder what is read. */
const INVISIBLE =
  /(?:[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0001}-\u{e007f}]|\u034f|\u17b4|\u17b5)/gu
/** Check marks, and signs that pass for one beside a name: only the directory grants a badge. */
const CHECK_MARKS =
  /(?:[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f5f9}\u221a\u237b\u2b50\u{1f396}\u{1f3c5}\u{10102}\u{1fbb1}]|\ufe0e|\ufe0f)/gu

/** What a person calls themselves, as it may be shown; null where nothing is left of it. */
export function cleanDisplayName(typed: string): DisplayName | null {
  const name = DisplayName.safeParse(cleanName(typed, LIMITS.displayNameMaxChars))
  return name.success ? name.data : null
}

/** A name without what hides, reorders or imitates, on one line, in so many UTF-16 units; empty where nothing is left. */
export function cleanName(typed: string, maxChars: number): string {
  const clean = typed
    .replace(INVISIBLE, '')
    .replace(CHECK_MARKS, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
  return cutText(clean, maxChars).trim()
}

/** Cuts to so many UTF-16 units without splitting a character. */
export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > maxChars) break
    kept += character
  }
  return kept
}
