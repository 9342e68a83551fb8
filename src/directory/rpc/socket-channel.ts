import { WebSocket, type RawData } from 'ws'
import type { Clock } from '../../contract/clock.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
import { encodeFrame, type RefusalReason } from '../../contract/rpc/frames.ts'
import type { DirectoryContext } from '../context.ts'

/** Close codes of this directory, besides the standard ones. */
export const CLOSE_CODES = { goingAway: 1001, policy: 1008, replaced: 4001, signInTimeout: 4002 } as const

export type SocketChannelOptions = {
  readonly context: Pick<DirectoryContext, 'limits' | 'log'>
  /** Against it this socket's frames are counted. */
  readonly realClock: Pick<Clock, 'monotonicMs'>
  /** Told of each frame that never reached the reader. */
  readonly onRefused: (reason: RefusalReason) => void
}

/**
 * A WebSocket as a channel of text frames, in order. What comes too fast is refused with a reason; a reader too slow
 * for what is sent to it is cut.
 */
export function createSocketChannel(socket: WebSocket, options: SocketChannelOptions): Channel {
  const { context, realClock, onRefused } = options
  const { limits, log } = context
  let frames = 0
  let windowEndsAtMs = 0

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
  const isTooMany = (): boolean => {
    const nowMs = realClock.monotonicMs()
    const { count, perMs } = limits.rates.frames
    if (nowMs >= windowEndsAtMs) {
      windowEndsAtMs = nowMs + perMs
      frames = 0
    }
    frames += 1
    return frames > count
  }
  const read = (data: RawData, isBinary: boolean, listener: (frame: string) => void) => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (isTooMany()) return refuse('too-many')
    if (isBinary || !Buffer.isBuffer(data)) return refuse('not-a-frame')
    return listener(data.toString('utf8'))
  }

  return {
    send,
    onFrame: (listener) => {
      const onMessage = (data: RawData, isBinary: boolean) => {
        try {
          read(data, isBinary, listener)
        } catch (error) {
          log.bug('a frame could not be read', error)
        }
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
