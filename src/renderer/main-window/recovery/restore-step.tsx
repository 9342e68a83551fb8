import { FileKey } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { StepFrame, type StepFrameProps } from '../first-run/step-frame.tsx'

export type RestoreTrouble =
  | 'wrong-passphrase'
  | 'damaged'
  | 'newer-version'
  | 'too-large'
  | 'cannot-read'
  | 'other-account'
  | 'directory-not-here'
  | 'key-store-consent'
  | 'cannot-save'
  | 'already-set-up'
  | 'other'

export type RestoreStepProps = Pick<StepFrameProps, 'dots' | 'onBack'> & {
  readonly fileName: string | null
  readonly passphrase: string
  /** Null where the system locks the key away. */
  readonly acceptsPlainKey: boolean | null
  readonly isBusy: boolean
  readonly trouble: RestoreTrouble | null
  readonly onChoose: () => void
  readonly onPassphrase: (passphrase: string) => void
  readonly onPlainKey: (accepts: boolean) => void
  readonly onRestore: () => void
}

/** First the file, then its passphrase: a wrong file is known before anything is typed. */
export function RestoreStep(props: RestoreStepProps) {
  const { dots, onBack, fileName, passphrase, isBusy, trouble, onPassphrase, onRestore } = props
  const { t } = useTranslation()
  const isWrong = trouble === 'wrong-passphrase'
  const canRestore = fileName !== null && passphrase !== '' && props.acceptsPlainKey !== false && !isBusy
  return (
    <form
      className="h-full"
      onSubmit={(event) => {
        event.preventDefault()
        if (canRestore) onRestore()
      }}
    >
      <StepFrame
        title={t('recovery.restore.title')}
        body={t('recovery.restore.body')}
        dots={dots}
        onBack={isBusy ? null : onBack}
        trouble={trouble === null || isWrong ? null : t(`recovery.restore.${trouble}`)}
        action={
          fileName !== null && (
            <Button look="primary" size="large" isSubmit disabled={!canRestore}>
              {isBusy ? t('recovery.restore.busy') : t('recovery.restore.action')}
            </Button>
          )
        }
      >
        <ChosenFile {...props} />
        {fileName !== null && (
          <TextField
            autoFocus
            type="password"
            label={t('recovery.restore.passphrase')}
            value={passphrase}
            onValue={onPassphrase}
            maxLength={300}
            disabled={isBusy}
            tone={isWrong ? 'bad' : 'plain'}
            hint={isWrong ? t('recovery.restore.wrong-passphrase') : t('recovery.restore.passphraseHint')}
          />
        )}
        {fileName !== null && props.acceptsPlainKey !== null && (
          <PlainKey acceptsPlainKey={props.acceptsPlainKey} onPlainKey={props.onPlainKey} />
        )}
        <p role="status" className="sr-only">
          {isBusy && t('recovery.restore.busy')}
        </p>
      </StepFrame>
    </form>
  )
}

function ChosenFile({ fileName, isBusy, onChoose }: RestoreStepProps) {
  const { t } = useTranslation()
  if (fileName === null)
    return (
      <Button
        look="primary"
        size="large"
        disabled={isBusy}
        icon={<FileKey className="size-4.5" />}
        onClick={onChoose}
      >
        {t('recovery.restore.choose')}
      </Button>
    )
  return (
    <div className="flex items-center gap-3 rounded-card border border-line bg-surface py-2.5 pr-2 pl-3.5">
      <FileKey className="size-5 shrink-0 text-secondary" aria-hidden="true" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-13 text-secondary">{t('recovery.restore.chosen')}</span>
        <span className="truncate" dir="auto">
          {fileName}
        </span>
      </span>
      <Button look="quiet" size="small" disabled={isBusy} onClick={onChoose}>
        {t('recovery.restore.chooseOther')}
      </Button>
    </div>
  )
}

type PlainKeyProps = { readonly acceptsPlainKey: boolean; readonly onPlainKey: (accepts: boolean) => void }

function PlainKey({ acceptsPlainKey, onPlainKey }: PlainKeyProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="flex items-center gap-3 rounded-card border border-line bg-surface px-3.5 py-3">
      <span className="flex min-w-0 flex-1 flex-col">
        <span id={`${id}-words`}>{t('recovery.restore.plainKey')}</span>
        <span id={`${id}-hint`} className="text-13 text-secondary">
          {t('recovery.restore.plainKeyHint')}
        </span>
      </span>
      <Switch
        isOn={acceptsPlainKey}
        onChange={onPlainKey}
        labelledBy={`${id}-words`}
        describedBy={`${id}-hint`}
      />
    </div>
  )
}
