/** The value below which the share `q` (0 to 1) of all values lies, with the nearest rank: never between two rows. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

export type Spread = { readonly n: number; readonly p50: number; readonly p90: number; readonly max: number }

export const spreadOf = (values: readonly number[]): Spread => ({
  n: values.length,
  p50: quantile(values, 0.5),
  p90: quantile(values, 0.9),
  max: Math.max(...values),
})

/** What one way costs of another: the ratio of the medians, and the median of the ratios of the pairs in a row. */
export type Ratio = { readonly ofMedians: number; readonly paired: number; readonly pairs: number }

export function ratioOf(mine: readonly number[], theirs: readonly number[]): Ratio {
  const pairs = mine.slice(0, theirs.length).map((value, index) => value / (theirs[index] ?? Number.NaN))
  return {
    ofMedians: quantile(mine, 0.5) / quantile(theirs, 0.5),
    paired: quantile(pairs, 0.5),
    pairs: pairs.length,
  }
}

export type Verdict = {
  readonly what: string
  readonly measured: number
  readonly unit: string
  readonly target: string
  readonly isMet: boolean
}

export const atMost = (what: string, measured: number, limit: number, unit = ''): Verdict => ({
  what,
  measured,
  unit,
  target: `at most ${limit}`,
  isMet: measured <= limit,
})

export const atLeast = (what: string, measured: number, limit: number, unit = ''): Verdict => ({
  what,
  measured,
  unit,
  target: `at least ${limit}`,
  isMet: measured >= limit,
})

export const round = (value: number, digits = 0): string => value.toFixed(digits)

/** Columns under each other; numbers are written as they come. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const verdictTable = (verdicts: readonly Verdict[]): string =>
  tableOf([
    ['target', 'measured', '', ''],
    ...verdicts.map(({ what, measured, unit, target, isMet }) => [
      what,
      `${round(measured, measured < 20 ? 2 : 0)} ${unit}`.trim(),
      target,
      isMet ? 'met' : 'MISSED',
    ]),
  ])
