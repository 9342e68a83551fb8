import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { invariant } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import { createSocketChannel } from '../../src/main/adapters/socket-channel.ts'
import { launchHost, type ReadyHostApp } from '../electron-host/launch.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { describeRpc } from './rpc-suite.ts'

const appDir = fileURLToPath(new URL('./ipc-app', import.meta.url))
const userDataDir = mkdtempSync(join(tmpdir(), 'rpc-ipc-'))

let server: WebSocketServer
let host: ReadyHostApp
/** Who waits for an end of a connection to arrive, by its path. */
const arrivals = new Map<string, (socket: WebSocket) => void>()
let stageCount = 0

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  server.on('connection', (socket, request) => arrivals.get(request.url ?? '')?.(socket))
  const address = server.address()
  invariant(typeof address === 'object' && address !== null, 'it listens on a port')
  host = await launchHost({ appDir, userDataDir, args: [`--test-url=ws://127.0.0.1:${address.port}`] })
}, 60_000)

afterAll(async () => {
  await host.close()
  for (const socket of server.clients) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 })
})

const awaitEnd = (path: string): Promise<Channel> =>
  new Promise((resolve) =>
    arrivals.set(path, (socket) => resolve(createSocketChannel(socket, createManualClock()))),
  )

/**
 * Between a page and main, through the preload, in the stand-in: `ipc-app/main.js` hands both ends to this test.
 */
describeRpc('IPC', async () => {
  const number = ++stageCount
  const ends = Promise.all([awaitEnd(`/${number}/page`), awaitEnd(`/${number}/main`)])
  await host.control.run(
    (_electron, stage) =>
      (globalThis as unknown as { openStage(stage: number): Promise<void> }).openStage(stage),
    number,
  )
  const [clientEnd, serverEnd] = await ends
  return {
    clientEnd,
    serverEnd,
    dispose: async () => {
      const closed = new Promise<void>((resolve) => void clientEnd.onClose(resolve))
      clientEnd.close()
      await closed
    },
  }
})
