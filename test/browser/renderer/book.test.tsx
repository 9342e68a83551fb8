import { page, userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it } from 'vitest'
import { Contact, type ContactDraft } from '../../../src/contract/bridge/book.ts'
import { Handle } from '../../../src/contract/ids.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import { ordinary } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { AddressBook } from '../../../src/renderer/main-window/book/address-book.tsx'
import { closeView, inputsOf, renderView } from './render-view.tsx'

const draft: ContactDraft = {
  name: 'Zoé Martin',
  handle: null,
  note: '',
  isFavourite: false,
  tone: 'usual',
  loudness: 'usual',
  details: [{ kind: 'email', value: 'zoe@example.org', label: '' }],
}
const contact = (index: number, change: Partial<ContactDraft> = {}) =>
  Contact.parse({ ...draft, ...change, contactId: index.toString(16).padStart(32, '0') })
const zoe = contact(1)
const bob = contact(2, { name: 'Bob', handle: Handle.parse('bob_k'), details: [] })
const withBook = (...contacts: Contact[]) => ({ ...ordinary, book: { contacts } })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
const left: string[] = []
const book = <AddressBook onBack={() => left.push('left')} />

const card = (...lines: readonly string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\n')
const FILE =
  card('FN:Ada', 'IMPP:ahoy:@ada_l') +
  card('TEL:1') +
  card('FN:Kofi', 'URL:ahoy:@kofi@elsewhere.example') +
  card('FN:Bob K.', 'IMPP:ahoy:@bob_k', 'TEL:123456')

function paste(text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

function drop(name: string, text: string): DragEvent {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([text], name))
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
  document.body.dispatchEvent(event)
  return event
}

afterEach(closeView)

describe('CAN9 the address book', () => {
  it('CAN9 lists people with a handle and without, says what the directory is told, and finds by name', async () => {
    await renderView(book, withBook(bob, zoe))
    await expect.element(page.getByText('@bob_k')).toBeVisible()
    await expect.element(page.getByText('zoe@example.org')).toBeVisible()
    await expect.element(button('Add a handle for Zoé Martin')).toBeVisible()
    await expect
      .element(page.getByText('Ahoy tells the directory the handles in your address book, and nothing else.'))
      .toBeVisible()
    await field('Search your address book').fill('zoe')
    await expect.element(button('Edit Bob')).not.toBeInTheDocument()
    await expect.element(button('Edit Zoé Martin')).toBeVisible()
    await field('Search your address book').fill('nobody')
    await button('Show everybody').first().click()
    await expect.element(button('Edit Bob')).toBeVisible()
  })

  it('CAN9 a handle is added: it is looked up, and the rest of the card stays', async () => {
    const bridge = await renderView(book, withBook(zoe), {
      'people.find': () => ok({ matches: [], exact: { kind: 'found', person: person('zoe_m', 'Zoé M.') } }),
      'book.save': () => ok({ contactId: zoe.contactId }),
    })
    await button('Add a handle for Zoé Martin').click()
    await expect.element(field('Handle')).toHaveFocus()
    await userEvent.keyboard('@Zoe_M')
    await expect.element(page.getByText('Calls themselves Zoé M.')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(inputsOf(bridge, 'book.save')).toEqual([
      { contactId: zoe.contactId, contact: { ...draft, handle: 'zoe_m' } },
    ])
  })

  it.each([
    ['ab', 'At least 3 characters.'],
    ['zoé', 'Letters a to z, digits and _ only.'],
    ['ada', 'That is you.'],
    ['BOB_K', /Bob.* has this handle in your address book already\./],
    ['zoe@elsewhere.example', /That person is on .*elsewhere\.example/],
  ])('CAN9 @%s can not be saved, and the card says why', async (typed, words) => {
    const bridge = await renderView(book, withBook(bob, zoe))
    await button('Edit Zoé Martin').click()
    await field('Handle').fill(typed)
    await button('Save').click()
    await expect.element(page.getByText(words)).toBeVisible()
    expect(inputsOf(bridge, 'book.save')).toEqual([])
  })

  it('CAN9 somebody new needs a name; what can not be saved says so, and nothing typed is lost', async () => {
    const answers = [fail({ kind: 'cannot-save' } as const), ok({ contactId: zoe.contactId })]
    const bridge = await renderView(book, withBook(bob), {
      'book.save': () => answers.shift() ?? fail({ kind: 'no-account' }),
    })
    await button('Add a person').click()
    await expect.element(field('Name')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText('Give them a name.')).toBeVisible()
    await field('Name').fill('  Mum ')
    await field('Note').fill('Sundays')
    await page.getByRole('switch', { name: 'Favourite' }).click()
    await button('Save').click()
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent(
        'Nothing was saved: the disk is full, or the folder is locked. Make room, then try again.',
      )
    await expect.element(field('Note')).toHaveValue('Sundays')
    await button('Save').click()
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(inputsOf(bridge, 'book.save').at(-1)).toEqual({
      contactId: null,
      contact: { ...draft, name: 'Mum', note: 'Sundays', isFavourite: true, details: [] },
    })
  })

  it('CAN9 removing holds at once, and can be taken back', async () => {
    const bridge = await renderView(book, withBook(bob, zoe))
    await button('Edit Bob').click()
    await button('Remove').click()
    await expect.element(page.getByText('The card of Bob is removed')).toBeVisible()
    expect(inputsOf(bridge, 'book.remove')).toEqual([{ contactIds: [bob.contactId] }])
    await button('Undo').click()
    const { contactId: _, ...card } = bob
    expect(inputsOf(bridge, 'book.save')).toEqual([{ contactId: null, contact: card }])
    await expect.element(button('Undo')).not.toBeInTheDocument()
  })

  it('CAN9 who could not be removed, or put back, is still told so', async () => {
    const answers = [fail({ kind: 'cannot-save' } as const), ok({})]
    await renderView(book, withBook(bob, zoe), {
      'book.remove': () => answers.shift() ?? fail({ kind: 'no-account' }),
      'book.save': () => fail({ kind: 'cannot-save' }),
    })
    const remove = async () => {
      await button('Edit Bob').click()
      await button('Remove').click()
    }
    await remove()
    await expect.element(page.getByText(/^Bob could not be removed: the disk is full/)).toBeVisible()
    await expect.element(button('Undo')).not.toBeInTheDocument()
    await remove()
    await button('Undo').click()
    await expect.element(page.getByText(/^The card of Bob could not be put back/)).toBeVisible()
  })

  it('CAN9 it is written to a file, and says how many are in it', async () => {
    await renderView(book, withBook(bob, zoe), { 'book.export': () => ok({ outcome: 'saved', count: 2 }) })
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Export to a file' }).click()
    await expect.element(page.getByText(/people saved in the file/)).toBeVisible()
  })
})

describe('CAN9 importing', () => {
  it('CAN9 what is pasted is shown first, then comes in, and every card that did not is named', async () => {
    const bridge = await renderView(book, withBook(bob), {
      'book.import': () => ok({ added: 2, merged: 1, unchanged: 0 }),
    })
    await expect.element(button('Edit Bob')).toBeVisible()
    paste(FILE)
    await expect.element(page.getByText(/new people$/)).toBeVisible()
    await expect.element(page.getByText(/whom you have, with something new/)).toBeVisible()
    await expect
      .element(page.getByText('Left out: no name, no organisation and no mail address'))
      .toBeVisible()
    await expect.element(page.getByText(/Without .*@kofi@elsewhere\.example/)).toBeVisible()
    expect(inputsOf(bridge, 'book.import')).toEqual([])
    await page.getByRole('button', { name: /^Import .*people$/ }).click()
    await expect.element(page.getByText('Your people are here')).toBeVisible()
    expect(inputsOf(bridge, 'book.import')).toMatchObject([
      {
        cards: [
          { name: 'Ada', handle: 'ada_l' },
          { name: 'Kofi', handle: null },
          { name: 'Bob K.', handle: 'bob_k' },
        ],
      },
    ])
    await button('Done').click()
    await expect.element(button('Edit Bob')).toBeVisible()
  })

  it('CAN9 a dropped file is taken, and the window stays; one that is none says so', async () => {
    await renderView(book, withBook())
    await expect.element(button('Import a file')).toBeVisible()
    expect(drop('colours.csv', 'colour,size\nred,3').defaultPrevented).toBe(true)
    await expect.element(page.getByText(/Neither a vCard file.*colours\.csv/)).toBeVisible()
    drop('people.csv', 'Nom;Ahoy\nZoé;@zoe')
    await expect.element(page.getByRole('button', { name: /^Import .*person$/ })).toBeVisible()
  })

  it('CAN9 text that is pasted into a field stays there', async () => {
    await renderView(book, withBook(bob))
    await field('Search your address book').click()
    await userEvent.keyboard('b')
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', FILE)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    await expect.element(button('Edit Bob')).toBeVisible()
    await expect.element(page.getByText(/new people$/)).not.toBeInTheDocument()
  })

  it('CAN9 while people come in it can be stopped: what had come in stays', async () => {
    const sending =
      Promise.withResolvers<ReturnType<typeof ok<{ added: number; merged: number; unchanged: number }>>>()
    const bridge = await renderView(book, withBook(), { 'book.import': () => sending.promise })
    const many = Array.from({ length: 450 }, (_, index) => card(`FN:Person ${index}`)).join('')
    await expect.element(button('Import a file')).toBeVisible()
    paste(many)
    await page.getByRole('button', { name: /^Import .*450.*people$/ }).click()
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuemax', '450')
    await button('Stop').click()
    await expect.element(button('Stopping')).toBeDisabled()
    sending.resolve(ok({ added: 200, merged: 0, unchanged: 0 }))
    await expect.element(page.getByText('What had come in stays.')).toBeVisible()
    await expect.element(page.getByText(/250.* people not imported/)).toBeVisible()
    expect(inputsOf(bridge, 'book.import')).toHaveLength(1)
  })
})
