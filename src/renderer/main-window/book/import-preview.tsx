import { useTranslation } from 'react-i18next'
import { LIMITS } from '../../../contract/limits.ts'
import type { ImportFate, ImportPlan } from '../../../domain/address-book/plan-import.ts'
import { useTopic } from '../../bridge/use-bridge.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { decideReport } from './import-report.ts'
import { ReportList } from './report-list.tsx'
import type { BookReading } from './read/book-reading.ts'

const FIRST = 5

export type ImportPreviewProps = {
  readonly fileName: string
  readonly reading: BookReading
  readonly plan: ImportPlan
  readonly onImport: () => void
  readonly onCancel: () => void
}

/** What is in the file, and what it would change, before anything is changed. */
export function ImportPreview({ fileName, reading, plan, onImport, onCancel }: ImportPreviewProps) {
  const { t } = useTranslation()
  const { contacts } = useTopic('book')
  const report = decideReport(reading)
  const coming = plan.counts.new + plan.counts.merge
  const isTooMany = contacts.length + plan.counts.new > LIMITS.contacts
  return (
    <div className="flex h-full flex-col">
      <div className="quiet-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 pt-1 pb-4">
        <h3 className="text-17 font-semibold break-words">{t('book.file.previewTitle', { fileName })}</h3>
        <Counts reading={reading} plan={plan} />
        {isTooMany && <p className="text-13 text-stop">{t('book.file.tooMany')}</p>}
        {coming > 0 && <FirstRows plan={plan} />}
        {report.length > 0 && <ReportList report={report} />}
      </div>
      <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-3">
        {coming === 0 && (
          <p className="flex-1 text-13 text-secondary">
            {plan.cards.length === 0 ? t('book.file.nobody', { fileName }) : t('book.file.nothingNew')}
          </p>
        )}
        <Button onClick={onCancel}>{coming === 0 ? t('shared.back') : t('shared.cancel')}</Button>
        {coming > 0 && (
          <Button look="primary" onClick={onImport}>
            {t('book.file.action', { count: coming })}
          </Button>
        )}
      </div>
    </div>
  )
}

function Counts({ reading, plan }: Pick<ImportPreviewProps, 'reading' | 'plan'>) {
  const { t } = useTranslation()
  const { cards, skipped } = reading
  const counts = {
    ...plan.counts,
    duplicates: plan.duplicates,
    elsewhere: cards.filter(({ elsewhere }) => elsewhere !== null).length,
    shortened: cards.filter(({ isShortened }) => isShortened).length,
    pictures: cards.filter(({ hasPicture }) => hasPicture).length,
    skipped: skipped.length,
  }
  const kinds = [
    'new',
    'merge',
    'unchanged',
    'skipped',
    'elsewhere',
    'shortened',
    'duplicates',
    'pictures',
  ] as const
  return (
    <ul className="flex flex-col gap-1 text-15">
      {kinds
        .filter((kind) => counts[kind] > 0)
        .map((kind) => (
          <li
            key={kind}
            className={kind === 'new' || kind === 'merge' ? 'font-medium' : 'text-13 text-secondary'}
          >
            {t(`book.file.${kind}`, { count: counts[kind] })}
            {kind === 'merge' && (
              <span className="block text-13 font-normal text-secondary">{t('book.file.mergeHint')}</span>
            )}
          </li>
        ))}
    </ul>
  )
}

const fateLooks = {
  new: 'bg-go-soft text-go',
  merge: 'bg-accent-soft text-accent',
  unchanged: 'bg-track text-secondary',
} as const satisfies Record<ImportFate, string>

function FirstRows({ plan }: Pick<ImportPreviewProps, 'plan'>) {
  const { t } = useTranslation()
  const rows = plan.cards.filter(({ fate }) => fate !== 'unchanged').slice(0, FIRST)
  return (
    <section aria-label={t('book.file.first')} className="flex flex-col gap-1.5">
      <h4 className="text-13 font-semibold text-secondary">{t('book.file.first')}</h4>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {rows.map(({ draft: { name, handle, details }, fate }, index) => (
          <li key={index} className="flex items-center gap-3 px-3 py-2">
            <Avatar handle={handle ?? name} displayName={name} size={28} />
            <span className="flex min-w-0 flex-1 flex-col">
              <bdi className="truncate font-medium">{name}</bdi>
              <bdi className="truncate text-13 text-secondary">
                {handle === null ? (details[0]?.value ?? t('book.noHandle')) : `@${handle}`}
              </bdi>
            </span>
            <span className={classNames('shrink-0 rounded-full px-2 py-0.5 text-12', fateLooks[fate])}>
              {t(`book.file.fate.${fate}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
