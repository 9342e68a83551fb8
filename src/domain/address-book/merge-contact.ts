import type { ContactDetail, ContactDraft } from '../../contract/bridge/book.ts'
import { LIMITS } from '../../contract/limits.ts'
import { keyOfDetail } from './detail-key.ts'

/**
 * What a card adds to somebody in the book: a handle, a note or a star where there was none, numbers and addresses
 * that were not there. The book's own words stay. The very same object where nothing is new.
 */
export function mergeContact<T extends ContactDraft>(mine: T, theirs: ContactDraft): T {
  const known = new Set(mine.details.map(keyOfDetail))
  const room = LIMITS.contactDetails - mine.details.length
  const fresh = theirs.details.filter((detail) => !known.has(keyOfDetail(detail))).slice(0, room)
  const handle = mine.handle ?? theirs.handle
  const note = mine.note === '' ? theirs.note : mine.note
  if (fresh.length === 0 && handle === mine.handle && note === mine.note) return mine
  return { ...mine, handle, note, details: [...mine.details, ...fresh] }
}

/** Two cards of one file about the same person: neither is the owner's own word, so both notes are kept. */
export function mergeCards(first: ContactDraft, second: ContactDraft): ContactDraft {
  const merged = mergeContact(first, second)
  const both = `${first.note}\n${second.note}`
  const isNew = first.note !== '' && !first.note.includes(second.note)
  return isNew && both.length <= LIMITS.contactNoteMaxChars ? { ...merged, note: both } : merged
}

/** How somebody may be reached besides by their handle. */
export const waysToReach = (details: readonly ContactDetail[]): readonly ContactDetail[] =>
  details.filter(({ kind }) => kind !== 'organisation')
