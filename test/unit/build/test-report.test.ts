import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  readPlaywrightReport,
  readVitestReport,
  sumLine,
  withExitCode,
} from '../../../build/scripts/test-report.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ahoy-report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (report: unknown): string => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}

const vitestReport = (passed: number, failed: number, testResults: readonly unknown[] = []) => ({
  success: failed === 0,
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 1,
  testResults,
})

test('REPORT1 a file that does not load is a problem, and counts as a failure', () => {
  const broken = {
    name: 'a.test.ts',
    status: 'failed',
    message: 'SyntaxError: no\n at x',
    assertionResults: [],
  }
  const tally = withExitCode(readVitestReport(write(vitestReport(3, 0, [broken]))), 1)
  expect(tally.problems).toStrictEqual(['a.test.ts did not load: SyntaxError: no'])
  expect(sumLine([tally])).toBe('3 passed, 1 failed, 1 skipped')
})

test('REPORT2 a suite that ran no test, or left no report, is a failure', () => {
  const empty = { passed: 0, failed: 0, skipped: 2, problems: [] }
  expect(sumLine([withExitCode(empty, 0)])).toBe('0 passed, 1 failed, 2 skipped')
  expect(sumLine([withExitCode(readVitestReport(join(folder, 'none.json')), 0)])).toBe('0 passed, 1 failed')
  expect(sumLine([readVitestReport(write({ success: true }))])).toBe('0 passed, 1 failed')
})

test('REPORT3 an error outside of every test is a failure, though each test passed', () => {
  const tally = { passed: 5, failed: 0, skipped: 0, problems: [] }
  expect(sumLine([withExitCode(tally, 1)])).toBe('5 passed, 1 failed')
  expect(sumLine([withExitCode(tally, 0)])).toBe('5 passed, 0 failed')
})

test('REPORT4 end to end: a test that needed a second try has failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }
  const tally = readPlaywrightReport(write({ stats, errors: [] }))
  expect(sumLine([tally])).toBe('4 passed, 2 failed')
})
