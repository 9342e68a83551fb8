import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type DelayProxy = {
  readonly port: number
  readonly forwardTo: (port: number) => void
  /** The round trip between a client and its server from now on, half of it in each direction, in milliseconds. */
  readonly setRoundTrip: (roundTripMs: number) => void
  readonly close: () => void
}

/**
 * Stands before a server and holds back each piece of each connection, both ways, in order. Opening a connection is
 * not delayed, which is kind to whoever opens one within the measured time.
 */
export async function openDelayProxy(): Promise<DelayProxy> {
  let targetPort = 0
  let oneWayMs = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
    }
    pass(client, upstream, () => oneWayMs)
    pass(upstream, client, () => oneWayMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    forwardTo: (port) => {
      targetPort = port
    },
    setRoundTrip: (roundTripMs) => {
      oneWayMs = roundTripMs / 2
    },
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** What a socket says, later. A change of the delay does not let a piece overtake the one before it. */
function pass(from: Socket, to: Socket, oneWayMs: () => number): void {
  let lastDueMs = 0
  let waiting = 0
  const later = (run: () => void) => {
    const nowMs = performance.now()
    const dueMs = Math.max(lastDueMs, nowMs + oneWayMs())
    if (dueMs <= nowMs && waiting === 0) return run()
    lastDueMs = dueMs
    waiting += 1
    // Timers of one length fire in order; rounding up keeps a later one from being the shorter one.
    setTimeout(
      () => {
        waiting -= 1
        run()
      },
      Math.ceil(dueMs - nowMs),
    )
    return undefined
  }
  from.on('data', (piece) => later(() => void (to.destroyed || to.write(piece))))
  from.on('end', () => later(() => void to.end()))
  from.on('close', () => later(() => void to.destroy()))
}
