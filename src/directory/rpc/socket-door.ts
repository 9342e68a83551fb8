import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Clock } from '../../contract/clock.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { DirectoryContext } from '../context.ts'
import { DEVICE_PATH } from '../http/http-server.ts'
import { addressKeyOf } from '../reach/address-key.ts'
import { type Connection, serveConnection } from './connection.ts'
import { createHeartbeats } from './heartbeat.ts'
import { CLOSE_CODES } from './socket-channel.ts'

export type SocketDoor = {
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** `reason` is told to the devices. */
  readonly close: (reason: string) => void
}

const REASONS = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' }
type Refusal = keyof typeof REASONS

/** Lets devices in: no web page, under a known host only, and not too many from one address. */
export function createSocketDoor(
  context: DirectoryContext,
  handlers: Handlers<DirectoryContract, Connection>,
  realClock: Clock,
): SocketDoor {
  const { limits, log, rates } = context
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const heartbeats = createHeartbeats(realClock, TIMES.pingMs)
  const open = new Map<string, { all: number; unsigned: number }>()
  let isClosed = false

  const refuse = (socket: Duplex, status: Refusal, reason: string) => {
    log.warn('refused', { what: 'socket', reason })
    socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }
  const decide = async (request: IncomingMessage, key: string): Promise<[Refusal, string] | null> => {
    if (isClosed) return [503, 'closing']
    if (request.headers.origin !== undefined) return [403, 'origin']
    if (!context.hosts().has((request.headers.host ?? '').toLowerCase())) return [403, 'host']
    if ((request.url ?? '').split('?')[0] !== DEVICE_PATH) return [404, 'path']
    if (await rates.take('sockets-opened', key)) return [429, 'too many opened']
    const counts = open.get(key)
    if (!counts) return null
    const isFull =
      counts.all >= limits.socketsPerAddress || counts.unsigned >= limits.unsignedSocketsPerAddress
    return isFull ? [429, 'too many open'] : null
  }
  const serve = (socket: WebSocket, key: string) => {
    const counts = open.get(key) ?? { all: 0, unsigned: 0 }
    open.set(key, counts)
    counts.all += 1
    counts.unsigned += 1
    let isUnsigned = true
    const countSigned = () => {
      if (isUnsigned) counts.unsigned -= 1
      isUnsigned = false
    }
    socket.on('close', () => {
      countSigned()
      counts.all -= 1
      if (counts.all === 0) open.delete(key)
    })
    serveConnection(socket, {
      context,
      handlers,
      addressKey: key,
      heartbeats,
      realClock,
      onSignedIn: countSigned,
    })
  }

  return {
    handleUpgrade: (request, socket, head) => {
      const handleError = () => void socket.destroy()
      socket.on('error', handleError)
      const key = addressKeyOf(request.socket.remoteAddress)
      decide(request, key)
        .then((refusal) => {
          if (refusal) return refuse(socket, ...refusal)
          // What comes too fast in the meantime waits in the socket.
          return wss.handleUpgrade(request, socket, head, (upgraded) => {
            socket.off('error', handleError)
            serve(upgraded, key)
          })
        })
        .catch((error: unknown) => {
          log.bug('a socket could not be opened', error)
          socket.destroy()
        })
    },
    close: (reason) => {
      isClosed = true
      for (const client of wss.clients) {
        client.close(CLOSE_CODES.goingAway, reason)
        // Whoever does not answer the close in time is not waited for.
        setTimeout(() => client.terminate(), 500).unref()
      }
      wss.close()
    },
  }
}
