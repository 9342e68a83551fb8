import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, seconds } from './command.ts'
import { projectRoot } from './paths.ts'

const inputs = ['src', 'electron.vite.config.ts', 'package-lock.json']
const outputs = [
  'out/main/index.js',
  'out/main/directory-process.js',
  'out/preload/index.cjs',
  'out/renderer/main-window/index.html',
]

/** Whether the built app is missing or older than its sources. */
export function isBuildStale(): boolean {
  const built = outputs.map((path) => join(projectRoot, path))
  if (!built.every((path) => existsSync(path))) return true
  const oldestMs = Math.min(...built.map((path) => statSync(path).mtimeMs))
  return inputs.some((path) => newestMs(join(projectRoot, path)) > oldestMs)
}

function newestMs(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))))
}

/** Builds main, preload and the pages into out/. Throws an Error that holds the bundler's own words. */
export async function buildApp(): Promise<void> {
  const startedMs = performance.now()
  const ended = await runCommand('electron-vite', ['build'], { output: 'keep' })
  if (ended.code !== 0) {
    throw new Error(`The app could not be built. The bundler said:\n${ended.output.trim()}`)
  }
  console.log(`Built the app in ${seconds(startedMs)}`)
}
