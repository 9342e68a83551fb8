import { type ReactNode, useState } from 'react'
import type { Contact, ContactDraft } from '../../../contract/bridge/book.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { PersonCardDialog, type PersonCardDialogProps, type SaveTrouble } from './person-card-dialog.tsx'
import { useHandleHint } from './use-handle-hint.ts'

/** Somebody in the book, or somebody who is to come in: what is known of them already. */
export type OpenCard =
  | { readonly kind: 'contact'; readonly contact: Contact; readonly focus: PersonCardDialogProps['focus'] }
  | { readonly kind: 'new'; readonly known: Partial<Pick<ContactDraft, 'name' | 'handle'>> }

export type PersonCard = {
  readonly open: (card: OpenCard) => void
  /** To be put anywhere in the view; null while no card is open. */
  readonly dialog: ReactNode
}

const BLANK: ContactDraft = {
  name: '',
  handle: null,
  note: '',
  isFavourite: false,
  tone: 'usual',
  loudness: 'usual',
  details: [],
}

/** The card of a person, wired to the bridge. `onRemove` takes somebody out of the book. */
export function usePersonCard(onRemove: (contact: Contact) => void): PersonCard {
  const [card, setCard] = useState<{ readonly turn: number; readonly open: OpenCard } | null>(null)
  const close = () => setCard(null)
  return {
    open: (open) => setCard((before) => ({ turn: (before?.turn ?? 0) + 1, open })),
    dialog: card && <OpenPersonCard key={card.turn} card={card.open} onRemove={onRemove} onClose={close} />,
  }
}

type OpenPersonCardProps = {
  readonly card: OpenCard
  readonly onRemove: (contact: Contact) => void
  readonly onClose: () => void
}

function OpenPersonCard({ card, onRemove, onClose }: OpenPersonCardProps) {
  const { call } = useBridge()
  const contact = card.kind === 'contact' ? card.contact : null
  const [draft] = useState(() => toDraft(card))
  const [typedHandle, setTypedHandle] = useState(draft.handle ?? '')
  const [isBusy, setIsBusy] = useState(false)
  const [trouble, setTrouble] = useState<SaveTrouble | null>(null)
  const handleHint = useHandleHint(typedHandle, contact?.contactId ?? null)
  const save = async (changed: ContactDraft) => {
    setIsBusy(true)
    setTrouble(null)
    const answer = await call('book.save', { contactId: contact?.contactId ?? null, contact: changed })
    if (answer.ok) return onClose()
    setIsBusy(false)
    setTrouble(toTrouble(answer.error.kind))
  }
  const remove = (gone: Contact) => {
    onRemove(gone)
    onClose()
  }
  return (
    <PersonCardDialog
      mode={contact ? 'edit' : 'add'}
      draft={draft}
      focus={card.kind === 'contact' ? card.focus : 'name'}
      typedHandle={typedHandle}
      onTypedHandle={(typed) => setTypedHandle(typed.replace(/^\s*@/, ''))}
      handleHint={handleHint}
      isBusy={isBusy}
      trouble={trouble}
      onSave={(changed) => void save(changed)}
      onRemove={contact && (() => remove(contact))}
      onClose={onClose}
    />
  )
}

function toDraft(card: OpenCard): ContactDraft {
  if (card.kind === 'new') return { ...BLANK, ...card.known }
  const { contactId: _, ...draft } = card.contact
  return draft
}

const toTrouble = (kind: string): SaveTrouble =>
  kind === 'no-such-contact' || kind === 'book-full' || kind === 'cannot-save' ? kind : 'other'
