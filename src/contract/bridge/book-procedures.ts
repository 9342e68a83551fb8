import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import type { Procedure } from '../rpc/contract.ts'
import { ContactDraft, ContactId } from './book.ts'
import { needsAccount } from './failures.ts'

const nothing = z.object({})

/** My address book. It is kept on this device; only its handles go to the directory. */
export const bookProcedures = {
  /** A new card, or the one with this id in a new form. */
  'book.save': {
    input: z.object({ contactId: ContactId.nullable(), contact: ContactDraft }),
    output: z.object({ contactId: ContactId }),
    failures: {
      ...needsAccount,
      'no-such-contact': nothing,
      /** Another card has this handle. */
      'handle-in-use': z.object({ contactId: ContactId }),
      myself: nothing,
      'book-full': nothing,
      'cannot-save': nothing,
    },
  },
  'book.remove': {
    input: z.object({ contactIds: z.array(ContactId).min(1).max(LIMITS.cardsPerFrame) }),
    output: nothing,
    failures: { ...needsAccount, 'cannot-save': nothing },
  },
  /**
   * Takes cards in, in the order of a file. A card with the handle of one in the book, or with its name and one of
   * its numbers or addresses, is merged into it: what the book says stays.
   */
  'book.import': {
    input: z.object({ cards: z.array(ContactDraft).min(1).max(LIMITS.cardsPerFrame) }),
    output: z.object({
      added: z.number().int().min(0),
      merged: z.number().int().min(0),
      unchanged: z.number().int().min(0),
    }),
    failures: { ...needsAccount, 'book-full': nothing, 'cannot-save': nothing },
  },
  /** Asks where to keep the book as a vCard 4 file, and writes it. Takes as long as a person. */
  'book.export': {
    input: nothing,
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('saved'), count: z.number().int().min(0) }),
      z.object({ outcome: z.literal('cancelled') }),
    ]),
    failures: { ...needsAccount, 'cannot-write': nothing, busy: nothing },
  },
} as const satisfies Record<string, Procedure>
