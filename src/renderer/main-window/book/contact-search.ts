import type { Contact } from '../../../contract/bridge/book.ts'
import { foldText } from '../../../domain/address-book/clean-text.ts'

export type ContactSearch = (typed: string) => readonly Contact[]

/** Finds by name, handle, organisation, mail address and number. Folds the book once, so that each letter is quick. */
export function createContactSearch(contacts: readonly Contact[]): ContactSearch {
  const texts = contacts.map((contact) => ({ contact, text: ` ${foldWords(contact)}` }))
  return (typed) => {
    const wanted = foldText(typed.replace(/^\s*@/, ''))
    const digits = typed.replace(/\D/g, '')
    if (wanted === '') return contacts
    const isNumber = digits.length > 2 && /^[\d\s().+-]+$/.test(typed.trim())
    const words = isNumber ? [digits] : wanted.split(' ')
    return texts
      .filter(({ text }) => words.every((word) => text.includes(isNumber ? word : ` ${word}`)))
      .map(({ contact }) => contact)
  }
}

function foldWords({ name, handle, details }: Contact): string {
  const values = details.map(({ kind, value }) =>
    kind === 'phone' ? value.replace(/\D/g, '') : foldText(value),
  )
  return [foldText(name), ...(handle === null ? [] : [handle, foldText(handle)]), ...values].join(' ')
}
