import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import type { Me } from './me-header.tsx'

export type CallingStripProps = {
  readonly me: Pick<Me, 'isCallingOn' | 'directoryHost' | 'policyUpload'>
  readonly onSetCalling: (isCallingOn: boolean) => void
}

/** Who can ring me, always in sight, one click to change. */
export function CallingStrip({ me, onSetCalling }: CallingStripProps) {
  const { t } = useTranslation()
  const host = me.directoryHost
  const hint = me.isCallingOn ? t('main.calling.onHint', { host }) : t('main.calling.offHint')
  const upload = me.policyUpload === 'saved' ? null : t(`main.calling.${me.policyUpload}`, { host })
  return (
    <section
      aria-label={t('main.calling.label')}
      className="flex items-center gap-3 border-t border-line bg-surface px-4 py-2.5"
    >
      <span className="flex min-w-0 flex-1 flex-col">
        <span id="calling-state" className="text-13 font-semibold">
          {me.isCallingOn ? t('main.calling.on') : t('main.calling.off')}
        </span>
        <span
          id="calling-hint"
          role="status"
          className={classNames('text-13', me.policyUpload === 'failed' ? 'text-stop' : 'text-secondary')}
        >
          {upload ?? hint}
        </span>
      </span>
      <Switch
        isOn={me.isCallingOn}
        onChange={onSetCalling}
        label={t('main.calling.label')}
        describedBy="calling-state calling-hint"
      />
    </section>
  )
}
