import type { mainEn } from './main.en.ts'
import type { WordsLike } from './words.ts'

export const mainFr: WordsLike<typeof mainEn> = {}
