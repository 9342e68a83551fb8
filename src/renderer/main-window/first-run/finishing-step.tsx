import { useTranslation } from 'react-i18next'
import { KiloSign } from '../../ui/kilo-sign.tsx'

/** For the second or two in which the key is made and the handle is registered. */
export function FinishingStep({ handle }: { readonly handle: string }) {
  const { t } = useTranslation()
  return (
    <main className="flex h-full flex-col items-center justify-center gap-5 p-6 text-center">
      <h1 className="sr-only">Ahoy</h1>
      <KiloSign className="size-16" />
      <p role="status" className="shows-late text-secondary">
        {t('firstRun.finish.making', { handle })}
      </p>
    </main>
  )
}
