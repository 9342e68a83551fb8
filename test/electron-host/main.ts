// Runs a built Electron app without Electron's binary: node test/electron-host/main.ts <appDir> [arguments]
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { serveControl } from './control-server.ts'
import { errorText } from './error-text.ts'
import { imitateElectronProcess, installElectron } from './module-hook.ts'
import { parseOptions } from './options.ts'
import { RunningHost } from './running-host.ts'

const parentCheckMs = 1_000

function mainFileOf(appDir: string): string {
  const { main } = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')) as { main?: string }
  const path = join(appDir, main ?? 'out/main/index.js')
  if (!existsSync(path)) throw new Error(`electron-host: ${path} is not there. Build the app first.`)
  return path
}

/** The app ends with its parent, even one that was killed. */
function endWithParent(host: RunningHost): void {
  const parentPid = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== parentPid) host.app.exit(0)
  }, parentCheckMs)
  timer.unref()
}

function reportAndExit(host: RunningHost, what: string, error: unknown): void {
  process.stderr.write(`${what}: ${errorText(error)}\n`)
  host.app.exit(1)
}

const options = parseOptions(process.argv.slice(2), process.env)
const mainFile = mainFileOf(options.appDir)
const host = new RunningHost(options)
let signals = 0
// The second one is not a question any more.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => (++signals > 1 ? host.app.exit(1) : host.app.quit()))
}
process.on('unhandledRejection', (error) => reportAndExit(host, 'Unhandled rejection', error))
process.on('uncaughtException', (error) => reportAndExit(host, 'Uncaught exception', error))
serveControl(host)
endWithParent(host)
process.argv = [process.execPath, ...(options.isPackaged ? [] : [options.appDir]), ...options.appArgs]
imitateElectronProcess(options.isPackaged, options.appDir)
installElectron(host.electron.api)
// Keeps the process alive while nothing but the app's intention to run does.
setInterval(() => {}, 60_000)
await import(pathToFileURL(mainFile).href)
host.start()
