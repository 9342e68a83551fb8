import '../../build/scripts/require-node.mjs'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { printDirectoryBench } from './print-directory-bench.ts'
import { writeReport } from './report-file.ts'
import { runDirectoryBench } from './run-directory-bench.ts'

const HELP = `What a directory costs: memory, liveness and invitations, beside the peer package's PeerServer.

  npm run bench:directory -- [options]

  --devices N   signed-in devices, and as many clients of PeerServer (5000)
  --idle S      seconds of idleness that are measured (60)
  --rate N      invitations a second that are offered (1500)
  --rounds N    rounds of one invitation for each pair of devices (4)
  --profile     write a processor profile of the directory to out/bench
  --json        print one JSON object and nothing else
  --help        this text

Linux only, on two cores: the server on the first, its clients on the second. All rows are written to out/bench.`

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '5000' },
    idle: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '4' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function bench(): Promise<void> {
  if (values.help) return console.log(HELP)
  const result = await runDirectoryBench({
    devices: Number(values.devices),
    idleMs: Number(values.idle) * 1_000,
    perSecond: Number(values.rate),
    rounds: Number(values.rounds),
    hasProfile: values.profile,
    say: (line) => console.error(line),
  })
  const path = writeReport('directory', result)
  if (values.json) return console.log(JSON.stringify(result))
  console.log(printDirectoryBench(result))
  return console.log(`\nAll rows: ${path}`)
}

try {
  await bench()
} catch (error) {
  console.error(`The bench could not be run. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
