import { expect, it } from 'vitest'
import { Contact } from '../../../../../src/contract/bridge/book.ts'
import { Handle } from '../../../../../src/contract/ids.ts'
import { createContactSearch } from '../../../../../src/renderer/main-window/book/contact-search.ts'
import { draft, email, phone } from '../../../domain/address-book/any-contact.ts'

const people = [
  draft({ name: 'Zoé Martin', handle: Handle.parse('zoe_m'), details: [phone('+33 6 12 34 56 78')] }),
  draft({ name: 'Max', details: [email('max@harbour.example')] }),
  draft({ name: '李小龙', details: [{ kind: 'organisation', value: 'Harbour Ltd.', label: '' }] }),
].map((each, index) => Contact.parse({ ...each, contactId: `${index}`.padStart(32, '0') }))
const search = createContactSearch(people)

it.each([
  ['zoe', ['Zoé Martin']],
  ['MARTIN z', ['Zoé Martin']],
  ['@zoe_m', ['Zoé Martin']],
  ['oe', []],
  ['612 34', ['Zoé Martin']],
  ['harb', ['Max', '李小龙']],
  ['max@harb', ['Max']],
  ['李', ['李小龙']],
  [' ', ['Zoé Martin', 'Max', '李小龙']],
  ['nobody', []],
])('CAN9 %j finds %j', (typed, names) => {
  expect(search(typed).map(({ name }) => name)).toEqual(names)
})
