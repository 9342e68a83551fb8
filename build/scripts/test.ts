import './require-node.mjs'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from './build-app.ts'
import { runCommand, runScript, seconds } from './command.ts'
import { addHeadlessShell, ensureBrowser } from './ensure-browser.ts'
import { browserName, e2eHost } from './test-host.ts'
import { projectRoot } from './paths.ts'
import { readPlaywrightReport, readVitestReport, sumLine, type Tally, withExitCode } from './test-report.ts'

type Suite = {
  readonly name: string
  readonly host: string
  /** Why it cannot run, or null. */
  readonly obstacle: string | null
  readonly run: (reportPath: string) => Promise<number>
  readonly read: (reportPath: string) => Tally
}

type Result = { readonly suite: Suite; readonly tally: Tally; readonly took: string }

const reports = join(projectRoot, 'out', 'test-reports')
/** The tests start some hundred processes of the same few files: Node reads and compiles these once. */
const env = { NODE_COMPILE_CACHE: join(projectRoot, 'out', 'compile-cache') }

function vitestSuite(name: string, host: string, obstacle: string | null = null): Suite {
  return {
    name,
    host,
    obstacle,
    read: readVitestReport,
    run: async (path) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
      return (await runCommand('vitest', ['run', '--project', name, ...reporters], { output: 'pass', env }))
        .code
    },
  }
}

function e2eSuite(host: string, obstacle: string | null): Suite {
  return {
    name: 'e2e',
    host,
    obstacle,
    read: readPlaywrightReport,
    run: async (path) =>
      (
        await runCommand('playwright', ['test'], {
          output: 'pass',
          env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: path },
        })
      ).code,
  }
}

async function runSuite(suite: Suite): Promise<Result> {
  const startedMs = performance.now()
  console.log(`\n== ${suite.name}, on ${suite.host}`)
  if (suite.obstacle !== null) {
    const tally = { passed: 0, failed: 0, skipped: 0, problems: [`did not run: ${suite.obstacle}`] }
    return { suite, tally, took: seconds(startedMs) }
  }
  const path = join(reports, `${suite.name}.json`)
  const code = await suite.run(path)
  return { suite, tally: withExitCode(suite.read(path), code), took: seconds(startedMs) }
}

/** Null, or why it did not work. */
async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    console.log(words)
    return words.split('\n')[0] ?? words
  }
}

function print({ suite, tally, took }: Result): void {
  const counts = sumLine([tally])
  console.log(`${suite.name.padEnd(12)} ${counts.padEnd(34)} ${took.padStart(8)}  on ${suite.host}`)
  for (const problem of tally.problems) console.log(`             ${problem}`)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const startedMs = performance.now()

console.log('== check')
const [check] = await Promise.all([
  runScript('build/scripts/check.ts', [], { output: 'pass' }),
  addHeadlessShell(),
])
const noBrowser = await attempt(() => ensureBrowser())
const noBuild = await attempt(buildApp)
const browser = noBrowser === null ? await browserName() : 'no browser'
const node = `Node ${process.versions.node}`

const suites = [
  vitestSuite('unit', node),
  vitestSuite('contract', node),
  vitestSuite('integration', node),
  vitestSuite('browser', browser, noBrowser),
  e2eSuite(e2eHost(browser), noBrowser ?? noBuild),
]
const results: Result[] = []
// One after the other: the media tests need both cores to themselves.
for (const suite of suites) results.push(await runSuite(suite))

console.log('\n== summary')
console.log(`${'check'.padEnd(12)} ${check.code === 0 ? 'passed' : 'FAILED (see the top)'}`)
if (noBuild !== null) console.log(`${'build'.padEnd(12)} FAILED (see the top)`)
for (const result of results) print(result)
console.log(`${'all'.padEnd(12)} in ${seconds(startedMs)}`)

const tallies = results.map((result) => result.tally)
const passed =
  check.code === 0 &&
  noBuild === null &&
  tallies.every((tally) => tally.failed === 0 && tally.problems.length === 0)
process.exitCode = passed ? 0 : 1
console.log(sumLine(tallies))
