import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommand } from './command.ts'
import { findElectron } from './electron-binary.ts'
import { findBrowser } from './find-browser.ts'
import { projectRoot } from './paths.ts'

/** Such as "Chromium 156"; only the path where the browser does not tell (Windows). */
export async function browserName(): Promise<string> {
  const path = findBrowser()
  if (path === null) return 'no browser'
  if (process.platform === 'win32') return path
  const { output } = await runCommand(path, ['--version'], { output: 'keep' })
  const match = /([A-Z][A-Za-z ]+?) (\d+)\./.exec(output)
  return match === null ? path : `${match[1]} ${match[2]}`
}

/** What the end-to-end specs run on: the real Electron wherever its program file is there. */
export function e2eHost(browser: string): string {
  return findElectron() === null ? `stand-in on ${browser}` : `Electron ${electronVersion()}`
}

function electronVersion(): string {
  const path = join(projectRoot, 'node_modules', 'electron', 'package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version
}
