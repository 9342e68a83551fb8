import '../../build/scripts/require-node.mjs'
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildApp, isBuildStale } from '../../build/scripts/build-app.ts'
import { ensureBrowser } from '../../build/scripts/ensure-browser.ts'
import { runDemo, type DemoReport } from './run-demo.ts'

const HELP = `Alice calls Bob: a directory and two apps on this computer, with made-up cameras and microphones.

  npm run demo -- [options]

  --headed      show the windows
  --json        print one JSON object and nothing else
  --out FOLDER  where the pictures go (out/demo)
  --help        this text

It ends with 0 when both saw and heard each other.`

const { values } = parseArgs({
  options: {
    headed: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/demo' },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => (values.json ? console.error(line) : console.log(line))

function print(report: DemoReport): void {
  if (values.json) return console.log(JSON.stringify(report, null, 2))
  say('')
  say('Alice calls Bob: milliseconds since she pressed Enter')
  for (const { atMs, what } of report.timeline) say(`${String(Math.round(atMs)).padStart(7)}  ${what}`)
  for (const side of report.sides) {
    say('')
    say(`${side.name}`)
    say(`  safety emoji  ${side.safetyEmoji}`)
    say(
      `  audio         ${side.audio.codec}, ${side.audio.bytesSent} bytes sent, ${side.audio.bytesReceived} received`,
    )
    say(
      `  video         ${side.video.codec}, ${side.video.bytesSent} bytes sent, ${side.video.bytesReceived} received`,
    )
    say(
      `  moving        ${(side.pictureMovement * 100).toFixed(0)} % of the picture changed within ten frames`,
    )
  }
  say('')
  say(`Pictures of each step: ${values.out}`)
  return undefined
}

async function demo(): Promise<void> {
  if (values.help) return console.log(HELP)
  if (values.json) console.log = console.error
  await ensureBrowser(values.headed ? 'headed' : 'headless')
  if (isBuildStale()) await buildApp()
  mkdirSync(values.out, { recursive: true })
  const report = await runDemo({ headed: values.headed, pictures: values.out, say })
  console.log = log
  print(report)
  for (const failure of report.failures) console.error(`Failed: ${failure}`)
  process.exitCode = report.failures.length === 0 ? 0 : 1
}

const log = console.log
try {
  await demo()
} catch (error) {
  console.error(`The demo could not be shown. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
