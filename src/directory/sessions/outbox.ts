import type { DeviceEvent } from '../bus/bus.ts'

const MOST_ITEMS = 2_000

/** What is to be told to a device: a finished event, or one whose payload is read when its turn comes. */
export type OutboxItem =
  | { readonly kind: 'event'; readonly event: DeviceEvent }
  | {
      readonly kind: 'fresh'
      /** Several of one topic in a row become one. */
      readonly topic: string
      readonly read: () => Promise<DeviceEvent | null>
    }

export type Outbox = {
  readonly add: (item: OutboxItem) => void
  /** Before it nothing leaves: the sign-in's answer comes first. */
  readonly open: () => void
  readonly close: () => void
}

export type OutboxOptions = {
  readonly emit: (event: DeviceEvent) => void
  /** So many items wait that the device cannot be following. */
  readonly onFull: () => void
  readonly onBug: (error: unknown) => void
  readonly maxItems?: number
}

/**
 * Sends a device its events one after the other, in the order in which they were added, and never in the same turn of
 * the loop: so the answer to a call leaves before the events that the call caused.
 */
export const createOutbox = (options: OutboxOptions): Outbox => new DeviceOutbox(options)

/** A class, since there is one for each device: closures of its own would take several times the memory. */
class DeviceOutbox implements Outbox {
  readonly #options: OutboxOptions
  readonly #items: OutboxItem[] = []
  #phase: 'waiting' | 'idle' | 'sending' | 'closed' = 'waiting'

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  add(item: OutboxItem): void {
    if (this.#phase === 'closed') return
    const last = this.#items.at(-1)
    if (item.kind === 'fresh' && last?.kind === 'fresh' && last.topic === item.topic) return
    const { onFull, maxItems = MOST_ITEMS } = this.#options
    if (this.#items.length >= maxItems) return onFull()
    this.#items.push(item)
    this.#start()
  }

  open(): void {
    if (this.#phase !== 'waiting') return
    this.#phase = 'idle'
    this.#start()
  }

  close(): void {
    this.#phase = 'closed'
    this.#items.length = 0
  }

  #start(): void {
    if (this.#phase !== 'idle' || this.#items.length === 0) return
    this.#phase = 'sending'
    setImmediate(() => void this.#sendAll())
  }

  async #sendAll(): Promise<void> {
    const { emit, onBug } = this.#options
    for (let item = this.#items.shift(); item; item = this.#items.shift()) {
      try {
        const event = item.kind === 'event' ? item.event : await item.read()
        if (this.#phase === 'closed') return
        if (event) emit(event)
      } catch (error) {
        onBug(error)
      }
    }
    if (this.#phase === 'sending') this.#phase = 'idle'
  }
}
