import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '../../../contract/limits.ts'
import type { RefusingRule } from '../../../contract/reachability.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { formatLength } from '../../ui/time-words.ts'
import type { Language } from '../../i18n/create-i18n.ts'

/** Why it could not be sent, as `request.send` tells. */
export type AskTrouble = {
  readonly kind: string
  readonly retryAfterMs?: number
  readonly rule?: RefusingRule
}

export type AskDialogProps = {
  readonly name: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Null: it is sent. */
  readonly onSend: (text: string) => Promise<AskTrouble | null>
}

type Stage =
  | { readonly kind: 'writing' | 'sending' | 'sent' }
  | { readonly kind: 'failed'; readonly trouble: AskTrouble }

/** Asks somebody to let me call, with one line about me. */
export function AskDialog({ name, isOpen, onClose, onSend }: AskDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [text, setText] = useState('')
  const [stage, setStage] = useState<Stage>({ kind: 'writing' })
  const isSending = stage.kind === 'sending'
  const left = LIMITS.requestTextMaxChars - text.length
  const send = async () => {
    if (isSending) return
    setStage({ kind: 'sending' })
    const trouble = await onSend(text.trim())
    setStage(trouble ? { kind: 'failed', trouble } : { kind: 'sent' })
  }
  if (stage.kind === 'sent') {
    return (
      <DialogFrame
        isOpen={isOpen}
        onClose={onClose}
        title={t('callers.ask.sentTitle')}
        body={t('callers.ask.sentBody', { name })}
      >
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {t('callers.ask.done')}
          </Button>
        </div>
      </DialogFrame>
    )
  }
  return (
    <DialogFrame
      isOpen={isOpen}
      isBusy={isSending}
      onClose={onClose}
      title={t('callers.ask.title', { name })}
      body={t('callers.ask.body', { name })}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextField
          label={t('callers.ask.label')}
          placeholder={t('callers.ask.placeholder')}
          value={text}
          dir="auto"
          maxLength={LIMITS.requestTextMaxChars}
          readOnly={isSending}
          spellCheck
          hint={t('callers.ask.left', { count: left })}
          onValue={(next) => {
            setText(next)
            setStage({ kind: 'writing' })
          }}
        />
        {stage.kind === 'failed' && (
          <p role="alert" className="text-13 text-stop">
            {wordTrouble(t, stage.trouble, name, language)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button disabled={isSending} onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button look="primary" isSubmit aria-disabled={isSending}>
            {t(isSending ? 'callers.ask.sending' : 'callers.ask.send')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  )
}

function wordTrouble(t: TFunction, trouble: AskTrouble, name: string, language: Language): string {
  switch (trouble.kind) {
    case 'too-many-requests':
      return t('callers.ask.trouble.too-many-requests', {
        time: formatLength(Math.max(trouble.retryAfterMs ?? 0, 60_000), language),
      })
    case 'not-allowed':
      return trouble.rule ? t(`callers.why.${trouble.rule}`, { name }) : t('callers.ask.trouble.other')
    case 'directory-unreachable':
    case 'not-found':
    case 'already-pending':
    case 'already-allowed':
      return t(`callers.ask.trouble.${trouble.kind}`)
    default:
      return t('callers.ask.trouble.other')
  }
}
