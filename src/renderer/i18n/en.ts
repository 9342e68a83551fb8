import { bookEn } from './book.en.ts'
import { callEn } from './call.en.ts'
import { callersEn } from './callers.en.ts'
import { deviceCheckEn } from './device-check.en.ts'
import { firstRunEn } from './first-run.en.ts'
import { mainEn } from './main.en.ts'
import { recoveryEn } from './recovery.en.ts'
import { ringEn } from './ring.en.ts'
import { sharedEn } from './shared.en.ts'

/** Everything that a person reads in English: the source of the keys. */
export const en = {
  shared: sharedEn,
  main: mainEn,
  callers: callersEn,
  firstRun: firstRunEn,
  deviceCheck: deviceCheckEn,
  book: bookEn,
  recovery: recoveryEn,
  ring: ringEn,
  call: callEn,
} as const
