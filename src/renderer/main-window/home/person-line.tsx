import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { formatWhen } from '../../ui/time-words.ts'
import { decideOutcomeKey } from './call-words.ts'
import { OutcomeIcon } from './outcome-icon.tsx'

/** Who it is: avatar with presence, name, handle and how the last call went. */
export function PersonLine({ person, nowMs }: { readonly person: PersonRow; readonly nowMs: number }) {
  const { t } = useTranslation()
  const presence = person.presence === 'hidden' ? null : person.presence
  return (
    <span className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar handle={person.handle} displayName={person.displayName} size={36} presence={presence} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-semibold">
          <bdi>{person.displayName}</bdi>
          {presence && <span className="sr-only">, {t(`main.people.${presence}`)}</span>}
        </span>
        <span className="flex min-w-0 items-center gap-1 text-13 text-secondary">
          <span className="truncate">@{person.handle}</span>
          {person.hasChangedKey ? <ChangedKey /> : <LastCall person={person} nowMs={nowMs} />}
        </span>
      </span>
    </span>
  )
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

function LastCall({ person, nowMs }: { readonly person: PersonRow; readonly nowMs: number }) {
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
