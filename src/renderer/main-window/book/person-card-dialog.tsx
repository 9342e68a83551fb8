import { Dialog } from '@base-ui/react/dialog'
import { Star } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ContactDetail, type ContactDraft, Loudness, RingTone } from '../../../contract/bridge/book.ts'
import { LIMITS } from '../../../contract/limits.ts'
import { cleanLines } from '../../../domain/address-book/clean-text.ts'
import { cleanName } from '../../../domain/display-name.ts'
import { parseTypedAddress } from '../../../domain/handle.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'
import { CardChoice } from './card-choice.tsx'
import { type HandleHint, isGoodHint } from './use-handle-hint.ts'

/** `handle-in-use` and `myself` are told by the field of the handle. */
export type SaveTrouble = 'no-such-contact' | 'book-full' | 'cannot-save' | 'other'

export type PersonCardDialogProps = {
  /** `add` for somebody who is not in the book yet. */
  readonly mode: 'add' | 'edit'
  readonly draft: ContactDraft
  /** Where the cursor stands first. */
  readonly focus: 'name' | 'handle'
  readonly typedHandle: string
  readonly onTypedHandle: (typed: string) => void
  readonly handleHint: HandleHint
  readonly isBusy: boolean
  readonly trouble: SaveTrouble | null
  readonly onSave: (draft: ContactDraft) => void
  /** Null for somebody who is not in the book. */
  readonly onRemove: (() => void) | null
  readonly onClose: () => void
}

/** What I know of a person, and how they may ring me. Its owner takes it away. */
export function PersonCardDialog(props: PersonCardDialogProps) {
  const { mode, focus, isBusy, onClose } = props
  const { t } = useTranslation()
  return (
    <Dialog.Root open onOpenChange={(wantsOpen) => !wantsOpen && !isBusy && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-(--enter-ms) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center p-3">
          <Dialog.Popup className="floats flex max-h-full w-full max-w-90 flex-col overflow-hidden rounded-card bg-raised shadow-float">
            <Dialog.Title className="px-5 pt-4 pb-3 text-17 font-semibold">
              {mode === 'add' ? t('book.card.addTitle') : t('book.card.editTitle')}
            </Dialog.Title>
            <CardForm key={focus} {...props} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function CardForm(props: PersonCardDialogProps) {
  const { draft, focus, typedHandle, onTypedHandle, handleHint, isBusy, trouble, onSave, onRemove } = props
  const { t } = useTranslation()
  const [now, setNow] = useState(draft)
  const [hasTried, setHasTried] = useState(false)
  const set = (change: Partial<ContactDraft>) => setNow((before) => ({ ...before, ...change }))
  const name = cleanName(now.name, LIMITS.contactNameMaxChars)
  const submit = () => {
    setHasTried(true)
    const address = parseTypedAddress(typedHandle)
    if (isBusy || name === '' || !isGoodHint(handleHint)) return
    const note = cleanLines(now.note, LIMITS.contactNoteMaxChars)
    onSave({ ...now, name, note, handle: address.ok ? address.value.handle : null })
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="quiet-scroll flex min-h-0 flex-col gap-2.5 overflow-y-auto px-5 pb-4">
        <TextField
          autoFocus={focus === 'name'}
          label={t('book.card.name')}
          value={now.name}
          onValue={(typed) => set({ name: typed })}
          maxLength={LIMITS.contactNameMaxChars}
          disabled={isBusy}
          {...(hasTried && name === ''
            ? { tone: 'bad', hint: t('book.card.nameMissing') }
            : { hint: t('book.card.nameHint') })}
        />
        <TextField
          autoFocus={focus === 'handle'}
          label={t('book.card.handle')}
          prefix="@"
          value={typedHandle}
          onValue={onTypedHandle}
          maxLength={300}
          disabled={isBusy}
          {...useHintWords(handleHint, hasTried)}
        />
        <Favourite isOn={now.isFavourite} onChange={(isFavourite) => set({ isFavourite })} />
        <CardChoice
          label={t('book.card.tone')}
          value={now.tone}
          onChange={(tone) => set({ tone })}
          choices={RingTone.options.map((value) => ({ value, words: t(`book.card.tones.${value}`) }))}
        />
        <CardChoice
          label={t('book.card.loudness')}
          value={now.loudness}
          onChange={(loudness) => set({ loudness })}
          choices={Loudness.options.map((value) => ({ value, words: t(`book.card.loudnesses.${value}`) }))}
        />
        <NoteField value={now.note} onValue={(note) => set({ note })} isBusy={isBusy} />
        {now.details.length > 0 && <Details details={now.details} />}
      </div>
      <p role="alert" className="border-t border-line px-5 pt-3 text-13 text-stop empty:hidden">
        {trouble !== null && t(`book.card.${trouble}`)}
      </p>
      <CardButtons isBusy={isBusy} onRemove={onRemove} onClose={props.onClose} />
    </form>
  )
}

function CardButtons({
  isBusy,
  onRemove,
  onClose,
}: Pick<PersonCardDialogProps, 'isBusy' | 'onRemove' | 'onClose'>) {
  const { t } = useTranslation()
  return (
    <div className="flex gap-2 border-t border-line px-5 py-3">
      {onRemove && (
        <Button look="stop-quiet" className="-ml-3.5" disabled={isBusy} onClick={onRemove}>
          {t('book.card.remove')}
        </Button>
      )}
      <span className="flex-1" />
      <Button disabled={isBusy} onClick={onClose}>
        {t('shared.cancel')}
      </Button>
      <Button look="primary" isSubmit disabled={isBusy}>
        {isBusy ? t('book.card.busy') : t('book.card.save')}
      </Button>
    </div>
  )
}

/** While it grows a short handle is a hint, not a fault. */
function useHintWords(hint: HandleHint, hasTried: boolean): Pick<TextFieldProps, 'hint' | 'tone'> {
  const { t } = useTranslation()
  switch (hint.kind) {
    case 'none':
      return { hint: t('book.card.handleHint') }
    case 'found':
      return { tone: 'good', hint: t('book.card.found', { name: hint.name }) }
    case 'known':
      return { hint: null }
    case 'checking':
    case 'not-found':
    case 'unreachable':
      return { hint: t(`book.card.${hint.kind}`) }
    case 'other-directory':
      return { tone: 'bad', hint: t('book.card.other-directory', { host: hint.host }) }
    case 'in-use':
      return { tone: 'bad', hint: t('book.card.in-use', { name: hint.name }) }
    case 'too-short':
      return { tone: hasTried ? 'bad' : 'plain', hint: t('book.card.too-short') }
    case 'too-long':
    case 'characters':
    case 'myself':
      return { tone: 'bad', hint: t(`book.card.${hint.kind}`) }
  }
}

function Favourite({
  isOn,
  onChange,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="flex items-center gap-3 rounded-control border border-line px-3 py-2">
      <Star
        className={isOn ? 'size-4.5 fill-current text-accent' : 'size-4.5 text-secondary'}
        aria-hidden="true"
      />
      <span className="flex min-w-0 flex-1 flex-col">
        <span id={`${id}-words`} className="text-13 font-medium">
          {t('book.card.favourite')}
        </span>
        <span id={`${id}-hint`} className="text-13 text-secondary">
          {t('book.card.favouriteHint')}
        </span>
      </span>
      <Switch isOn={isOn} onChange={onChange} labelledBy={`${id}-words`} describedBy={`${id}-hint`} />
    </div>
  )
}

type NoteFieldProps = {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly isBusy: boolean
}

function NoteField({ value, onValue, isBusy }: NoteFieldProps): ReactNode {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13 font-medium">
        {t('book.card.note')}
      </label>
      <textarea
        id={id}
        data-selectable
        rows={2}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        maxLength={LIMITS.contactNoteMaxChars}
        disabled={isBusy}
        aria-describedby={`${id}-hint`}
        className="quiet-scroll state-change min-h-15 resize-none rounded-control border border-line-strong bg-field px-3 py-2 text-15"
      />
      <p id={`${id}-hint`} className="text-13 text-secondary">
        {t('book.card.noteHint')}
      </p>
    </div>
  )
}

function Details({ details }: { readonly details: readonly ContactDetail[] }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5">
      <h3 id={id} className="text-13 font-medium">
        {t('book.card.details')}
      </h3>
      <dl className="divide-y divide-line rounded-control border border-line">
        {details.map(({ kind, value, label }) => (
          <div key={`${kind} ${value}`} className="flex flex-col px-3 py-1.5">
            <dt className="text-12 text-secondary">
              {t(`book.card.detail.${kind}`)}
              {label !== '' && <bdi> · {label}</bdi>}
            </dt>
            <dd data-selectable dir="auto" className="text-15 break-words">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
