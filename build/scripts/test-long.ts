import './require-node.mjs'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, seconds } from './command.ts'
import { projectRoot } from './paths.ts'
import { readVitestReport, sumLine, withExitCode } from './test-report.ts'

/** The tests that do more under `AHOY_LONG`. Each is the beginning of a path. */
const files = [
  'test/contract/rpc-memory.test.ts',
  'test/contract/rpc-socket.test.ts',
  'test/integration/directory-fuzz.test.ts',
  'test/integration/directory-plain.test.ts',
  'test/integration/failures.test.ts',
  'test/integration/hostile-',
  'test/integration/renderer/axe-',
  'test/unit/client/crossed-calls-properties.test.ts',
  'test/unit/client/engine-properties.test.ts',
  'test/unit/client/media-link.test.ts',
  'test/unit/main/bridge/page-fuzz.test.ts',
  'test/unit/main/links/',
  'test/unit/preload/frame-check.test.ts',
  'test/unit/renderer/media/adapter-fuzz.test.ts',
]

const reports = join(projectRoot, 'out', 'test-reports')
const report = join(reports, 'long.json')
mkdirSync(reports, { recursive: true })
rmSync(report, { force: true })

const startedMs = performance.now()
const { code } = await runCommand(
  'vitest',
  // One file after the other: the set-up times of honest calls are measured beside a hostile client.
  [
    'run',
    ...files,
    '--no-file-parallelism',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  { output: 'pass', env: { AHOY_LONG: '1' } },
)
const tally = withExitCode(readVitestReport(report), code)
for (const problem of tally.problems) console.log(problem)
console.log(`long run in ${seconds(startedMs)}`)
process.exitCode = tally.failed === 0 && tally.problems.length === 0 ? 0 : 1
console.log(sumLine([tally]))
