import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Contact, ContactDraft } from '../../../../src/contract/bridge/book.ts'
import { Handle } from '../../../../src/contract/ids.ts'
import { LIMITS } from '../../../../src/contract/limits.ts'
import { createBookIndex } from '../../../../src/domain/address-book/book-index.ts'
import { mergeContact } from '../../../../src/domain/address-book/merge-contact.ts'
import { planImport } from '../../../../src/domain/address-book/plan-import.ts'
import { anyDraft, draft, email, phone } from './any-contact.ts'

const zoe = Handle.parse('zoe')
const max = Handle.parse('max')
const inBook = (change: Partial<ContactDraft> = {}) =>
  Contact.parse({ contactId: 'a'.repeat(32), ...draft(change) })

describe('CAN9 who a card is about', () => {
  it.each([
    ['the same handle, whatever the name', { name: 'Somebody else', handle: zoe }, { handle: zoe }],
    [
      'the same name in other letters, and a number written otherwise',
      { name: 'ZOE  MARTIN', details: [phone('+33 6 12 34 56 78')] },
      { details: [phone('06.12.34.56.78')] },
    ],
    [
      'the same name and a mail address',
      { details: [email('Zoe@Example.org')] },
      { details: [phone('1'), email('zoe@example.org')] },
    ],
    [
      'a handle that only one of the two has',
      { handle: zoe, details: [phone('123456')] },
      { details: [phone('123456')] },
    ],
    ['a name and nothing else', { note: 'met in Brest' }, { handle: zoe, details: [phone('123456')] }],
  ])('CAN9 %s: the same person', (_, card, mine) => {
    const contact = inBook(mine)
    expect(createBookIndex([contact]).find(draft(card))).toBe(contact)
  })

  it.each([
    [
      'another handle',
      { handle: max, details: [phone('123456')] },
      { handle: zoe, details: [phone('123456')] },
    ],
    ['a number alone', { name: 'Max', details: [phone('123456')] }, { details: [phone('123456')] }],
    [
      'a name alone, where the card has a number',
      { details: [phone('123456')] },
      { details: [phone('654321')] },
    ],
    [
      'an organisation',
      { name: 'Max', details: [] },
      { details: [{ kind: 'organisation' as const, value: 'Max', label: '' }] },
    ],
  ])('CAN9 %s: not the same', (_, card, mine) => {
    expect(createBookIndex([inBook(mine)]).find(draft(card))).toBe(null)
  })

  it('CAN9 what left the index is no longer found, and what shares its name still is', () => {
    const [first, second] = [
      inBook({ details: [phone('111')] }),
      inBook({ handle: zoe, details: [phone('222')] }),
    ]
    const index = createBookIndex([first, second])
    index.remove(second)
    expect(index.byHandle(zoe)).toBe(null)
    expect(index.find(draft({ details: [phone('222')] }))).toBe(null)
    expect(index.find(draft({ details: [phone('111')] }))).toBe(first)
  })
})

describe('CAN9 merging', () => {
  it('CAN9 the own words of the book stay, and what is new is added', () => {
    const mine = draft({
      name: 'Mum',
      note: 'call on Sundays',
      isFavourite: true,
      tone: 'tide',
      details: [phone('0612345678', 'her phone')],
    })
    const card = draft({
      handle: zoe,
      note: 'imported',
      tone: 'bell',
      details: [phone('+33 612345678', 'cell'), email('zoe@example.org')],
    })
    expect(mergeContact(mine, card)).toEqual({
      ...mine,
      handle: zoe,
      details: [...mine.details, email('zoe@example.org')],
    })
  })

  it('CAN9 for any two contacts the result is one that may be stored, keeps all of mine, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (mine, card) => {
        const merged = mergeContact(mine, card)
        expect(ContactDraft.parse(merged)).toEqual(merged)
        expect(merged).toMatchObject({ name: mine.name, tone: mine.tone, isFavourite: mine.isFavourite })
        expect(merged.details.slice(0, mine.details.length)).toEqual(mine.details)
        expect(mergeContact(merged, card)).toBe(merged)
      }),
    )
  })

  it('CAN9 a person never has more details than the book keeps', () => {
    const many = (from: number) => Array.from({ length: 15 }, (_, index) => phone(`${from + index}`))
    const merged = mergeContact(draft({ details: many(100) }), draft({ details: many(200) }))
    expect(merged.details).toHaveLength(LIMITS.contactDetails)
  })
})

describe('CAN9 the plan of an import', () => {
  it('CAN9 counts who is new, who gains something and who stays as they are; duplicates in the file are one', () => {
    const book = [
      inBook({ details: [phone('123456')] }),
      inBook({ name: 'Bob', handle: Handle.parse('bob') }),
    ]
    const plan = planImport(
      [
        draft({ name: 'Ada', handle: Handle.parse('ada'), note: 'first' }),
        draft({ details: [phone('123456'), email('zoe@example.org')] }),
        draft({ name: 'Bob', handle: Handle.parse('bob') }),
        draft({ name: 'Ada Lindgren', handle: Handle.parse('ada'), note: 'second', details: [phone('99')] }),
      ],
      book,
    )
    expect(plan.cards.map(({ draft: { name }, fate }) => [name, fate])).toEqual([
      ['Ada', 'new'],
      ['Zoé Martin', 'merge'],
      ['Bob', 'unchanged'],
    ])
    expect(plan.counts).toEqual({ new: 1, merge: 1, unchanged: 1 })
    expect(plan.duplicates).toBe(1)
    expect(plan.cards[0]?.draft).toMatchObject({ note: 'first\nsecond', details: [phone('99')] })
  })

  it('CAN9 a file imported a second time changes nobody', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { maxLength: 12 }), (drafts) => {
        const { cards } = planImport(drafts, [])
        const book = cards.map((card, index) =>
          Contact.parse({ ...card.draft, contactId: index.toString(16).padStart(32, '0') }),
        )
        expect(
          planImport(
            cards.map((card) => card.draft),
            book,
          ).counts,
        ).toEqual({ new: 0, merge: 0, unchanged: cards.length })
      }),
    )
  })
})
