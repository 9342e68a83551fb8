import { describe, expect, it } from 'vitest'
import { type AddressBook, createAddressBook, StoredBook } from '../../../../src/client/book/address-book.ts'
import { createRecordKeeper } from '../../../../src/client/record-keeper.ts'
import { type Contact, type ContactDraft, ContactId } from '../../../../src/contract/bridge/book.ts'
import { Handle } from '../../../../src/contract/ids.ts'
import { LIMITS } from '../../../../src/contract/limits.ts'
import { fail, ok, type Result } from '../../../../src/contract/result.ts'
import { testCrypto } from '../../../support/test-crypto.ts'
import { draft, email, phone } from '../../domain/address-book/any-contact.ts'

const [me, zoe, max] = ['ada', 'zoe', 'max'].map((text) => Handle.parse(text)) as [Handle, Handle, Handle]

/** A book on a disk in memory that can be full. */
function stage(stored?: readonly Contact[]) {
  const disk: { value: unknown; isFull: boolean; writes: number } = {
    value: stored,
    isFull: false,
    writes: 0,
  }
  const seen = { changes: 0 }
  const keeper = () =>
    createRecordKeeper('book', StoredBook, [], {
      log: { info: () => {}, warn: () => {} },
      storage: {
        read: () => disk.value,
        write: async (_, value): Promise<Result<null, { kind: 'cannot-save' }>> => {
          disk.writes += 1
          if (disk.isFull) return fail({ kind: 'cannot-save' })
          disk.value = structuredClone(value)
          return ok(null)
        },
      },
    })
  const open = () =>
    createAddressBook({
      keeper: keeper(),
      crypto: testCrypto,
      me: () => me,
      onChange: () => (seen.changes += 1),
    })
  return { book: open(), disk, seen, open }
}

async function add(book: AddressBook, change: Partial<ContactDraft>): Promise<ContactId> {
  const saved = await book.intents['book.save']({ contactId: null, contact: draft(change) })
  if (!saved.ok) throw new Error(saved.error.kind)
  return ContactId.parse(saved.value.contactId)
}
const names = (book: AddressBook) => book.contacts().map(({ name }) => name)

describe('CAN9 the address book', () => {
  it('CAN9 keeps people in the order of names, knows them by handle, and is there after a restart', async () => {
    const { book, open } = stage()
    await add(book, { name: 'Zoé', handle: zoe, isFavourite: true })
    await add(book, { name: 'émile' })
    await add(book, { name: 'Adam', handle: max })
    for (const each of [book, open()]) {
      expect(names(each)).toEqual(['Adam', 'émile', 'Zoé'])
      expect([each.nameOf(zoe), each.nameOf(me)]).toEqual(['Zoé', null])
      expect([each.isFavourite(zoe), each.isFavourite(max), each.isFavourite(me)]).toEqual([
        true,
        false,
        false,
      ])
      expect([each.has(max), each.has(me)]).toEqual([true, false])
      expect(each.handles().toSorted()).toEqual(['max', 'zoe'])
      expect(each.find(zoe)).toMatchObject({ name: 'Zoé', handle: 'zoe' })
    }
  })

  it('CAN9 a card is changed under its id; a new handle takes the place of the old one', async () => {
    const { book } = stage()
    const contactId = await add(book, { handle: zoe })
    expect(
      await book.intents['book.save']({ contactId, contact: draft({ name: 'Max', handle: max }) }),
    ).toEqual(ok({ contactId }))
    expect(names(book)).toEqual(['Max'])
    expect([book.has(zoe), book.has(max)]).toEqual([false, true])
  })

  it('CAN9 a card that can not be saved is refused with its reason, and nothing changes', async () => {
    const { book, seen } = stage()
    const contactId = await add(book, { handle: zoe })
    const save = (id: ContactId | null, change: Partial<ContactDraft>) =>
      book.intents['book.save']({ contactId: id, contact: draft(change) })
    expect(await save(null, { handle: zoe })).toEqual(fail({ kind: 'handle-in-use', contactId }))
    expect(await save(null, { handle: me })).toEqual(fail({ kind: 'myself' }))
    await book.intents['book.remove']({ contactIds: [contactId] })
    expect(await save(contactId, {})).toEqual(fail({ kind: 'no-such-contact' }))
    expect([names(book), seen.changes]).toEqual([[], 2])
  })

  it('CAN9 what the disk did not take is not in the book, and does not come with the next change', async () => {
    const { book, disk, seen, open } = stage()
    await add(book, { name: 'Adam' })
    disk.isFull = true
    expect(await book.intents['book.save']({ contactId: null, contact: draft() })).toEqual(
      fail({ kind: 'cannot-save' }),
    )
    expect([names(book), seen.changes]).toEqual([['Adam'], 1])
    disk.isFull = false
    await add(book, { name: 'Bob' })
    expect(names(open())).toEqual(['Adam', 'Bob'])
  })

  it('CAN9 changes that come at once all count', async () => {
    const { book } = stage()
    const ids = await Promise.all(['Adam', 'Bob', 'Carla'].map((name) => add(book, { name })))
    await Promise.all([
      book.intents['book.remove']({ contactIds: ids.slice(0, 1) }),
      add(book, { name: 'Dan' }),
    ])
    expect(names(book)).toEqual(['Bob', 'Carla', 'Dan'])
  })
})

describe('CAN9 an import', () => {
  const batch = [
    draft({ handle: zoe, details: [phone('0612345678')] }),
    draft({ name: 'Max', details: [email('max@example.org')] }),
    draft({ name: 'Zoe Martin', note: 'again', details: [phone('+33612345678')] }),
  ]

  it('CAN9 adds and merges, with one write and one change; once more it changes nothing', async () => {
    const { book, disk, seen } = stage()
    await add(book, { name: 'Max', note: 'mine', details: [email('MAX@example.org')] })
    const before = { ...seen, writes: disk.writes }
    expect(await book.intents['book.import']({ cards: batch })).toEqual(
      ok({ added: 1, merged: 1, unchanged: 1 }),
    )
    expect([seen.changes - before.changes, disk.writes - before.writes]).toEqual([1, 1])
    expect(book.contacts()).toMatchObject([
      { name: 'Max', note: 'mine' },
      { name: 'Zoé Martin', handle: 'zoe', note: 'again' },
    ])
    const after = book.contacts()
    expect(await book.intents['book.import']({ cards: batch })).toEqual(
      ok({ added: 0, merged: 0, unchanged: 3 }),
    )
    expect(book.contacts()).toBe(after)
    expect([seen.changes - before.changes, disk.writes - before.writes]).toEqual([1, 1])
  })

  it('CAN9 my own card loses its handle: nobody calls themselves', async () => {
    const { book } = stage()
    await book.intents['book.import']({ cards: [draft({ name: 'Ada', handle: me })] })
    expect(book.contacts()).toMatchObject([{ name: 'Ada', handle: null }])
  })

  it('CAN9 a batch that does not fit is not taken in part', async () => {
    const { book } = stage()
    const many = Array.from({ length: LIMITS.contacts - 1 }, (_, index) => draft({ name: `Person ${index}` }))
    await book.intents['book.import']({ cards: many })
    expect(await book.intents['book.import']({ cards: batch })).toEqual(fail({ kind: 'book-full' }))
    expect(book.contacts()).toHaveLength(LIMITS.contacts - 1)
    await add(book, { name: 'The last one' })
    expect(await book.intents['book.save']({ contactId: null, contact: draft() })).toEqual(
      fail({ kind: 'book-full' }),
    )
  })
})
