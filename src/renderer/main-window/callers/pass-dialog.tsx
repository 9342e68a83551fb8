import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BridgeContract } from '../../../contract/bridge/contract.ts'
import type { Result } from '../../../contract/result.ts'
import type { InputOf, OutputOf } from '../../../contract/rpc/contract.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Segments } from '../../ui/segments.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { formatMoment } from '../../ui/time-words.ts'

const HOUR_MS = 3_600_000
const LENGTHS_MS = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
} as const
type Length = keyof typeof LENGTHS_MS

const TROUBLES = {
  'bad-handle': true,
  myself: true,
  'too-many-passes': true,
  'directory-unreachable': true,
  'cannot-save': true,
} as const
type Trouble = keyof typeof TROUBLES | 'other'
const isTrouble = (kind: string): kind is keyof typeof TROUBLES => Object.hasOwn(TROUBLES, kind)

export type PassDialogProps = {
  readonly isOpen: boolean
  readonly nowMs: number
  readonly onClose: () => void
  readonly onMake: (
    input: InputOf<BridgeContract, 'pass.make'>,
  ) => Promise<Result<OutputOf<BridgeContract, 'pass.make'>, { readonly kind: string }>>
}

type Made = { readonly link: string; readonly untilMs: number; readonly forTyped: string | null }

/** Asks for whom and for how long, then shows the link. */
export function PassDialog(props: PassDialogProps) {
  const { isOpen, onClose } = props
  const { t } = useTranslation()
  const [made, setMade] = useState<Made | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const close = () => {
    onClose()
    setMade(null)
  }
  return (
    <DialogFrame
      isOpen={isOpen}
      isBusy={isBusy}
      onClose={close}
      title={t(made ? 'callers.passes.dialog.doneTitle' : 'callers.passes.dialog.title')}
      {...(made ? {} : { body: t('callers.passes.dialog.body') })}
    >
      {made ? (
        <MadePass made={made} nowMs={props.nowMs} onDone={close} />
      ) : (
        <PassForm {...props} isBusy={isBusy} onBusy={setIsBusy} onMade={setMade} onClose={close} />
      )}
    </DialogFrame>
  )
}

type PassFormProps = PassDialogProps & {
  readonly isBusy: boolean
  readonly onBusy: (isBusy: boolean) => void
  readonly onMade: (made: Made) => void
}

function PassForm({ nowMs, isBusy, onBusy, onMake, onMade, onClose }: PassFormProps) {
  const { t } = useTranslation()
  const id = useId()
  const [who, setWho] = useState<'anyone' | 'person'>('anyone')
  const [typed, setTyped] = useState('')
  const [length, setLength] = useState<Length>('day')
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const isAboutHandle = trouble === 'bad-handle' || trouble === 'myself'
  const make = async () => {
    if (isBusy) return
    setTrouble(null)
    onBusy(true)
    const forTyped = who === 'person' ? typed : null
    const validMs = LENGTHS_MS[length]
    const answer = await onMake({ forTyped, validMs })
    onBusy(false)
    if (answer.ok) onMade({ link: answer.value.link, untilMs: nowMs + validMs, forTyped })
    else setTrouble(isTrouble(answer.error.kind) ? answer.error.kind : 'other')
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <div className="flex flex-col gap-2">
        <span id={`${id}-who`} className="text-13 font-medium">
          {t('callers.passes.dialog.who')}
        </span>
        <Segments
          labelledBy={`${id}-who`}
          value={who}
          onChange={setWho}
          choices={[
            { value: 'anyone', words: t('callers.passes.dialog.anyone') },
            { value: 'person', words: t('callers.passes.dialog.person') },
          ]}
        />
        {who === 'anyone' ? (
          <p className="text-13 text-secondary">{t('callers.passes.dialog.anyoneHint')}</p>
        ) : (
          <TextField
            label={t('callers.passes.dialog.handle')}
            isLabelHidden
            prefix="@"
            value={typed}
            maxLength={60}
            placeholder={t('callers.passes.dialog.handle')}
            tone={isAboutHandle ? 'bad' : 'plain'}
            hint={
              isAboutHandle ? t(`callers.passes.trouble.${trouble}`) : t('callers.passes.dialog.handleHint')
            }
            onValue={(next) => {
              setTyped(next)
              setTrouble(null)
            }}
          />
        )}
      </div>
      <div className="flex flex-col gap-2">
        <span id={`${id}-valid`} className="text-13 font-medium">
          {t('callers.passes.dialog.valid')}
        </span>
        <Segments
          labelledBy={`${id}-valid`}
          value={length}
          onChange={setLength}
          choices={(['hour', 'day', 'week', 'month'] as const).map((value) => ({
            value,
            words: t(`callers.passes.dialog.${value}`),
          }))}
        />
      </div>
      {trouble !== null && !isAboutHandle && (
        <p role="alert" className="text-13 text-stop">
          {t(`callers.passes.trouble.${trouble}`)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button disabled={isBusy} onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Button look="primary" isSubmit aria-disabled={isBusy || (who === 'person' && typed.trim() === '')}>
          {t(isBusy ? 'callers.passes.dialog.making' : 'callers.passes.dialog.make')}
        </Button>
      </div>
    </form>
  )
}

type MadePassProps = { readonly made: Made; readonly nowMs: number; readonly onDone: () => void }

function MadePass({ made, nowMs, onDone }: MadePassProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [copied, setCopied] = useState<'copied' | 'copyFailed' | null>(null)
  const when = formatMoment(made.untilMs, nowMs, language)
  return (
    <>
      <p className="text-13 text-secondary">
        {made.forTyped === null
          ? t('callers.passes.dialog.doneAnyone', { when })
          : t('callers.passes.dialog.doneHandle', { handle: made.forTyped.trim().replace(/^@/u, ''), when })}
      </p>
      <div className="flex justify-center">
        <QrCode text={made.link} label={t('callers.passes.dialog.qr')} />
      </div>
      <p
        className="rounded-control bg-page px-3 py-2 text-13 break-all"
        data-selectable
        aria-label={t('callers.passes.dialog.link')}
      >
        {made.link}
      </p>
      <div className="flex items-center justify-end gap-2">
        <span role="status" className="min-w-0 flex-1 text-13 text-secondary">
          {copied && t(`callers.passes.dialog.${copied}`)}
        </span>
        <Button onClick={onDone}>{t('callers.passes.dialog.done')}</Button>
        <Button
          look="primary"
          onClick={() =>
            void copyText(made.link).then((isCopied) => setCopied(isCopied ? 'copied' : 'copyFailed'))
          }
        >
          {t('callers.passes.dialog.copy')}
        </Button>
      </div>
    </>
  )
}
