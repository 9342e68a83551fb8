import { useMemo, useState } from 'react'
import { AddressBookView } from './address-book-view.tsx'
import { ImportView } from './import-view.tsx'
import { createContactSearch } from './contact-search.ts'
import { useBookActions } from './use-book-actions.ts'
import { useImport } from './use-import.ts'
import { usePersonCard } from './use-person-card.tsx'
import { useTopic } from '../../bridge/use-bridge.ts'

/** The page of my address book, in the place of the tabs. A file may be dropped or pasted as long as it is open. */
export function AddressBook({ onBack }: { readonly onBack: () => void }) {
  const { contacts } = useTopic('book')
  const [typed, setTyped] = useState('')
  const [isImporting, setIsImporting] = useState(false)
  const [startImport] = useState(() => () => setIsImporting(true))
  const { remove, undo, notice, onExport } = useBookActions(contacts.length)
  const card = usePersonCard(remove)
  // What is typed into an open card must not be lost to a file.
  const { state, flow, isOver } = useImport(card.dialog === null, startImport)
  const search = useMemo(() => createContactSearch(contacts), [contacts])
  const found = useMemo(() => search(typed), [search, typed])
  const leaveImport = () => {
    flow.reset()
    setIsImporting(false)
  }
  if (isImporting) return <ImportView state={state} flow={flow} isOver={isOver} onLeave={leaveImport} />
  return (
    <AddressBookView
      contacts={found}
      count={contacts.length}
      typed={typed}
      onTyped={setTyped}
      onBack={onBack}
      onOpen={(contact) => card.open({ kind: 'contact', contact, focus: 'name' })}
      onAddHandle={(contact) => card.open({ kind: 'contact', contact, focus: 'handle' })}
      onAdd={() => card.open({ kind: 'new', known: {} })}
      onImport={startImport}
      onExport={onExport}
      undo={undo}
      notice={notice}
      isOver={isOver}
      dialog={card.dialog}
    />
  )
}
