import { callEn } from './call.en.ts'
import { mainEn } from './main.en.ts'
import { sharedEn } from './shared.en.ts'

/** Everything that a person reads in English: the source of the keys. */
export const en = { shared: sharedEn, main: mainEn, call: callEn } as const
