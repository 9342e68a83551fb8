import Papa from 'papaparse'
import type { DirectoryHost } from '../../../../contract/ids.ts'
import { type Columns, decideColumns, readRow } from '../../../../domain/address-book/csv-columns.ts'
import { readCard } from '../../../../domain/address-book/read-card.ts'
import type { ReadStep } from './book-reading.ts'

/** A cell in quotes may have so many lines. */
const RECORD_MAX_LINES = 100
const RECORD_MAX_CHARS = 64 * 1024

type Table = {
  readonly columns: Columns
  readonly delimiter: string
  readonly width: number
  readonly firstRow: number
}

/** What the first line says about the others; null where it names no column of an address book. */
function readHeader(lines: readonly string[]): Table | null {
  // A line for Excel may stand before.
  const said = /^"?sep=(.)"?$/i.exec(lines[0] ?? '')?.[1]
  const at = said === undefined ? lines.findIndex((line) => line.trim() !== '') : 1
  const header = lines[at]
  if (header === undefined) return null
  const { data, meta } = Papa.parse<string[]>(header, { delimiter: said ?? '' })
  const headers = data[0] ?? []
  const columns = decideColumns(headers)
  return columns && { columns, delimiter: meta.delimiter, width: headers.length, firstRow: at + 1 }
}

/** The rows of a table under a line of headers; null where that line names no column of an address book. */
export function readCsv(text: string, host: DirectoryHost): Generator<ReadStep> | null {
  const lines = text.split(/\r\n|\n|\r/)
  const table = readHeader(lines)
  return table && readRows(lines, table, host)
}

function* readRows(lines: readonly string[], table: Table, host: DirectoryHost): Generator<ReadStep> {
  let at = table.firstRow
  while (at < lines.length) {
    const line = at + 1
    const record = readRecord(lines, at, table)
    at += record.lineCount
    if (record.kind === 'empty') continue
    yield record.kind === 'broken'
      ? { kind: 'skipped', line, name: null, reason: record.reason }
      : readOne(readRow(table.columns, record.cells), host, line)
  }
}

function readOne(properties: ReturnType<typeof readRow>, host: DirectoryHost, line: number): ReadStep {
  const read = readCard(properties, host)
  if (!read.ok) return { kind: 'skipped', line, name: read.error.name, reason: read.error.kind }
  return { kind: 'read', line, card: read.value }
}

type CsvRecord = { readonly lineCount: number } & (
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly reason: 'broken-row' | 'too-long' }
  | { readonly kind: 'row'; readonly cells: readonly string[] }
)

/**
 * The row that begins at a line. Quotes that never end would swallow all rows behind them: then that one line is
 * broken, and the next one begins a row again.
 */
function readRecord(lines: readonly string[], at: number, { delimiter, width }: Table): CsvRecord {
  let text = lines[at] ?? ''
  if (text.trim() === '') return { kind: 'empty', lineCount: 1 }
  if (text.length > RECORD_MAX_CHARS) return { kind: 'broken', reason: 'too-long', lineCount: 1 }
  let lineCount = 1
  let isOpen = hasOddQuotes(text)
  while (isOpen && lineCount < RECORD_MAX_LINES && text.length <= RECORD_MAX_CHARS) {
    const next = lines[at + lineCount]
    if (next === undefined) break
    text += `\n${next}`
    isOpen = hasOddQuotes(next) !== isOpen
    lineCount += 1
  }
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' })
  const cells = data[0] ?? []
  const isBroken = errors.some(({ type }) => type === 'Quotes') || data.length !== 1
  if (isBroken || (lineCount > 1 && cells.length > width))
    return { kind: 'broken', reason: 'broken-row', lineCount: 1 }
  return cells.every((cell) => cell.trim() === '')
    ? { kind: 'empty', lineCount }
    : { kind: 'row', cells, lineCount }
}

const hasOddQuotes = (text: string): boolean => (text.split('"').length - 1) % 2 === 1
