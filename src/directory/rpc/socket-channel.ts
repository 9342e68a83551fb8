import { WebSocket, type RawData } from 'ws'
import type { Channel } from '../../contract/rpc/channel.ts'
import { encodeFrame, type RefusalReason } from '../../contract/rpc/frames.ts'
import type { DirectoryContext } from '../context.ts'

/** Close codes of this directory, besides the standard ones. */
export const CLOSE_CODES = { goingAway: 1001, policy: 1008, replaced: 4001, signInTimeout: 4002 } as const

export type SocketChannelOptions = {
  readonly context: Pick<DirectoryContext, 'limits' | 'rates' | 'log'>
  /** Counts this socket's frames. */
  readonly key: string
  /** Told of each frame that never reached the reader. */
  readonly onRefused: (reason: RefusalReason) => void
}

/**
 * A WebSocket as a channel of text frames, in order. What comes too fast is refused with a reason; a reader too slow
 * for what is sent to it is cut.
 */
export function createSocketChannel(socket: WebSocket, options: SocketChannelOptions): Channel {
  const { context, key, onRefused } = options
  const { limits, rates, log } = context

  const send = (frame: string) => {
    if (socket.readyState !== WebSocket.OPEN) return
    // The error comes as the socket's `close` too.
    socket.send(frame, () => {})
    if (socket.bufferedAmount > limits.bufferedBytes) socket.terminate()
  }
  const refuse = (reason: RefusalReason) => {
    onRefused(reason)
    send(encodeFrame({ type: 'refused', reason }))
  }
  const read = async (data: RawData, isBinary: boolean, listener: (frame: string) => void) => {
    // Each frame takes equally many turns here, so those that are let through keep their order.
    const refusal = await rates.take('frames', key)
    if (socket.readyState !== WebSocket.OPEN) return
    if (refusal) return refuse('too-many')
    if (isBinary || !Buffer.isBuffer(data)) return refuse('not-a-frame')
    return listener(data.toString('utf8'))
  }

  return {
    send,
    onFrame: (listener) => {
      const onMessage = (data: RawData, isBinary: boolean) => {
        read(data, isBinary, listener).catch((error: unknown) => log.bug('a frame could not be read', error))
      }
      socket.on('message', onMessage)
      return () => void socket.off('message', onMessage)
    },
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) {
        queueMicrotask(listener)
        return () => {}
      }
      socket.once('close', listener)
      return () => void socket.off('close', listener)
    },
    close: () => socket.close(),
  }
}
