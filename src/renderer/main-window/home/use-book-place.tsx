import { type ReactNode, useState } from 'react'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useTopic } from '../../bridge/use-bridge.ts'
import type { UndoToastProps } from '../../ui/undo-toast.tsx'
import { AddressBook } from '../book/address-book.tsx'
import { useContactRemoval } from '../book/use-contact-removal.ts'
import { usePersonCard } from '../book/use-person-card.tsx'
import { nameOf } from './person-line.tsx'

export type BookPlace = {
  /** The page of my address book; null while it is not open. */
  readonly page: ReactNode | null
  readonly onOpen: () => void
  readonly onLeave: () => void
  /** The card of somebody on a list: the one in the book, or a new one. */
  readonly onEditCard: (person: PersonRow) => void
  readonly dialog: ReactNode
  readonly undo: UndoToastProps | null
}

/** Where the address book, and the card of a person on a list, come into the main view. `say` tells what went wrong. */
export function useBookPlace(say: (words: string) => void): BookPlace {
  const { contacts } = useTopic('book')
  const [isOpen, setIsOpen] = useState(false)
  const { remove, undo } = useContactRemoval(say)
  const card = usePersonCard(remove)
  const onLeave = () => setIsOpen(false)
  return {
    page: isOpen ? <AddressBook onBack={onLeave} /> : null,
    onOpen: () => setIsOpen(true),
    onLeave,
    onEditCard: (person) => {
      const contact = contacts.find(({ handle }) => handle === person.handle)
      card.open(
        contact
          ? { kind: 'contact', contact, focus: 'name' }
          : { kind: 'new', known: { name: nameOf(person), handle: person.handle } },
      )
    },
    dialog: card.dialog,
    undo,
  }
}
