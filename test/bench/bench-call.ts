import '../../build/scripts/require-node.mjs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { buildApp, isBuildStale } from '../../build/scripts/build-app.ts'
import { ensureBrowser } from '../../build/scripts/ensure-browser.ts'
import { type CallBench, runCallBench } from './run-call-bench.ts'
import { writeReport } from './report-file.ts'
import { printCallBench } from './print-call-bench.ts'

const HELP = `From Accept to the first picture: Ahoy beside PeerJS's README pattern, in turns, on this computer.

  npm run bench:call -- [options]

  --pairs N      calls of each way at each delay (15)
  --delays LIST  signalling round trips in ms, also what one message from device to device takes (0,50,200)
  --offline N    calls to somebody who is not there (5)
  --json         print one JSON object and nothing else
  --trace        print what the browser did in the median call of each way, too
  --help         this text

All rows are written to out/bench. It ends with 0 also when a target is missed: the numbers say so.`

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '15' },
    delays: { type: 'string', default: '0,50,200' },
    offline: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const log = console.log
const say = (line: string) => console.error(line)

async function bench(): Promise<void> {
  if (values.help) return log(HELP)
  console.log = console.error
  await ensureBrowser()
  if (isBuildStale()) await buildApp()
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-bench-voice-'))
  try {
    const result: CallBench = await runCallBench({
      pairs: Number(values.pairs),
      delaysMs: values.delays.split(',').map(Number),
      offlineCalls: Number(values.offline),
      voiceFile: join(folder, 'voice.wav'),
      say,
    })
    const path = writeReport('call', result)
    if (values.json) return log(JSON.stringify(result))
    log(printCallBench(result, values.trace))
    return log(`\nAll rows: ${path}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  await bench()
} catch (error) {
  console.error(`The bench could not be run. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
