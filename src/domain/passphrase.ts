import { fail, ok, type Result } from '../contract/result.ts'

export type Passphrase = {
  /** What the key is made from: one spelling for one phrase, however it was typed. */
  readonly folded: string
  readonly strength: 'enough' | 'strong'
}

/** `too-short` for neither 12 characters nor 4 words; `repeats` for the same few characters or words again. */
export type PassphraseFault = { readonly kind: 'too-short' | 'too-long' | 'repeats' }

export const PASSPHRASE = { minChars: 12, minWords: 4, maxChars: 200 } as const
const MIN_WORD_CHARS = 2
const MIN_DIFFERENT_CHARS = 5
const STRONG_CHARS = 20
const STRONG_WORDS = 6

/** Composed and decomposed accents, and one space or two, are the same phrase; case and marks count. */
export const foldPassphrase = (typed: string): string => typed.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/**
 * Whether a phrase may lock a recovery file. Whoever finds the file can guess for as long as they like, so it asks for
 * more than a password that a server counts the tries of.
 */
export function judgePassphrase(typed: string): Result<Passphrase, PassphraseFault> {
  const folded = foldPassphrase(typed)
  const chars = Array.from(folded)
  const words = folded.split(' ').filter((word) => Array.from(word).length >= MIN_WORD_CHARS)
  if (chars.length > PASSPHRASE.maxChars) return fail({ kind: 'too-long' })
  if (chars.length < PASSPHRASE.minChars && words.length < PASSPHRASE.minWords)
    return fail({ kind: 'too-short' })
  const differentWords = new Set(words).size
  const isRepeated = words.length >= PASSPHRASE.minWords && differentWords < PASSPHRASE.minWords
  if (isRepeated || new Set(chars).size < MIN_DIFFERENT_CHARS) return fail({ kind: 'repeats' })
  const isStrong = chars.length >= STRONG_CHARS || differentWords >= STRONG_WORDS
  return ok({ folded, strength: isStrong ? 'strong' : 'enough' })
}
