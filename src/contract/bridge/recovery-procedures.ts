import { z } from 'zod'
import type { Procedure } from '../rpc/contract.ts'
import { needsAccount } from './failures.ts'

const nothing = z.object({})
const Passphrase = z.string().max(1_000)

/** The recovery file. Main shows the system's own file dialogs; the page never sees the key or the file. */
export const recoveryProcedures = {
  /** Locks the account and its key with the passphrase and asks where to keep the file. Takes as long as a person. */
  'recovery.save': {
    input: z.object({ passphrase: Passphrase }),
    output: z.object({ outcome: z.enum(['saved', 'cancelled']) }),
    failures: {
      ...needsAccount,
      'weak-passphrase': nothing,
      /** The key cannot be read now, or the account does not fit into a file. */
      'key-unusable': nothing,
      'cannot-write': nothing,
      busy: nothing,
    },
  },
  /** Asks for a file, and keeps it for `recovery.restore`. A file before it is forgotten, but for `cancelled`. */
  'recovery.choose': {
    input: nothing,
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('chosen'), fileName: z.string().max(300) }),
      z.object({ outcome: z.literal('cancelled') }),
    ]),
    failures: {
      'already-set-up': nothing,
      damaged: nothing,
      'newer-version': nothing,
      'too-large': nothing,
      'cannot-read': nothing,
      busy: nothing,
    },
  },
  /** Brings the chosen file's account and key back. Only at first run, or where the identity is locked. */
  'recovery.restore': {
    input: z.object({
      passphrase: Passphrase,
      /** The person agrees that the key is kept without the system's key store. */
      acceptsPlainKey: z.boolean(),
    }),
    output: nothing,
    failures: {
      'already-set-up': nothing,
      'no-file': nothing,
      'wrong-passphrase': nothing,
      damaged: nothing,
      /** This device has the records of another account. */
      'other-account': nothing,
      /** Its directory ran inside Ahoy on another computer, or its data is gone. */
      'directory-not-here': nothing,
      'key-store-consent': nothing,
      'cannot-save': nothing,
      busy: nothing,
    },
  },
} as const satisfies Record<string, Procedure>
