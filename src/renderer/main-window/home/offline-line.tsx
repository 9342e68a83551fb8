import { CloudOff } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ConnectionSnapshot } from '../../../contract/bridge/snapshots.ts'
import { Button } from '../../ui/button.tsx'
import type { Me } from './me-header.tsx'

type Offline = Extract<ConnectionSnapshot, { kind: 'offline' }>

export type OfflineLineProps = {
  readonly me: Pick<Me, 'directoryHost' | 'isDirectoryHere'>
  readonly connection: Offline
  readonly nowMs: number
  readonly onRetry: () => void
}

/** Why nothing rings now, when that will be tried again, and the way to try at once. */
export function OfflineLine({ me, connection, nowMs, onRetry }: OfflineLineProps) {
  const { t } = useTranslation()
  const isHere = connection.why === 'unreachable' && me.isDirectoryHere
  const why = isHere
    ? t('main.offline.unreachable-here')
    : t(`main.offline.${connection.why}`, { host: me.directoryHost })
  return (
    <section className="mx-3 flex items-start gap-3 rounded-card bg-stop-soft py-2.5 pr-2 pl-3 text-13">
      <CloudOff className="mt-0.5 size-4 shrink-0 text-stop" aria-hidden="true" />
      <p className="min-w-0 flex-1">
        <span role="status">{why}</span>{' '}
        <span className="tabular-nums">{wordRetry(t, connection.retryAtMs, nowMs)}</span>
      </p>
      <Button look="quiet" size="small" className="-my-1" onClick={onRetry}>
        {t('main.offline.tryNow')}
      </Button>
    </section>
  )
}

function wordRetry(t: TFunction, retryAtMs: number | null, nowMs: number): string {
  if (retryAtMs === null) return ''
  const seconds = Math.ceil((retryAtMs - nowMs) / 1_000)
  return seconds < 1 ? t('main.offline.retrySoon') : t('main.offline.retryIn', { count: seconds })
}
