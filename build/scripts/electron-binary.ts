import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastLine, runScript } from './command.ts'
import { projectRoot } from './paths.ts'

const packageFolder = join(projectRoot, 'node_modules', 'electron')
const silenceLimitMs = 20_000

/**
 * Electron's program file, or null where it was not downloaded yet. Looks at files only: asking the
 * `electron` package itself starts a download.
 */
export function findElectron(): string | null {
  const name = readIfThere(join(packageFolder, 'path.txt'))
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const path =
    override !== undefined && override !== ''
      ? join(override, name ?? defaultName())
      : join(packageFolder, 'dist', name ?? defaultName())
  return existsSync(path) ? path : null
}

function defaultName(): string {
  switch (process.platform) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron'
    case 'win32':
      return 'electron.exe'
    default:
      return 'electron'
  }
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

/**
 * Runs Electron's own installer, with progress by the bytes that it has downloaded. Gives up after 20 s
 * in which nothing was written. Returns null when it worked, else the reason in a few words.
 */
export async function installElectron(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-electron-'))
  const stop = new AbortController()
  const watch = watchGrowth(folder, () => stop.abort())
  console.log("Electron's program file is not here yet: downloading it (about 110 MB) …")
  const ended = await runScript(join(packageFolder, 'install.js'), [], {
    output: 'keep',
    onOutput: watch.onGrowth,
    env: { TMPDIR: folder, TEMP: folder, TMP: folder },
    signal: stop.signal,
  })
  watch.close()
  rmSync(folder, { recursive: true, force: true })
  if (stop.signal.aborted) return 'no byte for 20 s'
  return ended.code === 0 ? null : firstError(ended.output)
}

function firstError(output: string): string {
  const cause = output.split('\n').find((line) => /error|code|failed/i.test(line))
  return cause?.trim() ?? (lastLine(output) || 'its installer failed without a word')
}

function watchGrowth(folder: string, onSilence: () => void): { onGrowth: () => void; close: () => void } {
  let grownAtMs = performance.now()
  let toldAtMs = grownAtMs
  let sizeBytes = 0
  const onGrowth = (): void => {
    grownAtMs = performance.now()
  }
  const timer = setInterval(() => {
    const nowBytes = totalBytes(folder) + totalBytes(join(packageFolder, 'dist'))
    if (nowBytes > sizeBytes) onGrowth()
    sizeBytes = nowBytes
    const nowMs = performance.now()
    if (nowMs - toldAtMs >= 5_000) {
      toldAtMs = nowMs
      console.log(`  ${(sizeBytes / 1e6).toFixed(0)} MB`)
    }
    if (nowMs - grownAtMs >= silenceLimitMs) onSilence()
  }, 500)
  return { onGrowth, close: () => clearInterval(timer) }
}

function totalBytes(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
