import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorder } from './record.ts'
import { SingleInstance } from './single-instance.ts'
import { createEvent, strictEmitter, strictObject } from './strict.ts'

const events = [
  'ready',
  'second-instance',
  'open-url',
  'open-file',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'web-contents-created',
  'render-process-gone',
  'child-process-gone',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'session-created',
  'will-finish-launching',
  'certificate-error',
  'login',
  'select-client-certificate',
  'accessibility-support-changed',
  'did-become-active',
  'continue-activity',
  'web-contents-destroyed',
]

export type AppDeps = {
  readonly recorder: Recorder
  readonly appDir: string
  readonly userDataDir: string | undefined
  readonly isPackaged: boolean
  /** Somebody waits for readiness: it comes when the browser is there. */
  readonly onWanted: () => void
  /** False when a window stayed open. */
  readonly closeWindows: () => boolean
  readonly destroyWindows: () => void
  readonly endProcess: (exitCode: number) => void
}

export class App extends strictEmitter('app', events) {
  readonly #deps: AppDeps
  readonly #instance = new SingleInstance()
  readonly #paths = new Map<string, string>()
  readonly #ready: Promise<void>
  readonly #protocols = new Set<string>()
  #settleReady: () => void = () => {}
  #isReady = false
  #isQuitting = false
  #isEnding = false
  #name: string
  #version: string
  #loginItem = { openAtLogin: false, openAsHidden: false }
  #badgeCount = 0
  readonly isPackaged: boolean
  readonly dock =
    process.platform === 'darwin'
      ? strictObject('app.dock', {
          hide: () => this.#note('dock.hide'),
          show: async () => this.#note('dock.show'),
          setBadge: (text: string) => this.#note('dock.setBadge', text),
          bounce: () => 0,
          setMenu: () => this.#note('dock.setMenu'),
        })
      : undefined
  readonly commandLine = createCommandLine()

  constructor(deps: AppDeps) {
    super()
    this.setMaxListeners(50)
    this.#deps = deps
    this.isPackaged = deps.isPackaged
    const manifest = JSON.parse(readFileSync(join(deps.appDir, 'package.json'), 'utf8')) as {
      name?: string
      productName?: string
      version?: string
    }
    this.#name = manifest.productName ?? manifest.name ?? 'Electron'
    this.#version = manifest.version ?? '0.0.0'
    this.#ready = new Promise((resolve) => {
      this.#settleReady = resolve
    })
    if (deps.userDataDir !== undefined) this.#paths.set('userData', deps.userDataDir)
  }

  #note(name: string, ...args: unknown[]): void {
    this.#deps.recorder.call(`app.${name}`, ...args)
  }

  markReady(): void {
    if (this.#isReady || this.#isEnding) return
    this.#isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', createEvent({}), {})
    this.#settleReady()
  }

  isReady = (): boolean => this.#isReady

  whenReady(): Promise<void> {
    this.#deps.onWanted()
    return this.#ready
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = name
  }

  getName = (): string => this.#name
  setName = (name: string): void => {
    this.#name = name
  }
  getVersion = (): string => this.#version
  getAppPath = (): string => this.#deps.appDir
  getLocale = (): string => process.env['ELECTRON_HOST_LOCALE'] ?? 'en-US'
  getSystemLocale = (): string => this.getLocale()
  getPreferredSystemLanguages = (): string[] => [this.getLocale()]
  getLocaleCountryCode = (): string => this.getLocale().slice(3)

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? this.#defaultPath(name)
    if (path === undefined) throw new Error(`electron-host: app.getPath('${name}') is not implemented`)
    return path
  }

  #defaultPath(name: string): string | undefined {
    switch (name) {
      case 'home':
        return homedir()
      case 'temp':
        return tmpdir()
      case 'exe':
        return process.execPath
      case 'appData':
        return appDataOf(process.platform)
      case 'userData':
      case 'sessionData':
        return this.#paths.get('userData') ?? join(this.getPath('appData'), this.#name)
      case 'logs':
        return join(this.getPath('userData'), 'logs')
      case 'crashDumps':
        return join(this.getPath('userData'), 'Crashpad')
      case 'desktop':
      case 'documents':
      case 'downloads':
        return join(homedir(), name[0]?.toUpperCase() + name.slice(1))
      default:
        return undefined
    }
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    const mine = { argv: process.argv, cwd: process.cwd(), additionalData: additionalData ?? null }
    return this.#instance.request(this.getPath('userData'), mine, (second) => {
      this.emit('second-instance', createEvent({}), second.argv, second.cwd, second.additionalData)
    })
  }

  hasSingleInstanceLock = (): boolean => this.#instance.isHeld
  releaseSingleInstanceLock = (): void => this.#instance.release()

  /** Asks every window, then every listener; anyone may refuse. */
  quit(): void {
    if (this.#isEnding) return
    const before = createEvent({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#isQuitting = true
    if (!this.#deps.closeWindows()) {
      this.#isQuitting = false
      return
    }
    const will = createEvent({})
    this.emit('will-quit', will)
    this.#isQuitting = false
    if (!will.defaultPrevented) this.#end(0)
  }

  /** At once: no window and no listener is asked. */
  exit(exitCode = 0): void {
    if (this.#isEnding) return
    this.#isQuitting = true
    this.#deps.destroyWindows()
    this.#end(exitCode)
  }

  #end(exitCode: number): void {
    this.#isEnding = true
    this.emit('quit', createEvent({}), exitCode)
    void this.#instance.delivered().then(() => {
      this.#instance.release()
      this.#deps.endProcess(exitCode)
    })
  }

  handleAllWindowsClosed(): void {
    if (this.#isQuitting || this.#isEnding) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }

  relaunch = (...args: unknown[]): void => this.#note('relaunch', ...args)
  focus = (...args: unknown[]): void => this.#note('focus', ...args)
  hide = (): void => this.#note('hide')
  show = (): void => this.#note('show')
  setAppUserModelId = (id: string): void => this.#note('setAppUserModelId', id)
  setToastActivatorCLSID = (id: string): void => this.#note('setToastActivatorCLSID', id)
  enableSandbox = (): void => this.#note('enableSandbox')
  disableHardwareAcceleration = (): void => this.#note('disableHardwareAcceleration')
  setAboutPanelOptions = (options: unknown): void => this.#note('setAboutPanelOptions', options)
  setActivationPolicy = (policy: string): void => this.#note('setActivationPolicy', policy)
  setJumpList = (...args: unknown[]): string => (this.#note('setJumpList', ...args), 'ok')
  setUserTasks = (tasks: unknown): boolean => (this.#note('setUserTasks', tasks), true)
  getBadgeCount = (): number => this.#badgeCount
  isDefaultProtocolClient = (protocol: string): boolean => this.#protocols.has(protocol)
  getLoginItemSettings = (): object => ({
    ...this.#loginItem,
    wasOpenedAtLogin: false,
    wasOpenedAsHidden: false,
    restoreState: false,
    executableWillLaunchAtLogin: this.#loginItem.openAtLogin,
    launchItems: [],
  })

  setBadgeCount(count = 0): boolean {
    this.#note('setBadgeCount', count)
    this.#badgeCount = count
    return true
  }

  setAsDefaultProtocolClient(protocol: string, ...args: unknown[]): boolean {
    this.#note('setAsDefaultProtocolClient', protocol, ...args)
    this.#protocols.add(protocol)
    return true
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    this.#note('removeAsDefaultProtocolClient', protocol)
    return this.#protocols.delete(protocol)
  }

  setLoginItemSettings(settings: { openAtLogin?: boolean; openAsHidden?: boolean }): void {
    this.#note('setLoginItemSettings', settings)
    this.#loginItem = { ...this.#loginItem, ...settings }
  }
}

function appDataOf(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  if (platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming')
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
}

function createCommandLine() {
  const added = new Map<string, string>()
  const given = (name: string): string | undefined => {
    const argument = process.argv.find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`))
    return argument?.slice(name.length + 3)
  }
  return strictObject('app.commandLine', {
    appendSwitch: (name: string, value = ''): void => void added.set(name.toLowerCase(), value),
    hasSwitch: (name: string): boolean => added.has(name) || given(name) !== undefined,
    getSwitchValue: (name: string): string => added.get(name) ?? given(name) ?? '',
    removeSwitch: (name: string): void => void added.delete(name),
    /** What goes to the browser. */
    flags: (): string[] =>
      [...added].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  })
}
