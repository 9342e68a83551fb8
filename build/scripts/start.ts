import './require-node.mjs'
import { buildApp, isBuildStale } from './build-app.ts'
import { runCommand, runScript } from './command.ts'
import { decideStart, type StartFacts } from './decide-start.ts'
import { findElectron, installElectron } from './electron-binary.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { findBrowser } from './find-browser.ts'
import { userDataFolder } from './paths.ts'

const given = process.argv.slice(2)

function gatherFacts(): StartFacts {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY)
  return {
    hasDisplay,
    electronPath: findElectron(),
    installFailure: null,
    browserPath: findBrowser(lookWith(hasDisplay)),
    browserFailure: null,
  }
}

/** Without a display the demo runs. */
const lookWith = (hasDisplay: boolean) => (hasDisplay ? 'headed' : 'headless')

/** Ends with the exit code of what was started. */
async function start(facts: StartFacts): Promise<number> {
  const decision = decideStart(facts)
  switch (decision.kind) {
    case 'electron':
      return runElectron(decision.path)
    case 'install-electron':
      return start(await withElectron(facts))
    case 'install-browser':
      return start(await withBrowser(facts))
    case 'stand-in':
      console.log(decision.words)
      return runStandIn()
    case 'demo':
      console.log(decision.words)
      return (await runScript('test/demo/demo.ts', given, { output: 'pass' })).code
    case 'give-up':
      throw new Error(decision.words)
  }
}

async function withElectron(facts: StartFacts): Promise<StartFacts> {
  const failure = await installElectron()
  const electronPath = failure === null ? findElectron() : null
  const installFailure = electronPath === null ? (failure ?? 'its installer left no program file') : null
  return { ...facts, electronPath, installFailure }
}

async function withBrowser(facts: StartFacts): Promise<StartFacts> {
  try {
    return { ...facts, browserPath: (await ensureBrowser(lookWith(facts.hasDisplay))).path }
  } catch (error) {
    return { ...facts, browserFailure: error instanceof Error ? error.message : String(error) }
  }
}

async function runElectron(path: string): Promise<number> {
  // Chromium refuses to start as root with its sandbox on.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const ended = await runCommand(path, ['.', ...asRoot, ...given], { output: 'pass' })
  if (ended.code === 127) throw new Error(`Electron at ${path} could not be started: ${ended.output}`)
  return ended.code
}

async function runStandIn(): Promise<number> {
  const hasFolder = given.some((argument) => argument.startsWith('--user-data-dir'))
  const folder = hasFolder ? [] : [`--user-data-dir=${userDataFolder()}`]
  const args = ['.', '--headed', ...folder, ...given]
  return (await runScript('test/electron-host/main.ts', args, { output: 'pass' })).code
}

try {
  if (isBuildStale()) await buildApp()
  process.exitCode = await start(gatherFacts())
  if (process.exitCode !== 0)
    console.error(`Ahoy ended with code ${process.exitCode}; its last words are above.`)
} catch (error) {
  console.error(`Ahoy could not start. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
