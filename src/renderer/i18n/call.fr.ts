import type { callEn } from './call.en.ts'
import type { WordsLike } from './words.ts'

export const callFr: WordsLike<typeof callEn> = {}
