import type { SkipReason } from '../../../../domain/address-book/card-property.ts'
import type { ReadCard } from '../../../../domain/address-book/read-card.ts'

/** `line` is where the card begins in the file; the first line is 1. */
export type SkippedCard = {
  readonly line: number
  readonly name: string | null
  readonly reason: SkipReason
}
export type PlacedCard = ReadCard & { readonly line: number }

/** One card of a file, read or left out. */
export type ReadStep =
  | { readonly kind: 'read'; readonly line: number; readonly card: ReadCard }
  | ({ readonly kind: 'skipped' } & SkippedCard)

export type BookReading = {
  readonly cards: readonly PlacedCard[]
  readonly skipped: readonly SkippedCard[]
}

/** `unknown-form`: neither a vCard nor a table with the headers of an address book. */
export type ReadFailure = { readonly kind: 'empty' | 'too-large' | 'unknown-form' }
