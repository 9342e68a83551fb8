import { useTranslation } from 'react-i18next'

const rows = [62, 48, 70, 54, 40] as const

/** The frame of the main view, after 300 ms of nothing. */
export function HomeSkeleton() {
  const { t } = useTranslation()
  return (
    <main
      aria-busy="true"
      aria-label={t('shared.loading')}
      className="shows-late flex h-full flex-col px-3 pt-4"
    >
      <h1 className="sr-only">Ahoy</h1>
      <div className="flex items-center gap-3 px-1.5">
        <span className="size-10 rounded-full bg-skeleton" />
        <span className="h-3.5 w-32 rounded-small bg-skeleton" />
      </div>
      <span className="mt-4 h-11 rounded-card bg-skeleton" />
      <span className="mt-2 h-8 rounded-control bg-skeleton" />
      {rows.map((width) => (
        <span key={width} className="flex h-(--person-row) items-center gap-3 px-1">
          <span className="size-9 rounded-full bg-skeleton" />
          <span className="h-3.5 rounded-small bg-skeleton" style={{ width: `${width / 2}%` }} />
        </span>
      ))}
    </main>
  )
}
