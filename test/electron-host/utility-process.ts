import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ForkOptions } from 'electron'
import { notImplemented, strictEmitter, strictObject } from './strict.ts'

const childEntry = fileURLToPath(new URL('./utility-child.ts', import.meta.url))

class UtilityProcess extends strictEmitter('utilityProcess', ['exit', 'message', 'spawn', 'error', 'login']) {
  readonly #child: ChildProcess
  pid: number | undefined = undefined

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super()
    const { env, cwd, execArgv = [], stdio = 'inherit' } = options
    this.#child = fork(childEntry, [modulePath, ...args], {
      serialization: 'advanced',
      execArgv,
      stdio: [...(Array.isArray(stdio) ? stdio : (['ignore', stdio, stdio] as const)), 'ipc'] as never,
      ...(env === undefined ? {} : { env: env as NodeJS.ProcessEnv }),
      ...(cwd === undefined ? {} : { cwd }),
    })
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid
      this.emit('spawn')
    })
    this.#child.on('message', (message) => this.emit('message', (message as { data: unknown }).data))
    this.#child.on('error', (error) =>
      process.stderr.write(`electron-host: utility process: ${error.message}\n`),
    )
    this.#child.once('exit', (code) => {
      this.pid = undefined
      this.emit('exit', code ?? 15)
    })
  }

  get stdout() {
    return this.#child.stdout
  }

  get stderr() {
    return this.#child.stderr
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw notImplemented('utilityProcess.postMessage with ports')
    if (this.#child.connected) this.#child.send({ data: message })
  }

  kill(): boolean {
    return this.#child.kill()
  }
}

export function createUtilityProcess() {
  const running = new Set<UtilityProcess>()
  const api = strictObject('utilityProcess', {
    fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
      const child = new UtilityProcess(modulePath, args, options)
      running.add(child)
      child.once('exit', () => running.delete(child))
      return child
    },
  })
  return { api, killAll: (): void => running.forEach((child) => void child.kill()) }
}
