import { TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../contract/bridge/snapshots.ts'

export type TroubleLineProps = {
  readonly trouble: Exclude<AppSnapshot['settingsTrouble'], 'none'>
  readonly onDismiss: () => void
}

/** What happened to the settings, until it is dismissed. */
export function TroubleLine({ trouble, onDismiss }: TroubleLineProps) {
  const { t } = useTranslation()
  return (
    <section
      role="status"
      className="mx-3 flex items-start gap-3 rounded-card border border-line bg-surface py-2.5 pr-2 pl-3 text-13"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1">{t(`main.trouble.${trouble}`)}</p>
      <button
        type="button"
        aria-label={t('main.trouble.dismiss')}
        onClick={onDismiss}
        className="state-change -my-0.5 flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-press"
      >
        <X className="size-4" aria-hidden="true" />
      </button>
    </section>
  )
}
