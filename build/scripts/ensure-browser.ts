import { existsSync } from 'node:fs'
import { lastLine, runCommand, seconds } from './command.ts'
import { findBrowser } from './find-browser.ts'

export type Browser = { readonly path: string; readonly how: 'found' | 'apt-get' | 'playwright' }

/**
 * The path of a Chromium-family browser; installs one when there is none, which takes a minute or two.
 * Says in one line what it did. Throws an Error whose message tells a person what to do.
 */
export async function ensureBrowser(): Promise<Browser> {
  const found = findBrowser()
  if (found !== null) return tell({ path: found, how: 'found' })
  const failures: string[] = []
  if (canUseApt()) {
    const path = await install('apt-get', installWithApt, failures)
    if (path !== null) return tell({ path, how: 'apt-get' })
  }
  const path = await install('playwright', installWithPlaywright, failures)
  if (path !== null) return tell({ path, how: 'playwright' })
  throw new Error(
    `No Chromium, Chrome or Edge was found on this computer, and none could be installed (${failures.join('; ')}). ` +
      'Install one of them, or set AHOY_BROWSER to the path of its program file.',
  )
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
  const path = failure === null ? findBrowser() : null
  if (path === null) failures.push(`${name}: ${failure ?? 'ended well, but left no browser behind'}`)
  return path
}

async function installWithApt(onOutput: (piece: string) => void): Promise<string | null> {
  const options = { output: 'keep', onOutput, env: { DEBIAN_FRONTEND: 'noninteractive' } } as const
  const update = await runCommand('apt-get', ['update'], options)
  if (update.code !== 0) return lastLine(update.output)
  const ended = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  return ended.code === 0 ? null : lastLine(ended.output)
}

async function installWithPlaywright(onOutput: (piece: string) => void): Promise<string | null> {
  const ended = await runCommand('playwright', ['install', 'chromium'], { output: 'keep', onOutput })
  return ended.code === 0 ? null : lastLine(ended.output)
}
