import { bookFr } from './book.fr.ts'
import { callFr } from './call.fr.ts'
import { callersFr } from './callers.fr.ts'
import { deviceCheckFr } from './device-check.fr.ts'
import type { en } from './en.ts'
import { firstRunFr } from './first-run.fr.ts'
import { mainFr } from './main.fr.ts'
import { recoveryFr } from './recovery.fr.ts'
import { ringFr } from './ring.fr.ts'
import { sharedFr } from './shared.fr.ts'
import type { WordsLike } from './words.ts'

/** Everything that a person reads in French, written for French readers. */
export const fr: WordsLike<typeof en> = {
  shared: sharedFr,
  main: mainFr,
  callers: callersFr,
  firstRun: firstRunFr,
  deviceCheck: deviceCheckFr,
  book: bookFr,
  recovery: recoveryFr,
  ring: ringFr,
  call: callFr,
}
