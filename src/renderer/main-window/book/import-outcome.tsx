import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import type { ImportState } from './import-flow.ts'
import { decideReport } from './import-report.ts'
import { ReportList } from './report-list.tsx'

export type ImportOutcomeProps = Extract<ImportState, { kind: 'done' }> & { readonly onDone: () => void }

/** Who came in, who did not, and why. */
export function ImportOutcome({ end, added, merged, left, reading, onDone }: ImportOutcomeProps) {
  const { t } = useTranslation()
  const report = decideReport(reading)
  const title = end === 'whole' ? 'doneTitle' : end === 'stopped' ? 'stoppedTitle' : 'failedTitle'
  return (
    <div className="flex h-full flex-col">
      <div className="quiet-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 pt-1 pb-4">
        <div role="status" className="flex flex-col gap-1">
          <h3 className="text-17 font-semibold">{t(`book.file.${title}`)}</h3>
          {added > 0 && <p>{t('book.file.added', { count: added })}</p>}
          {merged > 0 && <p>{t('book.file.merged', { count: merged })}</p>}
          {left > 0 && <p>{t('book.file.left', { count: left })}</p>}
          {end !== 'whole' && (
            <p className={end === 'stopped' ? 'text-13 text-secondary' : 'text-13 text-stop'}>
              {t(`book.file.${end}`)}
            </p>
          )}
        </div>
        {report.length > 0 && <ReportList report={report} />}
      </div>
      <div className="flex justify-end border-t border-line px-4 py-3">
        <Button look="primary" onClick={onDone}>
          {t('book.file.done')}
        </Button>
      </div>
    </div>
  )
}
