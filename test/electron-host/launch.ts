import type * as Electron from 'electron'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ControlMethods, ControlName, ControlRequest, FromHost } from './control-contract.ts'
import { safeStorageVariable } from './safe-storage.ts'

export type LaunchOptions = {
  /** The folder whose package.json names the built main file. */
  readonly appDir: string
  readonly userDataDir: string
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly headed?: boolean
  /** False: the machine has neither camera nor microphone. Default true. */
  readonly fakeDevices?: boolean
  readonly browserPath?: string
  readonly packaged?: boolean
  readonly safeStorage?: 'none' | 'basic_text' | 'gnome_libsecret'
  /** Stands before the command, such as `ip netns exec <name>`. */
  readonly command?: readonly string[]
}

export type Control = {
  readonly [N in ControlName]: (
    ...args: Parameters<ControlMethods[N]>
  ) => Promise<Awaited<ReturnType<ControlMethods[N]>>>
} & {
  /** As Playwright's `electronApp.evaluate`: the function's text travels, so it uses nothing from outside. */
  run<R, A = undefined>(run: (electron: typeof Electron, argument: A) => R, argument?: A): Promise<Awaited<R>>
}
export type HostExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export type HostApp = {
  readonly control: Control
  readonly pid: number
  /** For `chromium.connectOverCDP`. Resolves when the app is ready; rejects when it ends before. */
  readonly ready: Promise<string>
  readonly stdout: () => string
  readonly stderr: () => string
  readonly waitForExit: () => Promise<HostExit>
  /** As a person who quits; kills after 10 s. */
  readonly close: () => Promise<HostExit>
  readonly kill: (signal?: NodeJS.Signals) => void
}
export type ReadyHostApp = HostApp & { readonly cdpUrl: string }

const closeTimeoutMs = 10_000
const mainFile = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Starts an app and waits until it is ready. Rejects, with its error output, when it ends before. */
export async function launchHost(options: LaunchOptions): Promise<ReadyHostApp> {
  const app = startHost(options)
  return { ...app, cdpUrl: await app.ready }
}

/** Starts an app without waiting, as for a second instance that is to end at once. */
export function startHost(options: LaunchOptions): HostApp {
  const [program, ...rest] = [...(options.command ?? []), process.execPath, '--no-warnings', mainFile]
  const child = spawn(program ?? process.execPath, [...rest, ...argumentsOf(options)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environmentOf(options),
  })
  const stdout = collect(child.stdout)
  const stderr = collect(child.stderr)
  const exit = new Promise<HostExit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: -1, signal: null }))
  })
  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.type === 'ready') resolve(message.cdpUrl)
    })
    void exit.then(({ code, signal }) =>
      reject(new Error(`The app ended (${code ?? signal}) before it was ready.\n${stderr()}`)),
    )
  })
  ready.catch(() => {})
  const close = async (): Promise<HostExit> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs)
    const result = await exit
    clearTimeout(timer)
    return result
  }
  return {
    control: createControl(child),
    pid: child.pid ?? -1,
    ready,
    stdout,
    stderr,
    waitForExit: () => exit,
    close,
    kill: (signal = 'SIGKILL') => void child.kill(signal),
  }
}

function argumentsOf({ appDir, userDataDir, headed, args = [] }: LaunchOptions): string[] {
  return [appDir, `--user-data-dir=${userDataDir}`, ...(headed ? ['--headed'] : []), ...args]
}

function environmentOf(options: LaunchOptions): NodeJS.ProcessEnv {
  const { env = {}, fakeDevices = true, browserPath, packaged = false, safeStorage } = options
  return {
    ...process.env,
    // A test runner's own settings are not the app's.
    NODE_OPTIONS: '',
    NODE_ENV: '',
    ELECTRON_HOST_FAKE_DEVICES: fakeDevices ? '1' : '0',
    ELECTRON_HOST_PACKAGED: packaged ? '1' : '0',
    ...(browserPath === undefined ? {} : { ELECTRON_HOST_BROWSER: browserPath }),
    ...(safeStorage === undefined ? {} : { [safeStorageVariable]: safeStorage }),
    ...env,
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.on('data', (data) => {
    text += String(data)
  })
  return () => text
}

function createControl(child: ChildProcess): Control {
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >()
  let lastId = 0
  child.on('message', (message: FromHost) => {
    if (message.type === 'ready') return
    const request = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'result') request?.resolve(message.value)
    else request?.reject(new Error(message.message))
  })
  void once(child, 'exit').then(
    () => {
      for (const { reject } of waiting.values()) reject(new Error('The app has ended'))
    },
    () => {},
  )
  const request = (method: ControlName, args: readonly unknown[]): Promise<unknown> => {
    const id = ++lastId
    const message: ControlRequest = { id, method, args }
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      if (child.connected) child.send(message)
      else reject(new Error('The app has ended'))
    })
  }
  return new Proxy({} as Control, {
    get: (_target, name: string) => {
      if (name === 'then') return undefined
      if (name === 'run')
        return (run: () => unknown, argument?: unknown) => request('evaluate', [String(run), argument])
      return (...args: unknown[]) => request(name as ControlName, args)
    },
  })
}
