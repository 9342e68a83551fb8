import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../contract/bridge/book.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { UndoToastProps } from '../../ui/undo-toast.tsx'
import { useUndo } from '../../ui/use-undo.ts'

export type ContactRemoval = {
  /** Holds at once, for who may ring too; for a while it can be taken back. */
  readonly remove: (contact: Contact) => void
  readonly undo: UndoToastProps | null
}

/** Takes people out of my address book. `say` tells what went wrong. */
export function useContactRemoval(say: (words: string) => void): ContactRemoval {
  const { call } = useBridge()
  const { t } = useTranslation()
  const { toast, show, clear } = useUndo()
  const putBack = async (removed: Contact) => {
    const { contactId: _, ...contact } = removed
    const answer = await call('book.save', { contactId: null, contact })
    if (!answer.ok) say(t('book.notPutBack', { name: contact.name }))
  }
  const remove = async (contact: Contact) => {
    clear()
    const answer = await call('book.remove', { contactIds: [contact.contactId] })
    if (!answer.ok) return say(t('book.notRemoved', { name: contact.name }))
    show({ words: t('book.removed', { name: contact.name }), takeBack: () => void putBack(contact) })
  }
  return { remove: (contact) => void remove(contact), undo: toast }
}
