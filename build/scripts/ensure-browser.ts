import { existsSync } from 'node:fs'
import { lastLine, runCommand, seconds } from './command.ts'
import { type BrowserLook, findBrowser } from './find-browser.ts'

export type Browser = { readonly path: string; readonly how: 'found' | 'apt-get' | 'playwright' }

/**
 * The path of a Chromium-family browser; installs one when there is none, which takes a minute or two.
 * Says in one line what it did. Throws an Error whose message tells a person what to do.
 */
export async function ensureBrowser(look: BrowserLook = 'headless'): Promise<Browser> {
  const found = findBrowser(look)
  if (found !== null) return tell({ path: found, how: 'found' })
  const failures: string[] = []
  if (canUseApt()) {
    const wanted = look === 'headless' ? SHELL_PACKAGE : 'chromium'
    const path = await install(look, 'apt-get', (onOutput) => installWithApt(wanted, onOutput), failures)
    if (path !== null) return tell({ path, how: 'apt-get' })
  }
  const path = await install(look, 'playwright', installWithPlaywright, failures)
  if (path !== null) return tell({ path, how: 'playwright' })
  throw new Error(
    `No Chromium, Chrome or Edge was found on this computer, and none could be installed (${failures.join('; ')}). ` +
      'Install one of them, or set AHOY_BROWSER to the path of its program file.',
  )
}

const SHELL_PACKAGE = 'chromium-headless-shell'

/**
 * Installs Chromium's headless shell beside a browser that is there already, where the system has it as a package: it
 * draws no window around a page, which spares the tests on the stand-in much work. Without it they run as well.
 */
export async function addHeadlessShell(): Promise<void> {
  const found = findBrowser('headless')
  const isChosen = (process.env['AHOY_BROWSER'] ?? '') !== ''
  if (isChosen || found === null || found !== findBrowser('headed') || !canUseApt()) return
  const failure = await installWithApt(SHELL_PACKAGE, () => undefined)
  if (failure !== null)
    console.log(`Chromium's headless shell could not be installed (${failure}): going on without it.`)
}

function tell(browser: Browser): Browser {
  const source = browser.how === 'found' ? 'found' : `installed with ${browser.how}`
  console.log(`Browser: ${browser.path} (${source})`)
  return browser
}

function canUseApt(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

async function install(
  look: BrowserLook,
  name: string,
  run: (onOutput: (piece: string) => void) => Promise<string | null>,
  failures: string[],
): Promise<string | null> {
  const startedMs = performance.now()
  console.log(`No browser found: installing Chromium with ${name} …`)
  let latest = 'waiting for the first answer'
  const heartbeat = setInterval(() => console.log(`  ${seconds(startedMs)}: ${latest}`), 10_000)
  const failure = await run((piece) => {
    latest = lastLine(piece) || latest
  })
  clearInterval(heartbeat)
  const path = failure === null ? findBrowser(look) : null
  if (path === null) failures.push(`${name}: ${failure ?? 'ended well, but left no browser behind'}`)
  return path
}

async function installWithApt(name: string, onOutput: (piece: string) => void): Promise<string | null> {
  const options = { output: 'keep', onOutput, env: { DEBIAN_FRONTEND: 'noninteractive' } } as const
  const update = await runCommand('apt-get', ['update'], options)
  if (update.code !== 0) return lastLine(update.output)
  const ended = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', name], options)
  return ended.code === 0 ? null : lastLine(ended.output)
}

async function installWithPlaywright(onOutput: (piece: string) => void): Promise<string | null> {
  const ended = await runCommand('playwright', ['install', 'chromium'], { output: 'keep', onOutput })
  return ended.code === 0 ? null : lastLine(ended.output)
}
