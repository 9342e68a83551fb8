import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../contract/bridge/book.ts'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useBridge, useTopic } from '../../bridge/use-bridge.ts'
import type { UndoToastProps } from '../../ui/undo-toast.tsx'
import { AddressBook } from '../book/address-book.tsx'
import { usePersonCard } from '../book/use-person-card.tsx'
import { nameOf } from './person-line.tsx'
import { useRemoval } from './use-removal.ts'

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

/** Where the address book, and the card of a person on a list, come into the main view. */
export function useBookPlace(): BookPlace {
  const { call } = useBridge()
  const { t } = useTranslation()
  const { contacts } = useTopic('book')
  const [isOpen, setIsOpen] = useState(false)
  const removal = useRemoval<Contact>(
    ({ contactId }) => void call('book.remove', { contactIds: [contactId] }),
  )
  const card = usePersonCard(removal.remove)
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
    undo: removal.waiting && {
      words: t('callers.person.cardRemoved', { name: removal.waiting.name }),
      onUndo: removal.undo,
      onHold: removal.hold,
    },
  }
}
