import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type ElectronApplication, _electron, type Page } from '@playwright/test'
import { findElectron } from '../../build/scripts/electron-binary.ts'
import { findBrowser } from '../../build/scripts/find-browser.ts'
import { projectRoot } from '../../build/scripts/paths.ts'
import type { WindowRole } from '../../src/contract/bridge/names.ts'
import type { Computer } from './two-computers.ts'
import { launchHost, type LaunchOptions, type ReadyHostApp } from '../electron-host/launch.ts'

/** One running Ahoy: on real Electron where its program file is there, on the stand-in elsewhere. */
export type AhoyApp = {
  readonly name: string
  readonly host: AppHost
  /** Waits for the page of a window. Every window is there from the start of the main view on, shown or not. */
  readonly page: (role: WindowRole) => Promise<Page>
  /** Ends the app as a person would. */
  readonly close: () => Promise<void>
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>
  readonly userDataDir: string
}

export type AppHost =
  | { readonly kind: 'stand-in'; readonly app: ReadyHostApp }
  | { readonly kind: 'electron'; readonly app: ElectronApplication }

export type AhoyOptions = Pick<LaunchOptions, 'fakeDevices' | 'safeStorage' | 'headed' | 'args' | 'env'> & {
  readonly name: string
  /** A folder that outlives the app, for a second start; a new one otherwise. */
  readonly userDataDir?: string
  /** Never the real thing, also where it is there. */
  readonly onlyStandIn?: boolean
  /** Where it runs; here unless told. Only the stand-in can be told. */
  readonly computer?: Computer
}

const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

export async function launchAhoy(options: AhoyOptions): Promise<AhoyApp> {
  const electron = options.onlyStandIn ? null : findElectron()
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), `ahoy-${options.name}-`))
  const launched = electron
    ? await launchElectron(electron, userDataDir, options)
    : await launchStandIn(userDataDir, options)
  const forget = () => {
    if (!options.userDataDir) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return {
    name: options.name,
    host: launched.host,
    userDataDir,
    page: (role) => findPage(launched.pages, role),
    close: async () => {
      await launched.close()
      forget()
    },
    kill: async () => {
      await launched.kill()
      forget()
    },
  }
}

type Launched = Pick<AhoyApp, 'host' | 'close' | 'kill'> & {
  readonly pages: () => readonly Page[]
}

async function launchStandIn(userDataDir: string, options: AhoyOptions): Promise<Launched> {
  const { fakeDevices = true, safeStorage = 'gnome_libsecret', headed = false, args = [], env = {} } = options
  const { command = [], reach = async (url: string) => url } = options.computer ?? {}
  const browserPath = findBrowser(headed ? 'headed' : 'headless')
  const app = await launchHost({
    appDir: projectRoot,
    userDataDir,
    fakeDevices,
    safeStorage,
    headed,
    args,
    env,
    command,
    ...(browserPath === null ? {} : { browserPath }),
  })
  const browser: Browser = await chromium.connectOverCDP(await reach(app.cdpUrl))
  const disconnect = () => browser.close().catch(() => {})
  return {
    host: { kind: 'stand-in', app },
    pages: () => browser.contexts().flatMap((context) => context.pages()),
    close: async () => {
      await disconnect()
      await app.close()
    },
    kill: async () => {
      app.kill()
      await app.waitForExit()
      await disconnect()
    },
  }
}

async function launchElectron(path: string, userDataDir: string, options: AhoyOptions): Promise<Launched> {
  const { fakeDevices = true, args = [] } = options
  const app = await _electron.launch({
    executablePath: path,
    args: [projectRoot, `--user-data-dir=${userDataDir}`, ...(fakeDevices ? FAKE_DEVICES : []), ...args],
  })
  return {
    host: { kind: 'electron', app },
    pages: () => app.windows(),
    close: () => app.close(),
    kill: async () => {
      app.process().kill('SIGKILL')
      await app.close().catch(() => {})
    },
  }
}

const PAGE_DEADLINE_MS = 20_000
/** What cannot be pressed or read by then is a failure that names it, instead of a test that runs out of time. */
const ACTION_MS = 20_000

async function findPage(pages: () => readonly Page[], role: WindowRole): Promise<Page> {
  const startedAtMs = performance.now()
  for (;;) {
    const page = pages().find((candidate) => candidate.url().includes(`/${role}-window/`))
    if (page) {
      page.setDefaultTimeout(ACTION_MS)
      return page
    }
    if (performance.now() - startedAtMs > PAGE_DEADLINE_MS) throw new Error(`the ${role} window did not open`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
