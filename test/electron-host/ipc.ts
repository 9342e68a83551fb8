import { errorText } from './error-text.ts'
import { EventEmitter } from 'node:events'
import { createCloneCodec } from './clone-codec.ts'
import type { FromPage, ToPage } from './isolated-world.ts'
import { createEvent, strictObject } from './strict.ts'

export type Frame = {
  readonly url: string
  readonly origin: string
  readonly routingId: number
  readonly processId: number
  readonly parent: null
}
type Handler = (event: object, ...args: unknown[]) => unknown
type Sender = { readonly post: (message: ToPage) => void; readonly contents: object; readonly frame: Frame }

const codec = createCloneCodec()

/** Throws for what Electron refuses too: functions, promises, DOM objects. */
export function encodeArgs(args: readonly unknown[]): string {
  return codec.encode(args)
}

export class IpcMain {
  readonly #handlers = new Map<string, { readonly handler: Handler; readonly isOnce: boolean }>()
  // Channels are the app's own words, so any event may be listened to.
  readonly #listeners = new EventEmitter()
  readonly api = strictObject('ipcMain', {
    handle: (channel: string, handler: Handler): void => this.#add(channel, handler, false),
    handleOnce: (channel: string, handler: Handler): void => this.#add(channel, handler, true),
    removeHandler: (channel: string): void => void this.#handlers.delete(channel),
    on: (channel: string, listener: Handler) => (this.#listeners.on(channel, listener), this.api),
    addListener: (channel: string, listener: Handler) => (this.#listeners.on(channel, listener), this.api),
    once: (channel: string, listener: Handler) => (this.#listeners.once(channel, listener), this.api),
    off: (channel: string, listener: Handler) => (this.#listeners.off(channel, listener), this.api),
    removeListener: (channel: string, listener: Handler) => (
      this.#listeners.off(channel, listener), this.api
    ),
    removeAllListeners: (channel?: string) => (this.#listeners.removeAllListeners(channel), this.api),
    listenerCount: (channel: string): number => this.#listeners.listenerCount(channel),
  }) as object

  #add(channel: string, handler: Handler, isOnce: boolean): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, { handler, isOnce })
  }

  handleSend(sender: Sender, message: Extract<FromPage, { kind: 'send' }>): void {
    const event = createEvent({
      ...common(sender),
      reply: (channel: string, ...args: unknown[]) =>
        sender.post({ kind: 'event', channel, args: encodeArgs(args) }),
      set returnValue(_value: unknown) {
        throw new Error('electron-host: event.returnValue is not implemented')
      },
    })
    this.#listeners.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]))
  }

  async handleInvoke(sender: Sender, message: Extract<FromPage, { kind: 'invoke' }>): Promise<void> {
    const { channel, id } = message
    try {
      const entry = this.#handlers.get(channel)
      if (entry === undefined) throw new Error(`No handler registered for '${channel}'`)
      if (entry.isOnce) this.#handlers.delete(channel)
      const result = await entry.handler(
        createEvent(common(sender)),
        ...(codec.decode(message.args) as unknown[]),
      )
      sender.post({ kind: 'reply', id, value: codec.encode(result) })
    } catch (error) {
      if (this.#handlers.has(channel))
        process.stderr.write(`Error occurred in handler for '${channel}': ${errorText(error)}\n`)
      sender.post({
        kind: 'failure',
        id,
        message: `Error invoking remote method '${channel}': ${String(error)}`,
      })
    }
  }
}

function common({ contents, frame }: Sender) {
  return {
    sender: contents,
    senderFrame: frame,
    processId: frame.processId,
    frameId: frame.routingId,
    ports: [],
    type: 'frame' as const,
  }
}
