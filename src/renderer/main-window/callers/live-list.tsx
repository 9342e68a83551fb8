import { BadgeCheck, Globe, Ticket } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { decideAvailability } from '../../../domain/calling-policy.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BadgeMark } from '../../ui/badge-mark.tsx'
import { classNames } from '../../ui/class-names.ts'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { usePlacedRowWindow } from '../../ui/use-placed-row-window.ts'
import { nameOf } from '../home/person-line.tsx'
import type { CallerGroup, CallerRow, Mark } from './caller-rows.ts'
import { decideLostWords } from './caller-words.ts'
import type { CallersViewProps } from './callers-view.tsx'

export type LiveListProps = Pick<CallersViewProps, 'me' | 'draft' | 'list' | 'openPasses' | 'nowMs'>

/** Who can ring me now, each by which rule; what a change would add or lose is marked before it is saved. */
export function LiveList(props: LiveListProps) {
  const { me, list, openPasses } = props
  const { t } = useTranslation()
  const { first, end, list: place } = usePlacedRowWindow(list.rows.length, PERSON_ROW_PX)
  return (
    <div className="flex flex-col gap-1.5">
      <h2
        id="live-list-title"
        className="flex items-baseline gap-2 px-1 text-13 font-semibold text-secondary"
      >
        {t('callers.list.title')}
      </h2>
      <Remark {...props} />
      {list.rows.length > 0 && (
        <div
          ref={place}
          role="list"
          aria-labelledby="live-list-title"
          className="relative overflow-hidden rounded-card border border-line bg-surface"
          style={{ height: list.rows.length * PERSON_ROW_PX + 2 }}
        >
          {list.rows.slice(first, end).map((row, index) => (
            <div
              key={row.kind === 'group' ? row.group : row.person.handle}
              role="listitem"
              aria-posinset={first + index + 1}
              aria-setsize={list.rows.length}
              className="absolute inset-x-0 top-0 flex h-(--person-row) items-center gap-3 px-3.5"
              style={{ transform: `translateY(${(first + index) * PERSON_ROW_PX}px)` }}
            >
              <RowWords row={row} host={me.directoryHost} openPasses={openPasses} />
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** What to know before the list: that it is empty, or why it is short. */
function Remark({ me, draft, list, nowMs }: LiveListProps) {
  const { t } = useTranslation()
  const availability = decideAvailability(draft, nowMs)
  const words = !me.policy.isCallingOn
    ? t('callers.list.asIfOn')
    : availability === 'do-not-disturb'
      ? t('callers.list.doNotDisturb')
      : availability === 'quiet-hours'
        ? t('callers.list.quietHours')
        : list.rows.length === 0
          ? t('callers.list.none')
          : null
  return words === null ? null : <p className="px-1 pb-1 text-13 text-secondary text-pretty">{words}</p>
}

const groupIcons = {
  everyone: <Globe className="size-4" />,
  verified: <BadgeCheck className="size-4" />,
  passes: <Ticket className="size-4" />,
} as const satisfies Record<CallerGroup, ReactNode>

type RowWordsProps = { readonly row: CallerRow; readonly host: string; readonly openPasses: number }

function RowWords({ row, host, openPasses }: RowWordsProps) {
  const { t } = useTranslation()
  if (row.kind === 'group') {
    const name =
      row.group === 'passes'
        ? t('callers.list.group.passes', { count: openPasses })
        : t(`callers.list.group.${row.group}`, { host })
    return (
      <>
        <span
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"
          aria-hidden="true"
        >
          {groupIcons[row.group]}
        </span>
        <Words mark={row.mark} name={name} rule={t(`callers.list.groupHint.${row.group}`)} badge={null} />
        <MarkSign mark={row.mark} />
      </>
    )
  }
  const { person, mark } = row
  const rule =
    row.mark === 'lost' ? t(`callers.lostRule.${decideLostWords(row.rule)}`) : t(`callers.rule.${row.rule}`)
  const name = nameOf(person)
  return (
    <>
      <Avatar handle={person.handle} displayName={name} size={28} />
      <Words
        mark={mark}
        name={name}
        rule={rule}
        badge={<BadgeMark badge={person.badge} address={person.address} />}
      />
      <MarkSign mark={mark} />
    </>
  )
}

type WordsProps = {
  readonly mark: Mark
  readonly name: string
  readonly rule: string
  readonly badge: ReactNode
}

function Words({ mark, name, rule, badge }: WordsProps) {
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex min-w-0 items-center gap-1">
        <bdi className={classNames('truncate', mark === 'lost' && 'text-secondary line-through')}>{name}</bdi>
        {badge}
      </span>
      <span className="truncate text-13 text-secondary">{rule}</span>
    </span>
  )
}

const signs = {
  added: { sign: '+', look: 'bg-go-soft text-go' },
  lost: { sign: '−', look: 'bg-stop-soft text-stop' },
} as const

function MarkSign({ mark }: { readonly mark: Mark }) {
  const { t } = useTranslation()
  if (mark === 'kept') return null
  const { sign, look } = signs[mark]
  return (
    <span
      className={classNames(
        'flex size-6 shrink-0 items-center justify-center rounded-full font-semibold',
        look,
      )}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{t(`callers.list.${mark}`)}</span>
    </span>
  )
}
