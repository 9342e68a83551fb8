import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import type { Audience } from '../callers/caller-rows.ts'
import type { Me } from './me-header.tsx'
import { wordAudience, wordUpload } from '../callers/caller-words.ts'

export type CallingStripProps = {
  readonly me: Pick<Me, 'policy' | 'directoryHost' | 'policyUpload'>
  readonly audience: Audience
  /** Do not disturb or quiet hours, in words. */
  readonly state: string | null
  readonly requestCount: number
  readonly onOpen: () => void
  readonly onSetCalling: (isCallingOn: boolean) => void
}

/** Who can ring me, always in sight: one click to see them all, one to switch calling off. */
export function CallingStrip(props: CallingStripProps) {
  const { me, audience, state, requestCount, onOpen, onSetCalling } = props
  const { t } = useTranslation()
  const host = me.directoryHost
  const hasFailed = me.policyUpload.kind === 'failed'
  const upload = me.policyUpload.kind === 'saved' ? null : wordUpload(t, me.policyUpload, host)
  const asking = requestCount > 0 ? t('callers.strip.requests', { count: requestCount }) : null
  const hint = upload ?? asking ?? state ?? t('callers.strip.open')
  return (
    <section
      aria-label={t('callers.title')}
      className="flex items-center gap-2 border-t border-line bg-surface py-1.5 pr-4 pl-2"
    >
      <button
        type="button"
        onClick={onOpen}
        className="state-change group flex min-w-0 flex-1 items-center gap-2 rounded-control px-2 py-1 text-left hover:bg-hover"
      >
        <span className="flex min-w-0 flex-1 flex-col">
          <span id="calling-state" className="text-13 font-semibold text-pretty">
            {wordAudience(t, audience, host)}
          </span>
          <span className={classNames('text-13', hasFailed ? 'text-stop' : 'text-secondary')}>{hint}</span>
        </span>
        {requestCount > 0 && (
          <span
            aria-hidden="true"
            className="flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent-fill px-1.5 text-12 font-semibold text-on-fill tabular-nums"
          >
            {requestCount}
          </span>
        )}
        <ChevronRight className="size-4 shrink-0 text-secondary" aria-hidden="true" />
      </button>
      <span role="status" className="sr-only">
        {upload ?? asking}
      </span>
      <Switch
        isOn={me.policy.isCallingOn}
        onChange={onSetCalling}
        label={t('callers.master.label')}
        describedBy="calling-state"
      />
    </section>
  )
}
