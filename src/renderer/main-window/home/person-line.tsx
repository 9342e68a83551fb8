import { Hourglass, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BadgeMark } from '../../ui/badge-mark.tsx'
import { formatWhen } from '../../ui/time-words.ts'
import { decideOutcomeKey } from './call-words.ts'
import { OutcomeIcon } from './outcome-icon.tsx'

/** My own name for somebody, else the one they gave themselves. */
export const nameOf = (person: Pick<PersonRow, 'myName' | 'displayName'>): string =>
  person.myName ?? person.displayName

export type PersonLineProps = {
  readonly person: PersonRow
  readonly nowMs: number
  /** I asked them to let me call, and they have not answered. */
  readonly hasAsked: boolean
}

/** Who it is: avatar with presence, name and badge, handle and how the last call went. */
export function PersonLine({ person, nowMs, hasAsked }: PersonLineProps) {
  const { t } = useTranslation()
  const presence = person.presence === 'hidden' ? null : person.presence
  const name = nameOf(person)
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar handle={person.handle} displayName={name} size={36} presence={presence} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 items-center gap-1 font-semibold">
          <bdi className="truncate">{name}</bdi>
          <BadgeMark badge={person.badge} address={person.address} />
          {presence && <span className="sr-only">, {t(`main.people.${presence}`)}</span>}
        </span>
        <span className="flex min-w-0 items-center gap-1 text-13 text-secondary">
          <span className="truncate">
            {person.myName !== null && person.myName !== person.displayName && (
              <>
                <bdi>{person.displayName}</bdi> <span aria-hidden="true">·</span>{' '}
              </>
            )}
            @{person.handle}
          </span>
          <State person={person} nowMs={nowMs} hasAsked={hasAsked} />
        </span>
      </span>
    </span>
  )
}

function State({ person, nowMs, hasAsked }: PersonLineProps) {
  if (person.hasChangedKey) return <ChangedKey />
  return hasAsked ? <Asked /> : <LastCall person={person} nowMs={nowMs} />
}

function ChangedKey() {
  const { t } = useTranslation()
  return (
    <span className="flex shrink-0 items-center gap-1 text-stop">
      <span aria-hidden="true" className="text-secondary">
        ·
      </span>
      <TriangleAlert className="size-3.5" aria-hidden="true" />
      {t('main.people.changedKey')}
    </span>
  )
}

function Asked() {
  const { t } = useTranslation()
  return (
    <span className="flex shrink-0 items-center gap-1">
      <span aria-hidden="true">·</span>
      <Hourglass className="size-3" aria-hidden="true" />
      {t('callers.ask.asked')}
    </span>
  )
}

function LastCall({ person, nowMs }: Pick<PersonLineProps, 'person' | 'nowMs'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const call = person.lastCall
  if (!call) return null
  return (
    <span className="flex shrink-0 items-center gap-1">
      <span aria-hidden="true">·</span>
      <OutcomeIcon call={call} />
      <span className="sr-only">{t(`main.recents.${decideOutcomeKey(call)}`)}, </span>
      {formatWhen(call.atMs, nowMs, language)}
    </span>
  )
}
