import type { Contact, ContactDraft } from '../../contract/bridge/book.ts'
import { createBookIndex } from './book-index.ts'
import { mergeCards, mergeContact } from './merge-contact.ts'

export type ImportFate = 'new' | 'merge' | 'unchanged'

export type ImportPlan = {
  /** One for each person, in the order of the file. */
  readonly cards: readonly { readonly draft: ContactDraft; readonly fate: ImportFate }[]
  readonly counts: Readonly<Record<ImportFate, number>>
  /** Cards that told of somebody whom an earlier card had told of. */
  readonly duplicates: number
}

/** What taking these cards in would do to the book: duplicates inside the file first become one. */
export function planImport(drafts: readonly ContactDraft[], book: readonly Contact[]): ImportPlan {
  const people = mergeDuplicates(drafts)
  const index = createBookIndex(book)
  const counts = { new: 0, merge: 0, unchanged: 0 }
  const cards = people.map((draft) => {
    const before = index.find(draft)
    const fate = before === null ? 'new' : mergeContact(before, draft) === before ? 'unchanged' : 'merge'
    counts[fate] += 1
    return { draft, fate } as const
  })
  return { cards, counts, duplicates: drafts.length - people.length }
}

function mergeDuplicates(drafts: readonly ContactDraft[]): readonly ContactDraft[] {
  const index = createBookIndex<ContactDraft>([])
  const places = new Map<ContactDraft, number>()
  const people: ContactDraft[] = []
  for (const draft of drafts) {
    const before = index.find(draft)
    const place = before === null ? undefined : places.get(before)
    if (before === null || place === undefined) {
      places.set(draft, people.length)
      people.push(draft)
      index.add(draft)
      continue
    }
    const merged = mergeCards(before, draft)
    if (merged === before) continue
    index.remove(before)
    index.add(merged)
    places.delete(before)
    places.set(merged, place)
    people[place] = merged
  }
  return people
}
