import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What one suite came to. `problems` are failures outside of a test (a file that does not load, a crash). */
export type Tally = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly problems: readonly string[]
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.unknown()),
    }),
  ),
})

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.object({ message: z.string().optional() })),
})

const nothing: Tally = { passed: 0, failed: 0, skipped: 0, problems: [] }

export function readVitestReport(path: string): Tally {
  const report = readReport(path, vitestReport)
  if (typeof report === 'string') return { ...nothing, problems: [report] }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    problems: broken.map((file) => `${file.name} did not load: ${firstLine(file.message)}`),
  }
}

/** A test that only passed on a second try counts as failed: a flaky test is mended, not counted. */
export function readPlaywrightReport(path: string): Tally {
  const report = readReport(path, playwrightReport)
  if (typeof report === 'string') return { ...nothing, problems: [report] }
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky,
    skipped: report.stats.skipped,
    problems: report.errors.map((error) => firstLine(error.message)),
  }
}

function readReport<T>(path: string, schema: z.ZodType<T>): T | string {
  if (!existsSync(path)) return 'it left no report'
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    return `its report cannot be read: ${firstLine(error instanceof Error ? error.message : undefined)}`
  }
}

function firstLine(text: string | undefined): string {
  return text?.trim().split('\n')[0] ?? 'no message'
}

/**
 * A suite's tally with what its program's exit code adds: one that ran no test, or that failed although
 * each of its tests passed, has a problem.
 */
export function withExitCode(tally: Tally, code: number): Tally {
  if (tally.problems.length > 0) return tally
  if (tally.passed + tally.failed === 0) return { ...tally, problems: ['no test ran'] }
  if (code !== 0 && tally.failed === 0) {
    return {
      ...tally,
      problems: [`its tests passed, but it ended with code ${code} (an error outside of a test)`],
    }
  }
  return tally
}

/** The last line of a run. A problem counts as one failure, so that the line never looks better than the run. */
export function sumLine(tallies: readonly Tally[]): string {
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + pick(tally), 0)
  const failed = sum((tally) => tally.failed + tally.problems.length)
  const skipped = sum((tally) => tally.skipped)
  return `${sum((tally) => tally.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
