import type { ContactDraft } from '../../contract/bridge/book.ts'
import type { Handle } from '../../contract/ids.ts'
import { foldText } from './clean-text.ts'
import { keyOfDetail } from './detail-key.ts'
import { waysToReach } from './merge-contact.ts'

/** Finds who a card is about among thousands, without looking at each. */
export type BookIndex<T extends ContactDraft> = {
  readonly byHandle: (handle: Handle) => T | null
  /**
   * The one with its handle; or with its name and one of its numbers or mail addresses, if their handles do not
   * differ; or with its name, where the card says nothing else about who it is.
   */
  readonly find: (card: ContactDraft) => T | null
  readonly add: (contact: T) => void
  readonly remove: (contact: T) => void
}

export function createBookIndex<T extends ContactDraft>(contacts: Iterable<T>): BookIndex<T> {
  const handles = new Map<Handle, T>()
  const names = new Map<string, Set<T>>()

  const add = (contact: T) => {
    if (contact.handle !== null) handles.set(contact.handle, contact)
    for (const key of keysOf(contact)) {
      const same = names.get(key)
      if (same) same.add(contact)
      else names.set(key, new Set([contact]))
    }
  }
  const remove = (contact: T) => {
    if (contact.handle !== null && handles.get(contact.handle) === contact) handles.delete(contact.handle)
    for (const key of keysOf(contact)) {
      const same = names.get(key)
      same?.delete(contact)
      if (same?.size === 0) names.delete(key)
    }
  }
  const byHandle = (handle: Handle) => handles.get(handle) ?? null
  const findByName = (card: ContactDraft) => {
    const [plain = '', ...exact] = keysOf(card)
    const keys = exact.length === 0 && card.handle === null ? [plain] : exact
    for (const key of keys) {
      for (const contact of names.get(key) ?? []) {
        if (card.handle === null || contact.handle === null || card.handle === contact.handle) return contact
      }
    }
    return null
  }
  for (const contact of contacts) add(contact)
  return {
    byHandle,
    find: (card) => (card.handle && byHandle(card.handle)) ?? findByName(card),
    add,
    remove,
  }
}

/** The name alone, and the name with each way to reach the person. */
function keysOf({ name, details }: ContactDraft): readonly string[] {
  const folded = foldText(name) || name
  return [folded, ...waysToReach(details).map((detail) => `${folded}\n${keyOfDetail(detail)}`)]
}
