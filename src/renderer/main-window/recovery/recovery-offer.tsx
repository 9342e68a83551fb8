import { FileKey, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'

export type RecoveryOfferProps = {
  readonly handle: string
  readonly onSave: () => void
  readonly onDismiss: () => void
}

/** Offered once, after the first call: by then there is something to lose. */
export function RecoveryOffer({ handle, onSave, onDismiss }: RecoveryOfferProps) {
  const { t } = useTranslation()
  return (
    <section className="mx-3 flex items-start gap-3 rounded-card border border-line bg-surface py-2.5 pr-2 pl-3 text-13">
      <FileKey className="mt-0.5 size-4 shrink-0 text-secondary" aria-hidden="true" />
      <p className="min-w-0 flex-1">
        {t('recovery.offer.words', { handle })}{' '}
        <Button look="link" onClick={onSave}>
          {t('recovery.offer.action')}
        </Button>
      </p>
      <button
        type="button"
        aria-label={t('recovery.offer.dismiss')}
        onClick={onDismiss}
        className="state-change -my-0.5 flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-press"
      >
        <X className="size-4" aria-hidden="true" />
      </button>
    </section>
  )
}
