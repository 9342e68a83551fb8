import { WebSocket } from 'ws'
import type { Socket } from '../client/ports.ts'
import type { Clock } from '../contract/clock.ts'
import { LIMITS, TIMES } from '../contract/limits.ts'
import { fail, ok } from '../contract/result.ts'
import type { Channel } from '../contract/rpc/channel.ts'

/** To the directory that this runs beside, on the same computer: no proxy, no certificates. */
export function createLocalSocket(clock: Clock): Socket {
  return {
    connect: (url, signal) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, {
          maxPayload: LIMITS.frameBytes,
          perMessageDeflate: false,
          followRedirects: false,
          handshakeTimeout: TIMES.rpcMs,
        })
        const giveUp = () => socket.terminate()
        signal.addEventListener('abort', giveUp, { once: true })
        // Stays for the socket's whole life: one that is cut reports its error late.
        socket.on('error', () => resolve(fail({ kind: 'unreachable' })))
        socket.once('open', () => {
          signal.removeEventListener('abort', giveUp)
          resolve(ok(createChannel(socket, clock)))
        })
      }),
  }
}

/** The first words of the directory come before anybody listens; they wait. */
function createChannel(socket: WebSocket, clock: Clock): Channel {
  const listeners = new Set<(frame: string) => void>()
  let early: string[] | null = []
  let cancelSilence = () => {}

  /** The directory pings: one that is silent is gone. */
  const noteSign = () => {
    cancelSilence()
    cancelSilence = clock.setTimer(TIMES.linkSilenceMs, () => socket.terminate())
  }
  noteSign()
  socket.on('ping', noteSign)
  socket.once('close', () => cancelSilence())
  socket.on('message', (data, isBinary) => {
    noteSign()
    if (isBinary || !Buffer.isBuffer(data)) return socket.terminate()
    const frame = data.toString('utf8')
    early?.push(frame)
    for (const listener of [...listeners]) listener(frame)
    return undefined
  })

  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    onFrame: (listener) => {
      listeners.add(listener)
      const waiting = early ?? []
      early = null
      for (const frame of waiting) listener(frame)
      return () => void listeners.delete(listener)
    },
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) listener()
      else socket.once('close', listener)
      return () => void socket.off('close', listener)
    },
    close: () => socket.close(),
  }
}
