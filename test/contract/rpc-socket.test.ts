import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { invariant } from '../../src/contract/result.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { silentLog } from '../../src/directory/log.ts'
import { createSocketChannel as createDirectoryEnd } from '../../src/directory/rpc/socket-channel.ts'
import { createSocketChannel as createDeviceEnd } from '../../src/main/adapters/socket-channel.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { describeRpc } from './rpc-suite.ts'

/** The device's and the directory's own channels, over a real socket; only the directory's rate limit is lifted. */
describeRpc('a WebSocket', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  invariant(isPort(address), 'it listens on a port')
  const arrival = new Promise<WebSocket>((resolve) => server.once('connection', resolve))
  const deviceSocket = new WebSocket(`ws://127.0.0.1:${address.port}`)
  const clientEnd = createDeviceEnd(deviceSocket, createManualClock())
  const directorySocket = await arrival
  const frames = { count: Number.MAX_SAFE_INTEGER, perMs: 1_000 }
  const limits = { ...DEFAULT_LIMITS, rates: { ...DEFAULT_LIMITS.rates, frames } }
  const serverEnd = createDirectoryEnd(directorySocket, {
    context: { limits, log: silentLog },
    realClock: createManualClock(),
    onRefused: () => {},
  })
  if (deviceSocket.readyState !== WebSocket.OPEN) await once(deviceSocket, 'open')
  return {
    clientEnd,
    serverEnd,
    dispose: async () => {
      deviceSocket.terminate()
      directorySocket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
})

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
