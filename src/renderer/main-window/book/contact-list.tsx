import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../contract/bridge/book.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { useRowWindow } from '../../ui/use-row-window.ts'

export type ContactListProps = {
  readonly contacts: readonly Contact[]
  readonly onOpen: (contact: Contact) => void
  readonly onAddHandle: (contact: Contact) => void
}

/** My people by name. Only the rows near the screen are in the page. */
export function ContactList(props: ContactListProps) {
  const { contacts } = props
  const { t } = useTranslation()
  const { first, end, scroller, onScroll } = useRowWindow(contacts.length, null)
  return (
    <div ref={scroller} onScroll={onScroll} className="quiet-scroll h-full overflow-x-hidden overflow-y-auto">
      <ul
        aria-label={t('book.title')}
        className="relative"
        style={{ height: contacts.length * PERSON_ROW_PX }}
      >
        {contacts.slice(first, end).map((contact, index) => (
          <ContactRow
            key={contact.contactId}
            {...props}
            contact={contact}
            row={first + index}
            count={contacts.length}
          />
        ))}
      </ul>
    </div>
  )
}

type ContactRowProps = ContactListProps & {
  readonly contact: Contact
  readonly row: number
  readonly count: number
}

function ContactRow({ contact, row, count, onOpen, onAddHandle }: ContactRowProps) {
  const { t } = useTranslation()
  const { name, handle, isFavourite } = contact
  return (
    <li
      aria-posinset={row + 1}
      aria-setsize={count}
      className="state-change absolute inset-x-2 top-0 flex h-(--person-row) items-center gap-1 rounded-control pr-1.5 hover:bg-hover"
      style={{ transform: `translateY(${row * PERSON_ROW_PX}px)` }}
    >
      <button
        type="button"
        aria-label={t('book.edit', { name })}
        onClick={() => onOpen(contact)}
        className="flex h-full min-w-0 flex-1 items-center gap-3 rounded-control pl-2 text-left outline-offset-[-2px]"
      >
        <Avatar handle={handle ?? name} displayName={name} size={36} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex min-w-0 items-center gap-1.5">
            <bdi className="truncate font-semibold">{name}</bdi>
            {isFavourite && (
              <Star className="size-3.5 shrink-0 fill-current text-accent" aria-label={t('book.favourite')} />
            )}
          </span>
          <span className="truncate text-13 text-secondary">
            {handle === null ? <OtherWay contact={contact} /> : `@${handle}`}
          </span>
        </span>
      </button>
      {handle === null && (
        <Button
          look="quiet"
          size="small"
          aria-label={t('book.addHandleOf', { name })}
          onClick={() => onAddHandle(contact)}
        >
          {t('book.addHandle')}
        </Button>
      )}
    </li>
  )
}

/** What tells two people of one name apart who have no handle. */
function OtherWay({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation()
  const [first] = contact.details
  return first ? <bdi>{first.value}</bdi> : t('book.noHandle')
}
