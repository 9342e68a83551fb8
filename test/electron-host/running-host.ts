import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { App } from './app.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { createDesk } from './desk.ts'
import { createElectronApi } from './electron-api.ts'
import type { Host, RunningBrowser } from './host.ts'
import { IpcMain } from './ipc.ts'
import type { HostOptions } from './options.ts'
import { Permissions } from './permissions.ts'
import { Recorder } from './record.ts'
import { SchemeRegistry } from './scheme.ts'
import { Sessions } from './session.ts'
import { createEvent } from './strict.ts'
import { Targets } from './targets.ts'
import { WindowList } from './window-list.ts'

/** One stand-in: made before the app's code runs; the browser starts when the app wants to be ready. */
export class RunningHost {
  readonly recorder = new Recorder()
  readonly app: App
  readonly desk
  readonly electron
  readonly windows: WindowList
  isOnline = true
  readonly #options: HostOptions
  readonly #browser = Promise.withResolvers<RunningBrowser>()
  readonly #schemes = new SchemeRegistry()
  #chromium: Chromium | undefined
  #isStarting = false
  #isEnding = false

  constructor(options: HostOptions) {
    this.#options = options
    this.windows = new WindowList(() => this.app.handleAllWindowsClosed())
    this.desk = createDesk(this.recorder)
    this.app = new App({
      recorder: this.recorder,
      appDir: options.appDir,
      userDataDir: options.userDataDir,
      isPackaged: options.isPackaged,
      onWanted: () => setImmediate(() => this.start()),
      closeWindows: () => this.windows.all.every((window) => window.close()),
      destroyWindows: () => this.windows.all.forEach((window) => window.destroy()),
      endProcess: (exitCode) => void this.end(exitCode),
    })
    this.#browser.promise.catch(() => {})
    this.electron = createElectronApi({
      host: this.#createHost(),
      app: this.app,
      desk: this.desk,
      isOnline: () => this.isOnline,
    })
    this.desk.nativeTheme.on('updated', () => {
      for (const window of this.windows.all)
        window.webContents.page.showColors(this.desk.nativeTheme.shouldUseDarkColors)
    })
    process.on('exit', () => this.#chromium?.kill())
  }

  get cdpUrl(): string | undefined {
    return this.#chromium?.cdpUrl
  }

  get browserPid(): number | undefined {
    return this.#chromium?.pid
  }

  #createHost(): Host {
    const isAppReady = (): boolean => this.app.isReady()
    const sessions = new Sessions(
      {
        recorder: this.recorder,
        schemes: this.#schemes,
        isAppReady,
        browser: () => this.#chromium?.connection.root,
      },
      (session) => this.app.emit('session-created', session),
    )
    return {
      recorder: this.recorder,
      schemes: this.#schemes,
      sessions,
      ipcMain: new IpcMain(),
      windows: this.windows,
      isHeaded: this.#options.isHeaded,
      browser: this.#browser.promise,
      isAppReady,
      isDark: () => this.desk.nativeTheme.shouldUseDarkColors,
      emitApp: (event, ...args) => void this.app.emit(event, ...args),
    }
  }

  /** Once; an app that is about to quit, as a second instance is, never gets a browser. */
  start(): void {
    if (this.#isStarting || this.#isEnding) return
    this.#isStarting = true
    this.#startBrowser().then(
      () => this.app.markReady(),
      (error: unknown) => {
        if (this.#isEnding) return
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
        this.app.exit(1)
      },
    )
  }

  async #startBrowser(): Promise<void> {
    const userData = this.app.getPath('userData')
    mkdirSync(userData, { recursive: true })
    const { isHeaded, hasFakeDevices, browserPath, browserFlags } = this.#options
    const chromium = await startChromium({
      browserPath,
      isHeaded,
      hasFakeDevices,
      profileDir: join(userData, 'electron-host-profile'),
      extraFlags: [...browserFlags, ...this.app.commandLine.flags()],
    })
    this.#chromium = chromium
    if (this.#isEnding) return chromium.kill()
    const targets = new Targets(chromium.connection)
    await targets.start()
    chromium.connection.on('close', () => this.#handleBrowserGone())
    this.#browser.resolve({
      chromium,
      targets,
      permissions: new Permissions(chromium.connection.root, this.#schemes),
    })
  }

  #handleBrowserGone(): void {
    if (this.#isEnding) return
    process.stderr.write('electron-host: the browser is gone\n')
    this.app.emit('child-process-gone', createEvent({}), { type: 'GPU', reason: 'crashed', exitCode: 1 })
    this.app.exit(1)
  }

  /** Takes the browser and every child along. */
  async end(exitCode: number): Promise<void> {
    if (this.#isEnding) return
    this.#isEnding = true
    this.#browser.reject(new Error('electron-host: the app is ending'))
    this.electron.endChildren()
    await this.#chromium?.close()
    process.exit(exitCode)
  }
}
