import { Contact, type ContactDraft, ContactId } from '../../contract/bridge/book.ts'
import type { Crypto } from '../../contract/crypto.ts'
import type { Handle } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { type BookIndex, createBookIndex } from '../../domain/address-book/book-index.ts'
import { mergeContact } from '../../domain/address-book/merge-contact.ts'
import type { Engine } from '../engine.ts'
import type { RecordKeeper } from '../record-keeper.ts'

export const StoredBook = Contact.array().max(LIMITS.contacts).readonly()

/** What the engine answers of the bridge's address book; `book.export` is main's. */
export type BookIntents = Pick<Engine['intents'], 'book.save' | 'book.remove' | 'book.import'>

/** My address book on this device. Its handles go to the directory as relations; nothing else leaves. */
export type AddressBook = {
  /** In the order of names. The same array until something changes. */
  readonly contacts: () => readonly Contact[]
  readonly find: (handle: Handle) => Contact | null
  readonly nameOf: (handle: Handle) => string | null
  readonly isFavourite: (handle: Handle) => boolean
  readonly has: (handle: Handle) => boolean
  readonly handles: () => readonly Handle[]
  readonly intents: BookIntents
}

export type AddressBookDeps = {
  readonly keeper: RecordKeeper<readonly Contact[]>
  readonly crypto: Pick<Crypto, 'randomNonce'>
  readonly me: () => Handle
  /** Once for each change that is on disk, however many people it is about. */
  readonly onChange: () => void
}

type Book = {
  readonly byId: ReadonlyMap<ContactId, Contact>
  readonly byHandle: ReadonlyMap<Handle, Contact>
  readonly sorted: readonly Contact[]
}
type NotSaved = { readonly kind: 'cannot-save' }
/** A change answers with the whole new book, or a failure, which changes nothing. */
type Change<T, E> = (book: Book) => Result<{ readonly contacts: readonly Contact[]; readonly answer: T }, E>

export function createAddressBook({ keeper, crypto, me, onChange }: AddressBookDeps): AddressBook {
  const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
  const toBook = (contacts: readonly Contact[]): Book => ({
    byId: new Map(contacts.map((contact) => [contact.contactId, contact])),
    byHandle: new Map(contacts.flatMap((contact) => (contact.handle ? [[contact.handle, contact]] : []))),
    sorted: contacts.toSorted((a, b) => collator.compare(a.name, b.name)),
  })
  let book = toBook(keeper.get())
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: each sees what the one before has left, and nothing counts before it is on disk. */
  const run = <T, E>(change: Change<T, E>): Promise<Result<T, E | NotSaved>> => {
    const write = async (): Promise<Result<T, E | NotSaved>> => {
      const changed = change(book)
      if (!changed.ok) return changed
      const { contacts, answer } = changed.value
      if (contacts === book.sorted) return ok(answer)
      const next = toBook(contacts)
      const written = await keeper.set(next.sorted)
      if (!written.ok) {
        // The keeper holds what could not be written, and would bring it back with the next change.
        void keeper.set(book.sorted)
        return written
      }
      book = next
      onChange()
      return ok(answer)
    }
    const done = last.then(write)
    last = done.catch(() => null)
    return done
  }
  const newId = () => ContactId.parse(crypto.randomNonce().slice(0, 32))

  return {
    contacts: () => book.sorted,
    find: (handle) => book.byHandle.get(handle) ?? null,
    nameOf: (handle) => book.byHandle.get(handle)?.name ?? null,
    isFavourite: (handle) => book.byHandle.get(handle)?.isFavourite ?? false,
    has: (handle) => book.byHandle.has(handle),
    handles: () => [...book.byHandle.keys()],
    intents: {
      'book.save': ({ contactId, contact }) =>
        run((now) => save(now, contactId, contact, { me: me(), newId })),
      'book.remove': ({ contactIds }) =>
        run((now) => {
          const gone = new Set(contactIds)
          const isThere = contactIds.some((id) => now.byId.has(id))
          const contacts = isThere ? now.sorted.filter((each) => !gone.has(each.contactId)) : now.sorted
          return ok({ contacts, answer: {} })
        }),
      'book.import': ({ cards }) => run((now) => importCards(now, cards, { me: me(), newId })),
    },
  }
}

type Making = { readonly me: Handle; readonly newId: () => ContactId }
type SaveFailure =
  | { readonly kind: 'no-such-contact' | 'myself' | 'book-full' }
  | { readonly kind: 'handle-in-use'; readonly contactId: ContactId }

function save(
  book: Book,
  contactId: ContactId | null,
  draft: ContactDraft,
  { me, newId }: Making,
): ReturnType<Change<{ readonly contactId: ContactId }, SaveFailure>> {
  if (contactId !== null && !book.byId.has(contactId)) return fail({ kind: 'no-such-contact' })
  if (draft.handle === me) return fail({ kind: 'myself' })
  const holder = draft.handle === null ? undefined : book.byHandle.get(draft.handle)
  if (holder && holder.contactId !== contactId)
    return fail({ kind: 'handle-in-use', contactId: holder.contactId })
  if (contactId === null && book.byId.size >= LIMITS.contacts) return fail({ kind: 'book-full' })
  const contact = { ...draft, contactId: contactId ?? newId() }
  const others = book.sorted.filter((each) => each.contactId !== contactId)
  return ok({ contacts: [...others, contact], answer: { contactId: contact.contactId } })
}

type Imported = { readonly added: number; readonly merged: number; readonly unchanged: number }

/** All of a batch or nothing. The same batch once more finds everybody there, and changes nothing. */
function importCards(
  book: Book,
  cards: readonly ContactDraft[],
  { me, newId }: Making,
): ReturnType<Change<Imported, { readonly kind: 'book-full' }>> {
  const index: BookIndex<Contact> = createBookIndex(book.sorted)
  const changed = new Map(book.byId)
  const answer = { added: 0, merged: 0, unchanged: 0 }
  for (const card of cards) {
    // My own card, as other programs keep one: nobody calls themselves.
    const draft = card.handle === me ? { ...card, handle: null } : card
    const before = index.find(draft)
    const after = before === null ? { ...draft, contactId: newId() } : mergeContact(before, draft)
    if (before === after) {
      answer.unchanged += 1
      continue
    }
    if (before === null) answer.added += 1
    else {
      answer.merged += 1
      index.remove(before)
    }
    index.add(after)
    changed.set(after.contactId, after)
  }
  if (changed.size > LIMITS.contacts) return fail({ kind: 'book-full' })
  const isSame = answer.added + answer.merged === 0
  return ok({ contacts: isSame ? book.sorted : [...changed.values()], answer })
}
