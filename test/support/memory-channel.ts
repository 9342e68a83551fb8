import type { Channel } from '../../src/contract/rpc/channel.ts'

/** `sync`: a frame is heard before `send` returns. `async`: each frame in a later microtask, in order. */
export type Delivery = 'sync' | 'async'

export type MemoryChannelPair = {
  readonly left: Channel
  readonly right: Channel
  /** Everything that was sent, in order, also what nobody heard. */
  readonly sent: readonly SentFrame[]
}
export type SentFrame = { readonly from: 'left' | 'right'; readonly frame: string }

/** One end's inbox. Keeps what comes before the first listener, as a `Channel` promises. */
type Inbox = {
  readonly channel: Pick<Channel, 'onFrame' | 'onClose'>
  readonly receive: (frame: string) => void
  readonly receiveClose: () => void
  readonly isClosed: () => boolean
}

function createInbox(): Inbox {
  const frameListeners = new Set<(frame: string) => void>()
  const closeListeners = new Set<() => void>()
  const early: string[] = []
  let isClosed = false
  let hadListener = false

  return {
    channel: {
      onFrame: (listener) => {
        frameListeners.add(listener)
        hadListener = true
        for (const frame of early.splice(0)) listener(frame)
        return () => void frameListeners.delete(listener)
      },
      onClose: (listener) => {
        if (isClosed) listener()
        else closeListeners.add(listener)
        return () => void closeListeners.delete(listener)
      },
    },
    receive: (frame) => {
      if (!hadListener) early.push(frame)
      for (const listener of [...frameListeners]) listener(frame)
    },
    receiveClose: () => {
      if (isClosed) return
      isClosed = true
      const listeners = [...closeListeners]
      closeListeners.clear()
      for (const listener of listeners) listener()
    },
    isClosed: () => isClosed,
  }
}

/**
 * Two ends of one connection without a network. Closing either end closes both: at once the one that closed, and the
 * other after the frames that are already on their way to it.
 */
export function createMemoryChannelPair(delivery: Delivery = 'async'): MemoryChannelPair {
  const inboxes = { left: createInbox(), right: createInbox() }
  const sent: SentFrame[] = []
  const deliver = (work: () => void) => (delivery === 'sync' ? work() : queueMicrotask(work))

  const end = (here: 'left' | 'right', there: 'left' | 'right'): Channel => ({
    ...inboxes[here].channel,
    send: (frame) => {
      if (inboxes[here].isClosed()) return
      sent.push({ from: here, frame })
      deliver(() => {
        if (!inboxes[there].isClosed()) inboxes[there].receive(frame)
      })
    },
    close: () => {
      inboxes[here].receiveClose()
      deliver(inboxes[there].receiveClose)
    },
  })

  return { left: end('left', 'right'), right: end('right', 'left'), sent }
}
