import { Clock3, Phone, Video, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecentCall } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatDay, formatHour, formatLength } from '../../ui/time-words.ts'
import { CallButtons } from './call-buttons.tsx'
import type { CallObstacle } from './call-possibility.ts'
import { decideOutcomeKey } from './call-words.ts'
import type { StepAction } from './locked-button.tsx'
import { OutcomeIcon } from './outcome-icon.tsx'

export type RecentsViewProps = {
  readonly calls: readonly RecentCall[]
  readonly nowMs: number
  readonly decideObstacle: (call: RecentCall) => CallObstacle | null
  readonly decideStep: (call: RecentCall, obstacle: CallObstacle | null) => StepAction | null
  readonly onCall: (call: RecentCall, media: CallMedia) => void
  readonly onRemove: (call: RecentCall) => void
  readonly onClear: () => void
  readonly onDial: () => void
}

/** Calls by day, the newest first. */
export function RecentsView(props: RecentsViewProps) {
  const { calls, nowMs, onClear, onDial } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const [isAsking, setIsAsking] = useState(false)
  if (calls.length === 0) {
    const action = { words: t('main.recents.emptyAction'), onPress: onDial }
    return <EmptyState icon={<Clock3 className="size-6" />} words={t('main.recents.empty')} action={action} />
  }
  const days = groupBy(calls, ({ call }) => formatDay(call.atMs, nowMs, language))
  return (
    <div className="quiet-scroll h-full overflow-x-hidden overflow-y-auto pb-2">
      {days.map(([day, dayCalls], index) => (
        <section key={day} aria-label={day}>
          <div className="sticky top-0 z-10 flex h-8 items-center justify-between bg-page px-4">
            <h2 className="text-13 font-semibold text-secondary">{day}</h2>
            {index === 0 && (
              <Button look="quiet" size="small" className="-mr-2" onClick={() => setIsAsking(true)}>
                {t('main.recents.clear')}
              </Button>
            )}
          </div>
          <ul>
            {dayCalls.map((call) => (
              <RecentRow key={call.callId} {...props} recent={call} />
            ))}
          </ul>
        </section>
      ))}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('main.recents.clearTitle')}
        body={t('main.recents.clearBody')}
        confirm={t('main.recents.clearConfirm')}
        onConfirm={onClear}
        onClose={() => setIsAsking(false)}
      />
    </div>
  )
}

function RecentRow(props: RecentsViewProps & { readonly recent: RecentCall }) {
  const { recent, decideObstacle, decideStep, onCall, onRemove } = props
  const { t } = useTranslation()
  const { call } = recent
  const obstacle = decideObstacle(recent)
  return (
    <li className="group mx-2 flex h-(--person-row) items-center gap-3 rounded-control pr-1.5 pl-2 hover:bg-hover">
      <Avatar handle={recent.handle} displayName={recent.displayName} size={36} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 items-center gap-1.5 font-semibold">
          <bdi className={classNames('truncate', call.outcome === 'missed' && 'text-stop')}>
            {recent.displayName}
          </bdi>
          {recent.isNew && (
            <span
              className="size-2 shrink-0 rounded-full bg-attention"
              role="img"
              aria-label={t('main.recents.new')}
            />
          )}
        </span>
        <RecentWords recent={recent} />
      </span>
      <span className="flex items-center gap-1">
        <button
          type="button"
          aria-label={t('main.recents.remove')}
          onClick={() => onRemove(recent)}
          className="state-change flex size-7 items-center justify-center rounded-full text-secondary opacity-0 group-hover:opacity-100 hover:bg-press hover:text-text focus-visible:opacity-100"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
        <CallButtons
          name={recent.displayName}
          obstacle={obstacle}
          stepAction={decideStep(recent, obstacle)}
          onCall={(media) => onCall(recent, media)}
        />
      </span>
    </li>
  )
}

function RecentWords({ recent: { call } }: { readonly recent: RecentCall }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const parts = [
    t(`main.recents.${decideOutcomeKey(call)}`),
    formatHour(call.atMs, language),
    ...(call.outcome === 'answered' ? [formatLength(call.durationMs, language)] : []),
  ]
  return (
    <span className="flex min-w-0 items-center gap-1 text-13 text-secondary">
      <OutcomeIcon call={call} />
      {call.media === 'video' ? (
        <Video className="size-3.5 shrink-0" aria-hidden="true" />
      ) : (
        <Phone className="size-3 shrink-0" aria-hidden="true" />
      )}
      <span className="truncate">
        {parts.join(' · ')}
        <span className="sr-only">
          , {t(call.media === 'video' ? 'main.recents.video' : 'main.recents.voice')}
        </span>
      </span>
    </span>
  )
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups]
}
