import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../contract/bridge/snapshots.ts'
import { Button } from '../ui/button.tsx'

export type LockedViewProps = {
  readonly why: Extract<AppSnapshot['phase'], { kind: 'identity-locked' }>['why']
  readonly onRestore: () => void
  readonly onHelp: () => void
}

/** The key is there and can't be used: what happened, and what a person can do. */
export function LockedView({ why, onRestore, onHelp }: LockedViewProps) {
  const { t } = useTranslation()
  return (
    <main className="quiet-scroll flex h-full flex-col overflow-y-auto px-6 py-10">
      <span
        className="flex size-14 items-center justify-center rounded-full bg-stop-soft text-stop"
        aria-hidden="true"
      >
        <KeyRound className="size-6" />
      </span>
      <h1 className="mt-5 text-22 font-semibold">{t('main.locked.title')}</h1>
      <p className="mt-2 text-secondary">{t(`main.locked.${why}`)}</p>
      <h2 className="mt-6 text-13 font-semibold text-secondary">{t('main.locked.whatToDo')}</h2>
      <ol className="mt-2 flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
        <li className="px-3.5 py-3">{t(`main.locked.do-${why}`)}</li>
        <li className="px-3.5 py-3">{t('main.locked.do-recovery')}</li>
        <li className="px-3.5 py-3">{t('main.locked.do-administrator')}</li>
      </ol>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button look="primary" onClick={onRestore}>
          {t('recovery.restore.way')}
        </Button>
        <Button onClick={onHelp}>{t('main.locked.help')}</Button>
      </div>
    </main>
  )
}
