import { useTranslation } from 'react-i18next'
import type { RequestRow } from '../../../contract/bridge/caller-snapshots.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BadgeMark, hostOf } from '../../ui/badge-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { formatWhen } from '../../ui/time-words.ts'
import { Group } from '../home/settings-group.tsx'
import type { CallersViewProps } from './callers-view.tsx'

export type RequestsGroupProps = Pick<CallersViewProps, 'requests' | 'nowMs' | 'onAnswer'>

/** Those who ask to call me. Nothing where nobody does. */
export function RequestsGroup({ requests, nowMs, onAnswer }: RequestsGroupProps) {
  const { t } = useTranslation()
  if (requests.length === 0) return null
  return (
    <Group title={t('callers.requests.title', { count: requests.length })}>
      <ul className="divide-y divide-line">
        {requests.map((request) => (
          <Request key={request.handle} request={request} nowMs={nowMs} onAnswer={onAnswer} />
        ))}
      </ul>
    </Group>
  )
}

/** How I stand to who asks, in the word that matters most. */
function decideStanding({ hasChangedKey, relation }: RequestRow) {
  if (hasChangedKey) return 'changedKey'
  if (relation.isInAddressBook) return 'inBook'
  return relation.isFollowed ? 'followed' : 'stranger'
}

type RequestProps = Pick<RequestsGroupProps, 'nowMs' | 'onAnswer'> & { readonly request: RequestRow }

function Request({ request, nowMs, onAnswer }: RequestProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = request.displayName
  const standing = decideStanding(request)
  return (
    <li className="flex flex-col gap-2.5 px-3.5 py-3">
      <div className="flex items-center gap-3">
        <Avatar handle={request.handle} displayName={name} size={36} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex min-w-0 items-center gap-1 font-semibold">
            <bdi className="truncate">{name}</bdi>
            <BadgeMark badge={request.badge} address={request.address} />
          </span>
          <span className="truncate text-13 text-secondary">
            @{request.handle} <span aria-hidden="true">·</span> {formatWhen(request.atMs, nowMs, language)}
          </span>
        </span>
      </div>
      {request.text === '' ? null : (
        <p dir="auto" className="rounded-control bg-page px-3 py-2 text-13 break-words" data-selectable>
          {request.text}
        </p>
      )}
      <p className="text-13 text-secondary">
        <span className={standing === 'changedKey' ? 'text-stop' : undefined}>
          {t(`callers.requests.standing.${standing}`)}
        </span>
        {request.badge !== null && (
          <>
            {' '}
            <span aria-hidden="true">·</span>{' '}
            {t(`callers.badge.${request.badge}`, { host: hostOf(request.address) })}
          </>
        )}
      </p>
      <div className="grid grid-cols-3 gap-2">
        {(['once', 'always', 'never'] as const).map((answer) => (
          <Button
            key={answer}
            size="small"
            className="px-1"
            look={answer === 'never' ? 'stop-quiet' : 'secondary'}
            aria-label={t(`callers.requests.${answer}Label`, { name })}
            onClick={() => onAnswer(request, answer)}
          >
            {t(`callers.requests.${answer}`)}
          </Button>
        ))}
      </div>
    </li>
  )
}
