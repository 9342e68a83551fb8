import { ArrowDownToLine, BookUser, Ellipsis, FileUp, Search, UserPlus, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BackButton } from '../../ui/back-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { UndoToast, type UndoToastProps } from '../../ui/undo-toast.tsx'
import { ContactList, type ContactListProps } from './contact-list.tsx'

export type AddressBookViewProps = ContactListProps & {
  /** Of everybody, also while something is searched. */
  readonly count: number
  readonly typed: string
  readonly onTyped: (typed: string) => void
  readonly onBack: () => void
  readonly onAdd: () => void
  readonly onImport: () => void
  /** Null while there is nobody, or the file is being written. */
  readonly onExport: (() => void) | null
  readonly undo: UndoToastProps | null
  /** Said for a moment: what was just done. */
  readonly notice: string | null
  /** A file is held over the window. */
  readonly isOver: boolean
  readonly dialog: ReactNode
}

/** All my people, with and without a handle. */
export function AddressBookView(props: AddressBookViewProps) {
  const { count, contacts, typed, onTyped, undo, notice, isOver, dialog } = props
  const { t } = useTranslation()
  return (
    <section aria-label={t('book.title')} className="flex h-full flex-col">
      <Header {...props} />
      {count > 0 && (
        <div className="px-3 pb-2">
          <TextField
            isLabelHidden
            label={t('book.search')}
            placeholder={t('book.search')}
            value={typed}
            onValue={onTyped}
            action={
              typed === '' ? (
                <Search className="size-4 text-secondary" aria-hidden="true" />
              ) : (
                <IconButton
                  size="small"
                  label={t('book.clearSearch')}
                  icon={<X className="size-4" />}
                  onPress={() => onTyped('')}
                />
              )
            }
          />
        </div>
      )}
      <div className="relative min-h-0 flex-1">
        <People {...props} />
        <div className="absolute inset-x-3 bottom-3 z-10 flex flex-col gap-2">
          <p
            role="status"
            className={
              notice ? 'enters self-center rounded-card bg-raised px-4 py-2 text-13 shadow-float' : 'sr-only'
            }
          >
            {notice}
          </p>
          {undo && <UndoToast {...undo} />}
        </div>
        {isOver && <DropHint />}
      </div>
      <p className="border-t border-line px-4 py-2 text-12 text-secondary">{t('book.privacy')}</p>
      <span role="status" className="sr-only">
        {typed !== '' && t('book.count', { count: contacts.length })}
      </span>
      {dialog}
    </section>
  )
}

function Header({ count, onBack, onAdd, onImport, onExport }: AddressBookViewProps) {
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const more = (
    <button
      type="button"
      aria-label={t('book.more')}
      className="state-change flex size-9 items-center justify-center rounded-full text-secondary hover:bg-press hover:text-text data-popup-open:bg-press"
    >
      <Ellipsis className="size-5" aria-hidden="true" />
    </button>
  )
  return (
    <header className="flex items-center gap-1 px-3 pt-1 pb-2">
      <BackButton onPress={onBack} />
      <h2 ref={title} tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        <span className="truncate text-15 font-semibold">{t('book.title')}</span>
        {count > 0 && (
          <span className="text-12 font-normal text-secondary">{t('book.count', { count })}</span>
        )}
      </h2>
      <IconButton
        label={t('book.add')}
        look="accent"
        icon={<UserPlus className="size-5" />}
        onPress={onAdd}
        tooltipSide="bottom"
      />
      <Menu trigger={more} align="end">
        <MenuItem icon={<ArrowDownToLine className="size-4" />} onPress={onImport}>
          {t('book.import')}
        </MenuItem>
        {onExport && (
          <MenuItem icon={<FileUp className="size-4" />} onPress={onExport}>
            {t('book.export')}
          </MenuItem>
        )}
      </Menu>
    </header>
  )
}

function People(props: AddressBookViewProps) {
  const { count, contacts, typed, onTyped, onAdd, onImport } = props
  const { t } = useTranslation()
  if (contacts.length > 0) return <ContactList {...props} />
  if (count > 0)
    return (
      <EmptyState
        icon={<Search className="size-6" />}
        words={t('book.noMatch', { typed })}
        action={{ words: t('book.clearSearch'), onPress: () => onTyped('') }}
      />
    )
  return (
    <EmptyState
      icon={<BookUser className="size-6" />}
      words={t('book.empty')}
      action={{ words: t('book.import'), onPress: onImport }}
      otherAction={{ words: t('book.add'), onPress: onAdd }}
    />
  )
}

export function DropHint() {
  const { t } = useTranslation()
  return (
    <div className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-card border-2 border-dashed border-accent bg-accent-soft font-semibold text-accent">
      {t('book.drop')}
    </div>
  )
}
