import { Search, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallMedia } from '../../../contract/ids.ts'
import { classNames } from '../../ui/class-names.ts'

export type DialFieldProps = {
  readonly typed: string
  readonly field: RefObject<HTMLInputElement | null>
  /** The grid that arrows move through, and its active row. */
  readonly listId: string
  readonly activeId: string | null
  readonly isListOpen: boolean
  /** What happened, or what to know; announced. */
  readonly note: ReactNode
  readonly isTrouble: boolean
  readonly onType: (typed: string) => void
  readonly onMove: (step: 1 | -1) => void
  readonly onEnter: (media: CallMedia) => void
}

/** The way to everybody: type, arrows, Enter for video, Ctrl or ⌘ with Enter for voice, Escape to empty. */
export function DialField(props: DialFieldProps) {
  const { typed, field, listId, activeId, isListOpen, note, isTrouble, onType, onMove, onEnter } = props
  const { t } = useTranslation()
  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const act = keyAction(event, { typed, onType, onMove, onEnter })
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div className="flex flex-col">
      <div className="state-change flex h-11 items-center gap-2.5 rounded-card border border-line-strong bg-field pr-1.5 pl-3.5 has-[input:focus]:border-accent has-[input:focus]:outline-2 has-[input:focus]:-outline-offset-2 has-[input:focus]:outline-accent">
        <Search className="size-4.5 shrink-0 text-secondary" aria-hidden="true" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={t('main.dial.label')}
          aria-expanded={isListOpen}
          aria-controls={listId}
          aria-haspopup="grid"
          aria-autocomplete="list"
          aria-activedescendant={activeId ?? undefined}
          aria-describedby="dial-note"
          placeholder={t('main.dial.placeholder')}
          value={typed}
          maxLength={300}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={handleKey}
          className="h-full min-w-0 flex-1 bg-transparent text-17 outline-none"
        />
        {typed !== '' && (
          <button
            type="button"
            aria-label={t('main.dial.clear')}
            onClick={() => {
              onType('')
              field.current?.focus()
            }}
            className="state-change flex size-8 items-center justify-center rounded-full text-secondary hover:bg-press hover:text-text"
          >
            <X className="size-4" aria-hidden="true" />
          </button>
        )}
      </div>
      <p
        id="dial-note"
        aria-live="polite"
        className={classNames(
          'px-1 text-13',
          Boolean(note) && 'pt-2',
          isTrouble ? 'text-stop' : 'text-secondary',
        )}
      >
        {note}
      </p>
    </div>
  )
}

type Keys = Pick<DialFieldProps, 'typed' | 'onType' | 'onMove' | 'onEnter'>

/** What a key means in the field; null leaves it to the field itself. */
function keyAction(event: KeyboardEvent, { typed, onType, onMove, onEnter }: Keys): (() => void) | null {
  switch (event.key) {
    case 'ArrowDown':
      return () => onMove(1)
    case 'ArrowUp':
      return () => onMove(-1)
    case 'Enter':
      return () => onEnter(event.ctrlKey || event.metaKey ? 'audio' : 'video')
    case 'Escape':
      return typed === '' ? null : () => onType('')
    default:
      return null
  }
}
