import { readFileSync } from 'node:fs'
import process from 'node:process'
import { EXIT, runCommand } from '../directory/cli/run.ts'
import { createLog } from '../directory/log.ts'
import { startEcho } from '../echo/start-echo.ts'

/** The version stands in the package's manifest, two folders up from the sources. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'unknown'
}

const stop = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.resolve())

const log = createLog()
process.exitCode = await runCommand(process.argv.slice(2), {
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
  log,
  version: readVersion(),
  nowMs: () => Date.now(),
  stopped: stop.promise,
  startEcho: (directory, dataDir) =>
    startEcho({ directory, dataDir, log, threadUrl: new URL('../echo/thread.ts', import.meta.url) }),
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The directory stopped for an unknown reason.')
  return EXIT.failed
})
