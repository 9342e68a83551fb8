import type { SkipReason } from '../../../domain/address-book/card-property.ts'
import type { BookReading } from './read/book-reading.ts'

export type ReportLine = {
  readonly line: number
  readonly name: string | null
  readonly what:
    | { readonly kind: SkipReason | 'shortened' }
    | { readonly kind: 'elsewhere'; readonly address: string }
}

/** Everything of a file that did not come in as it was, in the file's order. */
export function decideReport({ cards, skipped }: BookReading): readonly ReportLine[] {
  const lines: ReportLine[] = skipped.map(({ line, name, reason }) => ({
    line,
    name,
    what: { kind: reason },
  }))
  for (const { line, draft, elsewhere, isShortened } of cards) {
    if (elsewhere !== null)
      lines.push({ line, name: draft.name, what: { kind: 'elsewhere', address: elsewhere } })
    if (isShortened) lines.push({ line, name: draft.name, what: { kind: 'shortened' } })
  }
  return lines.toSorted((a, b) => a.line - b.line)
}
