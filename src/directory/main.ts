import { readFileSync } from 'node:fs'
import process from 'node:process'
import { EXIT, runCommand } from './cli/run.ts'
import { createLog } from './log.ts'

/** The version stands in the package's manifest, two folders up from the sources. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'unknown'
}

const stop = Promise.withResolvers<void>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.resolve())

process.exitCode = await runCommand(process.argv.slice(2), {
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
  log: createLog(),
  version: readVersion(),
  nowMs: () => Date.now(),
  stopped: stop.promise,
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The directory stopped for an unknown reason.')
  return EXIT.failed
})
