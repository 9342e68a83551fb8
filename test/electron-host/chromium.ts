import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../../build/scripts/find-browser.ts'
import { CdpConnection } from './cdp-connection.ts'

export type ChromiumOptions = {
  readonly browserPath: string | undefined
  readonly profileDir: string
  readonly isHeaded: boolean
  readonly hasFakeDevices: boolean
  readonly extraFlags: readonly string[]
}

const startTimeoutMs = 20_000
const exitTimeoutMs = 3_000

/** One browser process of one app instance. */
export class Chromium {
  readonly #process: ChildProcess
  readonly connection: CdpConnection
  /** For a test tool that connects besides the host, such as Playwright's `connectOverCDP`. */
  readonly cdpUrl: string
  readonly #exited: Promise<void>

  constructor(process: ChildProcess, connection: CdpConnection, cdpUrl: string) {
    this.#process = process
    this.connection = connection
    this.cdpUrl = cdpUrl
    this.#exited = new Promise((resolve) => process.once('exit', () => resolve()))
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  async close(): Promise<void> {
    const closing = this.connection.root.trySend('Browser.close')
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, exitTimeoutMs).unref())
    await Promise.race([Promise.all([closing, this.#exited]), timeout])
    this.kill()
  }

  /** At once, with all its child processes. */
  kill(): void {
    const { pid } = this.#process
    if (pid === undefined) return
    try {
      if (process.platform === 'win32') this.#process.kill('SIGKILL')
      else process.kill(-pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
}

export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const path = options.browserPath ?? findBrowser(options.isHeaded ? 'headed' : 'headless')
  if (path === null)
    throw new Error('electron-host: no Chromium found. Install one, or set AHOY_BROWSER to its file.')
  mkdirSync(options.profileDir, { recursive: true })
  const portFile = join(options.profileDir, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  // The two extra pipes are a lifeline: when this process dies, however it dies, the browser sees them close and ends.
  const child = spawn(path, flags(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let complaints = ''
  child.stderr?.on('data', (data) => {
    complaints = (complaints + String(data)).slice(-4000)
  })
  for (const stream of child.stdio) stream?.on('error', () => {})
  const endpoint = await waitForEndpoint(child, portFile, () => complaints)
  const connection = await CdpConnection.open(`ws://127.0.0.1:${endpoint.port}${endpoint.path}`)
  return new Chromium(child, connection, `http://127.0.0.1:${endpoint.port}`)
}

async function waitForEndpoint(
  child: ChildProcess,
  portFile: string,
  complaints: () => string,
): Promise<{ port: string; path: string }> {
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${code ?? signal}`
  })
  const deadlineMs = Date.now() + startTimeoutMs
  while (Date.now() < deadlineMs && failure === undefined) {
    const [port, path] = existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n') : []
    if (port && path) return { port, path: path.trim() }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`electron-host: the browser did not start: ${failure ?? 'no answer'}\n${complaints()}`)
}

/** What the browser would do on its own account. The drop-downs of its address bar load two pages for every window. */
const UNUSED_FEATURES = [
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PreloadTopChromeWebUI',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

const DISABLE_FEATURES = '--disable-features='

/** Of two such flags the browser hears the last one alone. */
function withoutFeatures(unused: readonly string[], extraFlags: readonly string[]): string[] {
  const asked = extraFlags.filter((flag) => flag.startsWith(DISABLE_FEATURES))
  const features = [...unused, ...asked.map((flag) => flag.slice(DISABLE_FEATURES.length))]
  return [`${DISABLE_FEATURES}${features.join(',')}`, ...extraFlags.filter((flag) => !asked.includes(flag))]
}

function flags(options: ChromiumOptions): string[] {
  return [
    // Without a screen nobody can pick what to share; the page has asked the app's handlers before it gets this far.
    ...(options.isHeaded ? [] : ['--headless=new', '--hide-scrollbars', '--use-fake-ui-for-media-stream']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(options.hasFakeDevices ? ['--use-fake-device-for-media-stream'] : []),
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    `--user-data-dir=${options.profileDir}`,
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-networking',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--disable-extensions',
    '--disable-field-trial-config',
    '--disable-renderer-backgrounding',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--metrics-recording-only',
    '--no-default-browser-check',
    '--no-first-run',
    '--password-store=basic',
    '--use-mock-keychain',
    ...withoutFeatures(UNUSED_FEATURES, options.extraFlags),
    'about:blank',
  ]
}
