import type { WebSocket } from 'ws'
import type { Clock } from '../../contract/clock.ts'
import { TIMES } from '../../contract/limits.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
import { createLinkWatch } from './link-watch.ts'

/** A directory says a few words before anybody listens; one that says more is none. */
const MAX_EARLY_FRAMES = 32

/**
 * An open socket as a channel. Frames that come before the first listener wait for it, so that the other side's
 * first words are never lost. A binary frame closes it; so does silence, since the directory pings.
 */
export function createSocketChannel(socket: WebSocket, clock: Clock): Channel {
  const listeners = new Set<(frame: string) => void>()
  const closeListeners = new Set<() => void>()
  /** Null once somebody listens. */
  let early: string[] | null = []
  let isClosed = false

  const watch = createLinkWatch(clock, TIMES.linkSilenceMs, () => socket.terminate())
  socket.on('ping', watch.noteSign)
  socket.on('message', (data, isBinary) => {
    watch.noteSign()
    if (isBinary || !Buffer.isBuffer(data)) return socket.terminate()
    const frame = data.toString('utf8')
    if (early !== null && early.push(frame) > MAX_EARLY_FRAMES) return socket.terminate()
    for (const listener of [...listeners]) listener(frame)
    return undefined
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    if (isClosed) return
    isClosed = true
    watch.stop()
    for (const listener of [...closeListeners]) listener()
  })

  return {
    send: (frame) => {
      if (!isClosed && socket.readyState === socket.OPEN) socket.send(frame)
    },
    onFrame: (listener) => {
      listeners.add(listener)
      const waiting = early ?? []
      early = null
      for (const frame of waiting) listener(frame)
      return () => void listeners.delete(listener)
    },
    onClose: (listener) => {
      if (isClosed) listener()
      else closeListeners.add(listener)
      return () => void closeListeners.delete(listener)
    },
    close: () => {
      socket.close()
      // A server that does not answer the close must not keep the socket.
      const cancel = clock.setTimer(2_000, () => socket.terminate())
      socket.once('close', cancel)
    },
  }
}
