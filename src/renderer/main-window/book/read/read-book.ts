import type { DirectoryHost } from '../../../../contract/ids.ts'
import { fail, ok, type Result } from '../../../../contract/result.ts'
import { looksLikeCards } from '../../../../domain/address-book/split-cards.ts'
import type { BookReading, PlacedCard, ReadFailure, SkippedCard } from './book-reading.ts'
import { decodeFile } from './decode-file.ts'
import { readCsv } from './read-csv.ts'
import { readVcards } from './read-vcards.ts'

/** Most of a large file is pictures. */
const FILE_MAX_BYTES = 200 * 1024 * 1024
/** So many cards between two pauses: a few milliseconds. */
const CARDS_PER_TURN = 100

export type ReadBookDeps = {
  readonly host: DirectoryHost
  /** Lets the window draw and take presses meanwhile. */
  readonly pause: () => Promise<void>
}

/** Reads a vCard or CSV file, whatever its encoding. Never throws, whatever is in it. */
export async function readBook(
  bytes: Uint8Array,
  { host, pause }: ReadBookDeps,
): Promise<Result<BookReading, ReadFailure>> {
  if (bytes.length > FILE_MAX_BYTES) return fail({ kind: 'too-large' })
  const text = decodeFile(bytes)
  if (text.trim() === '') return fail({ kind: 'empty' })
  const steps = looksLikeCards(text) ? readVcards(text, host) : readCsv(text, host)
  if (!steps) return fail({ kind: 'unknown-form' })
  const cards: PlacedCard[] = []
  const skipped: SkippedCard[] = []
  for (const step of steps) {
    if (step.kind === 'read') cards.push({ ...step.card, line: step.line })
    else skipped.push({ line: step.line, name: step.name, reason: step.reason })
    if ((cards.length + skipped.length) % CARDS_PER_TURN === 0) await pause()
  }
  return ok({ cards, skipped: skipped.toSorted((a, b) => a.line - b.line) })
}
