import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { useRowWindow } from '../../ui/use-row-window.ts'
import type { ReportLine } from './import-report.ts'

const SHOWN_ROWS = 4

/** Every card that did not come in as it was, with the reason; as text for whoever mends the file. */
export function ReportList({ report }: { readonly report: readonly ReportLine[] }) {
  const { t } = useTranslation()
  const [isCopied, setIsCopied] = useState(false)
  const { first, end, scroller, onScroll } = useRowWindow(report.length, null)
  const whyWords = ({ what }: ReportLine) =>
    what.kind === 'elsewhere'
      ? t('book.file.reason.elsewhere', { address: what.address })
      : t(`book.file.reason.${what.kind}`)
  const copy = async () => {
    const lines = report.map(
      (each) =>
        `${t('book.file.line', { line: each.line })}\t${each.name ?? t('book.file.unnamed')}\t${whyWords(each)}`,
    )
    setIsCopied(await copyText(lines.join('\n')))
  }
  return (
    <section aria-label={t('book.file.report')} className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <h4 className="min-w-0 flex-1 text-13 font-semibold text-secondary">{t('book.file.report')}</h4>
        <Button
          look="quiet"
          size="small"
          icon={isCopied ? <Check className="size-3.5" /> : <Copy className="size-3.5" />}
          onClick={() => void copy()}
        >
          {isCopied ? t('book.file.copied') : t('book.file.copyReport')}
        </Button>
        <span role="status" className="sr-only">
          {isCopied && t('book.file.copied')}
        </span>
      </div>
      <div
        ref={scroller}
        onScroll={onScroll}
        // It scrolls, by keyboard too.
        tabIndex={0}
        role="group"
        aria-label={t('book.file.report')}
        className="quiet-scroll overflow-x-hidden overflow-y-auto rounded-card border border-line bg-surface"
        style={{ height: Math.min(report.length, SHOWN_ROWS) * PERSON_ROW_PX + 2 }}
      >
        <ul className="relative" style={{ height: report.length * PERSON_ROW_PX }}>
          {report.slice(first, end).map((each, index) => (
            <li
              key={first + index}
              data-selectable
              className="absolute inset-x-3 top-0 flex h-(--person-row) flex-col justify-center"
              style={{ transform: `translateY(${(first + index) * PERSON_ROW_PX}px)` }}
            >
              <span className="flex gap-2">
                <bdi className="min-w-0 flex-1 truncate font-medium">
                  {each.name ?? t('book.file.unnamed')}
                </bdi>
                <span className="shrink-0 text-12 text-secondary tabular-nums">
                  {t('book.file.line', { line: each.line })}
                </span>
              </span>
              <span className="truncate text-13 text-secondary" title={whyWords(each)}>
                {whyWords(each)}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
