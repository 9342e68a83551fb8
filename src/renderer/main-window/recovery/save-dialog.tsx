import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { judgePassphrase } from '../../../domain/passphrase.ts'
import { Button } from '../../ui/button.tsx'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'

export type SaveOutcome = 'saved' | 'cancelled' | 'cannot-write' | 'key-unusable' | 'other'

export type SaveDialogProps = {
  readonly handle: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Locks the file, asks where to keep it, and writes it. */
  readonly onSave: (passphrase: string) => Promise<SaveOutcome>
}

/** Asks for a passphrase twice, and says when the file is safe. It stays open while the file is made. */
export function SaveDialog(props: SaveDialogProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  const close = () => {
    props.onClose()
    setIsSaved(false)
  }
  return (
    <Dialog.Root open={props.isOpen} onOpenChange={(wantsOpen) => !wantsOpen && !isBusy && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-(--enter-ms) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-auto p-5">
          <Dialog.Popup className="floats w-full max-w-90 rounded-card bg-raised p-5 shadow-float">
            {isSaved ? (
              <SavedWords onClose={close} />
            ) : (
              <SaveForm
                {...props}
                isBusy={isBusy}
                onClose={close}
                onBusy={setIsBusy}
                onSaved={() => setIsSaved(true)}
              />
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type SaveFormProps = SaveDialogProps & {
  readonly isBusy: boolean
  readonly onBusy: (isBusy: boolean) => void
  readonly onSaved: () => void
}

function SaveForm({ handle, isBusy, onBusy, onClose, onSave, onSaved }: SaveFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [repeated, setRepeated] = useState('')
  const [hasTried, setHasTried] = useState(false)
  const [trouble, setTrouble] = useState<Exclude<SaveOutcome, 'saved'> | null>(null)
  const isGood = judgePassphrase(typed).ok

  const submit = async () => {
    setHasTried(true)
    setTrouble(null)
    if (!isGood || typed !== repeated) return
    onBusy(true)
    const outcome = await onSave(typed)
    onBusy(false)
    if (outcome === 'saved') onSaved()
    else setTrouble(outcome)
  }
  const differs = repeated !== typed && (hasTried || (repeated !== '' && !typed.startsWith(repeated)))
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void submit()
      }}
    >
      <Dialog.Title className="text-17 font-semibold">{t('recovery.save.title')}</Dialog.Title>
      <Dialog.Description className="text-13 text-secondary">
        {t('recovery.save.body', { handle })}
      </Dialog.Description>
      <TextField
        type="password"
        label={t('recovery.save.passphrase')}
        value={typed}
        onValue={setTyped}
        maxLength={300}
        disabled={isBusy}
        {...usePassphraseWords(typed, hasTried)}
      />
      <TextField
        type="password"
        label={t('recovery.save.again')}
        value={repeated}
        onValue={setRepeated}
        maxLength={300}
        disabled={isBusy}
        tone={differs ? 'bad' : 'plain'}
        hint={differs ? t('recovery.save.differs') : null}
      />
      <p role="alert" className="text-13 text-stop empty:hidden">
        {trouble !== null && t(`recovery.save.${trouble}`)}
      </p>
      <p role="status" className="sr-only">
        {isBusy && t('recovery.save.busy')}
      </p>
      <div className="flex justify-end gap-2">
        <Button disabled={isBusy} onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Button look="primary" isSubmit disabled={isBusy}>
          {isBusy ? t('recovery.save.busy') : t('recovery.save.action')}
        </Button>
      </div>
    </form>
  )
}

/** While it grows a short phrase is a hint, not a fault. */
function usePassphraseWords(typed: string, hasTried: boolean): Pick<TextFieldProps, 'hint' | 'tone'> {
  const { t } = useTranslation()
  const judged = judgePassphrase(typed)
  if (judged.ok) return { tone: 'good', hint: t(`recovery.save.${judged.value.strength}`) }
  if (judged.error.kind !== 'too-short' || hasTried)
    return { tone: 'bad', hint: t(`recovery.save.${judged.error.kind}`) }
  return { tone: 'plain', hint: t('recovery.save.passphraseHint') }
}

function SavedWords({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="status">
      <Dialog.Title className="text-17 font-semibold">{t('recovery.saved.title')}</Dialog.Title>
      <Dialog.Description className="mt-2 text-13 text-secondary">
        {t('recovery.saved.body')}
      </Dialog.Description>
      <div className="mt-5 flex justify-end">
        <Button look="primary" autoFocus onClick={onClose}>
          {t('recovery.saved.done')}
        </Button>
      </div>
    </div>
  )
}
