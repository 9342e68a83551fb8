import { Contact, type ContactDraft, ContactId } from '../../contract/bridge/book.ts'
import { Handle } from '../../contract/ids.ts'
import { fail, ok } from '../../contract/result.ts'
import { AddressBook } from '../main-window/book/address-book.tsx'
import { press, typeInto } from './act.ts'
import { type GalleryView, type GalleryViews, mainSize } from './gallery-view.ts'
import { ordinary } from './snapshots/everything.ts'
import { person } from './snapshots/people.ts'

const contact = (index: number, change: Partial<Omit<ContactDraft, 'handle'>> & { handle?: string | null }) =>
  Contact.parse({
    contactId: index.toString(16).padStart(32, '0'),
    name: 'Somebody',
    handle: null,
    note: '',
    isFavourite: false,
    tone: 'usual',
    loudness: 'usual',
    details: [],
    ...change,
  })
const few: readonly Contact[] = [
  contact(1, { name: 'Amélie Rousseau', handle: 'amelie', isFavourite: true }),
  contact(2, {
    name: 'Ben from the harbour',
    handle: 'ben_k',
    note: 'Crane 4, mornings only',
    tone: 'harbour',
    loudness: 'notification-and-sound',
    details: [
      { kind: 'organisation', value: 'Harbour Ltd., Cranes', label: '' },
      { kind: 'phone', value: '+33 6 12 34 56 78', label: 'cell' },
      { kind: 'email', value: 'ben@harbour.example', label: 'work' },
    ],
  }),
  contact(3, { name: 'Claire Dubois', details: [{ kind: 'email', value: 'claire@example.org', label: '' }] }),
  contact(4, { name: 'Grandma' }),
  contact(5, {
    name: 'Wolfeschlegelsteinhausenbergerdorff Senior, Hubert Blaine',
    handle: 'hubert_blaine_wolfeschlegel_30',
  }),
]
const anybody = contact(0, {})
const many = Array.from({ length: 5_000 }, (_, index) => ({
  ...anybody,
  contactId: ContactId.parse(index.toString(16).padStart(32, '0')),
  name: `Person ${index}`,
  handle: index % 3 === 0 ? null : Handle.parse(`person_${index}`),
}))
const noone = () => {}

const book = (contacts: readonly Contact[], more: Partial<GalleryView> = {}): GalleryView => ({
  size: mainSize,
  snapshots: { ...ordinary, book: { contacts: [...contacts] } },
  content: <AddressBook onBack={noone} />,
  ...more,
})

const row = (number: number) => `ul li:nth-child(${number}) button`
const FILE = [
  'BEGIN:VCARD\nVERSION:3.0\nFN:Amélie R.\nIMPP:ahoy:@amelie\nTEL:+33 1\nPHOTO:x\nEND:VCARD',
  ...['Doris Day', 'Émile Zola', 'Farid Haddad', 'Gwen Le Goff'].map(
    (name, index) =>
      `BEGIN:VCARD\nVERSION:4.0\nFN:${name}\n${index % 2 ? `IMPP:ahoy:@guest_${index}` : `EMAIL:guest${index}@example.org`}\nEND:VCARD`,
  ),
  'BEGIN:VCARD\nVERSION:4.0\nFN:Kofi Mensah\nURL:ahoy:@kofi@calls.example.com\nEND:VCARD',
  'BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD',
  'BEGIN:VCARD\nVERSION:2.1\nFN:Old Phone\nEND:VCARD',
  'BEGIN:VCARD\nVERSION:3.0\nFN:No End',
].join('\n')

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 60))
const paste = (text: string) => async () => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  // The page listens from its first paint on.
  await nextTurn()
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  await nextTurn()
}
const pasteAndImport = async () => {
  await paste(FILE)()
  await press('section > div > div > div:last-child > button:last-of-type')
  await nextTurn()
}

export const bookViews: GalleryViews = {
  book: book(few),
  'book-narrow': book(few, { size: { widthPx: 340, heightPx: 680 } }),
  'book-5000': book(many),
  'book-none': book([]),
  'book-no-match': book(few, { act: () => typeInto('input', 'zzz') }),
  'book-menu': book(few, { act: () => press('[aria-haspopup=menu]') }),
  'book-card': book(few, { act: () => press(row(2)) }),
  'book-card-add': book(few, { act: () => press('header button:nth-of-type(2)') }),
  'book-card-handle': book(few, {
    act: async () => {
      await press('ul li:nth-child(3) button:nth-child(2)')
      await typeInto('[role=dialog] div:nth-of-type(2) > div > input', 'claire')
      await new Promise((resolve) => setTimeout(resolve, 350))
    },
    answers: {
      'people.find': () =>
        ok({ matches: [], exact: { kind: 'found', person: person('claire', 'Claire D.') } }),
    },
  }),
  'book-card-trouble': book(few, {
    act: async () => {
      await press(row(1))
      await press('[role=dialog] [type=submit]')
    },
    answers: { 'book.save': () => fail({ kind: 'cannot-save' }) },
  }),
  'book-removed': book(few, {
    act: async () => {
      await press(row(2))
      await press('[role=dialog] form > div:last-child button:first-child')
    },
  }),
  'book-import': book([], { act: () => press('section > div button') }),
  'book-import-preview': book(few, { act: paste(FILE) }),
  'book-import-nothing': book(few, {
    act: paste('BEGIN:VCARD\nVERSION:3.0\nFN:Amélie\nIMPP:ahoy:@amelie\nEND:VCARD'),
  }),
  'book-import-unknown': book(few, { act: paste('colour,size\nred,3') }),
  'book-import-busy': book(few, {
    act: pasteAndImport,
    answers: { 'book.import': () => new Promise(() => {}) },
  }),
  'book-import-done': book(few, {
    act: pasteAndImport,
    answers: { 'book.import': () => ok({ added: 5, merged: 1, unchanged: 0 }) },
  }),
  'book-import-failed': book(few, {
    act: pasteAndImport,
    answers: { 'book.import': () => fail({ kind: 'cannot-save' }) },
  }),
}
