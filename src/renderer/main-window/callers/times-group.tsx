import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuietHours } from '../../../contract/calling-policy.ts'
import { Group } from '../home/settings-group.tsx'
import { firstQuietHours, formatMinute, parseMinute } from './caller-draft.ts'
import type { CallersViewProps } from './callers-view.tsx'
import { SwitchRow } from './sources-group.tsx'

export type TimesGroupProps = Pick<CallersViewProps, 'draft' | 'onEdit' | 'onSetNow'>

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** When nobody but a few may ring: from now on, which holds at once, or every day at the same hours. */
export function TimesGroup({ draft, onEdit, onSetNow }: TimesGroupProps) {
  const { t } = useTranslation()
  const { quietHours } = draft
  return (
    <Group title={t('callers.times.title')}>
      <SwitchRow
        words={t('callers.times.doNotDisturb')}
        hint={t('callers.times.doNotDisturbHint')}
        isOn={draft.isDoNotDisturb}
        onChange={(isDoNotDisturb) => onSetNow({ isDoNotDisturb })}
      />
      <div>
        <SwitchRow
          words={t('callers.times.quietHours')}
          hint={t('callers.times.quietHoursHint')}
          isOn={quietHours !== null}
          onChange={(isOn) => onEdit({ quietHours: isOn ? firstQuietHours(ownZone()) : null })}
        />
        {quietHours && <Hours quietHours={quietHours} onChange={(next) => onEdit({ quietHours: next })} />}
      </div>
    </Group>
  )
}

type HoursProps = { readonly quietHours: QuietHours; readonly onChange: (next: QuietHours) => void }

function Hours({ quietHours, onChange }: HoursProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 pb-3">
      <TimeField
        words={t('callers.times.from')}
        minute={quietHours.fromMinute}
        onMinute={(fromMinute) => onChange({ ...quietHours, fromMinute })}
      />
      <TimeField
        words={t('callers.times.to')}
        minute={quietHours.toMinute}
        onMinute={(toMinute) => onChange({ ...quietHours, toMinute })}
      />
      {quietHours.timeZone !== ownZone() && (
        <p className="w-full text-13 text-secondary">
          {t('callers.times.zone', { zone: quietHours.timeZone.replaceAll('_', ' ') })}
        </p>
      )}
    </div>
  )
}

type TimeFieldProps = {
  readonly words: string
  readonly minute: number
  readonly onMinute: (minute: number) => void
}

function TimeField({ words, minute, onMinute }: TimeFieldProps) {
  const id = useId()
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-13 text-secondary">
        {words}
      </label>
      <input
        id={id}
        type="time"
        value={formatMinute(minute)}
        onChange={(event) => {
          // A field that is half filled in keeps the hour of before.
          const next = parseMinute(event.target.value)
          if (next !== null) onMinute(next)
        }}
        className="state-change h-8 rounded-control border border-line-strong bg-field px-2 text-13 tabular-nums"
      />
    </span>
  )
}
