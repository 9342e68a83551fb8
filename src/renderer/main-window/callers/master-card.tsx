import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import { wordUpload } from './caller-words.ts'
import type { CallersViewProps } from './callers-view.tsx'

export type MasterCardProps = Pick<CallersViewProps, 'me' | 'onSetNow' | 'onRetry'>

/** Whether anything rings at all: the first and largest thing on the page, and how far the directory knows. */
export function MasterCard({ me, onSetNow, onRetry }: MasterCardProps) {
  const { t } = useTranslation()
  const id = useId()
  const { isCallingOn } = me.policy
  const upload = me.policyUpload
  const hasFailed = upload.kind === 'failed'
  return (
    <section
      className={classNames(
        'state-change rounded-card border p-4',
        isCallingOn && !hasFailed ? 'border-transparent bg-go-soft' : 'border-line bg-surface',
      )}
    >
      <div className="flex items-center gap-4">
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span id={`${id}-state`} className="text-22 font-semibold">
            {t(isCallingOn ? 'callers.master.on' : 'callers.master.off')}
          </span>
          <span id={`${id}-hint`} className="text-13 text-secondary">
            {t(isCallingOn ? 'callers.master.onHint' : 'callers.master.offHint')}
          </span>
        </span>
        <Switch
          size="large"
          isOn={isCallingOn}
          onChange={(next) => onSetNow({ isCallingOn: next })}
          label={t('callers.master.label')}
          describedBy={`${id}-state ${id}-hint`}
        />
      </div>
      <div className="flex items-center gap-2">
        <p
          role="status"
          className={classNames(
            'min-w-0 flex-1 text-13',
            upload.kind === 'saved' ? 'sr-only' : 'mt-2.5',
            hasFailed ? 'text-stop' : 'text-secondary',
          )}
        >
          {wordUpload(t, upload, me.directoryHost)}
        </p>
        {hasFailed && (
          <Button size="small" className="mt-2.5" onClick={onRetry}>
            {t('callers.upload.retry')}
          </Button>
        )}
      </div>
    </section>
  )
}
