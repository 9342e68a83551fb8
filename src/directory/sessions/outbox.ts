import type { DeviceEvent } from '../bus/bus.ts'

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
export function createOutbox({ emit, onFull, onBug, maxItems = 2_000 }: OutboxOptions): Outbox {
  const items: OutboxItem[] = []
  let phase: 'waiting' | 'idle' | 'sending' | 'closed' = 'waiting'

  const sendAll = async () => {
    for (let item = items.shift(); item; item = items.shift()) {
      try {
        const event = item.kind === 'event' ? item.event : await item.read()
        if (phase === 'closed') return
        if (event) emit(event)
      } catch (error) {
        onBug(error)
      }
    }
    if (phase === 'sending') phase = 'idle'
  }
  const start = () => {
    if (phase !== 'idle' || items.length === 0) return
    phase = 'sending'
    setImmediate(() => void sendAll())
  }

  return {
    add: (item) => {
      if (phase === 'closed') return
      const last = items.at(-1)
      if (item.kind === 'fresh' && last?.kind === 'fresh' && last.topic === item.topic) return
      if (items.length >= maxItems) return onFull()
      items.push(item)
      start()
    },
    open: () => {
      if (phase !== 'waiting') return
      phase = 'idle'
      start()
    },
    close: () => {
      phase = 'closed'
      items.length = 0
    },
  }
}
