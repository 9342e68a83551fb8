import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type SecondInstance = {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly additionalData: unknown
}

const deliveryTimeoutMs = 3_000

/**
 * One instance per user-data folder. The lock is a database's: taken at once, and given back by the system however
 * the process ends.
 */
export class SingleInstance {
  #lock: DatabaseSync | undefined
  #server: Server | undefined
  #delivery: Promise<void> = Promise.resolve()

  /** False: another process holds it, and is being told. */
  request(userData: string, mine: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.#lock !== undefined) return true
    mkdirSync(userData, { recursive: true })
    const lock = new DatabaseSync(join(userData, 'electron-host-lock.db'))
    try {
      lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    } catch {
      lock.close()
      this.#delivery = deliver(addressOf(userData), mine)
      return false
    }
    this.#lock = lock
    this.#server = listen(addressOf(userData), onSecond)
    return true
  }

  get isHeld(): boolean {
    return this.#lock !== undefined
  }

  release(): void {
    this.#server?.close()
    this.#lock?.close()
    this.#server = undefined
    this.#lock = undefined
  }

  /** Resolves once the first instance knows of this one, or after 3 s. */
  delivered(): Promise<void> {
    return this.#delivery
  }
}

const longestSocketPath = 100

/** In the user-data folder, unless that makes a path longer than a Unix socket may have. */
function addressOf(userData: string): string {
  const name = `electron-host-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  const path = join(userData, 'electron-host.sock')
  return path.length <= longestSocketPath ? path : join(tmpdir(), `${name}.sock`)
}

function listen(address: string, onSecond: (second: SecondInstance) => void): Server {
  if (process.platform !== 'win32') rmSync(address, { force: true })
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += String(data)
      if (!text.endsWith('\n')) return
      onSecond(JSON.parse(text) as SecondInstance)
      socket.end('ok')
    })
  })
  server.on('error', (error) => process.stderr.write(`electron-host: single instance: ${error.message}\n`))
  server.listen(address).unref()
  return server
}

/** The first instance may still be starting to listen. */
async function deliver(address: string, mine: SecondInstance): Promise<void> {
  const deadlineMs = Date.now() + deliveryTimeoutMs
  while (Date.now() < deadlineMs) {
    if (await deliverOnce(address, mine)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function deliverOnce(address: string, mine: SecondInstance): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address, () => socket.write(`${JSON.stringify(mine)}\n`))
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
