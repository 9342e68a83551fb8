import { EventEmitter } from 'node:events'
import { type RawData, WebSocket } from 'ws'
import type { CdpEvents } from './cdp-events.ts'

type Pending = {
  readonly resolve: (value: CdpResult) => void
  readonly reject: (error: Error) => void
  readonly method: string
}
export type CdpResult = Readonly<Record<string, unknown>>

type Message =
  | { readonly id: number; readonly result?: CdpResult; readonly error?: { readonly message: string } }
  | { readonly method: string; readonly params: { readonly sessionId?: string }; readonly sessionId?: string }

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')

export class CdpError extends Error {}

/** One websocket to a browser; sessions share it (flat mode). */
export class CdpConnection extends EventEmitter {
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #sessions = new Map<string, CdpSession>()
  readonly root: CdpSession
  #lastId = 0

  constructor(socket: WebSocket) {
    super()
    this.#socket = socket
    this.root = new CdpSession(this, undefined)
    socket.on('message', (data) => this.#handleMessage(textOf(data)))
    socket.on('error', () => {})
    socket.on('close', () => this.#handleClose())
  }

  static async open(url: string): Promise<CdpConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 })
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
    })
    return new CdpConnection(socket)
  }

  session(sessionId: string): CdpSession {
    const known = this.#sessions.get(sessionId)
    if (known !== undefined) return known
    const session = new CdpSession(this, sessionId)
    this.#sessions.set(sessionId, session)
    return session
  }

  send(method: string, params: object, sessionId: string | undefined): Promise<CdpResult> {
    if (this.#socket.readyState !== WebSocket.OPEN)
      return Promise.reject(new CdpError(`${method}: the browser is gone`))
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, method })
      this.#socket.send(
        JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
      )
    })
  }

  close(): void {
    this.#socket.close()
  }

  #handleMessage(text: string): void {
    const message = JSON.parse(text) as Message
    if ('id' in message) {
      const pending = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      if (message.error) pending?.reject(new CdpError(`${pending?.method}: ${message.error.message}`))
      else pending?.resolve(message.result ?? {})
      return
    }
    const session = message.sessionId === undefined ? this.root : this.session(message.sessionId)
    session.emit(
      message.method as 'Page.frameNavigated',
      message.params as CdpEvents['Page.frameNavigated'][0],
    )
    if (message.method === 'Target.detachedFromTarget') {
      const ended = this.#sessions.get(message.params.sessionId ?? '')
      this.#sessions.delete(message.params.sessionId ?? '')
      ended?.emit('detached')
    }
  }

  #handleClose(): void {
    for (const pending of this.#pending.values())
      pending.reject(new CdpError(`${pending.method}: the browser is gone`))
    this.#pending.clear()
    this.emit('close')
  }
}

/** Emits each CDP event of its target by the event's name, and 'detached' when the target is gone. */
export class CdpSession extends EventEmitter<CdpEvents> {
  readonly #connection: CdpConnection
  readonly id: string | undefined

  constructor(connection: CdpConnection, id: string | undefined) {
    super()
    this.setMaxListeners(50)
    this.#connection = connection
    this.id = id
  }

  send(method: string, params: object = {}): Promise<CdpResult> {
    return this.#connection.send(method, params, this.id)
  }

  /** For what may fail because the page went away meanwhile, which is no error. */
  async trySend(method: string, params: object = {}): Promise<CdpResult | undefined> {
    try {
      return await this.send(method, params)
    } catch (error) {
      if (error instanceof CdpError) return undefined
      throw error
    }
  }
}
