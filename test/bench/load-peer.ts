// Idle clients of a PeerServer as PeerJS makes them: a socket, and a heartbeat every five seconds.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { inParallel } from './in-parallel.ts'
import type { PeerFacts } from './serve-peer.ts'

export type PeerStep = { readonly type: 'connect'; readonly count: number }

/** PeerJS's own default. */
const HEARTBEAT_MS = 5_000

const { port } = JSON.parse(process.argv[2] ?? '{}') as PeerFacts

async function connect(name: number): Promise<void> {
  const token = randomBytes(8).toString('hex')
  const url = `ws://127.0.0.1:${port}/peerjs?key=peerjs&id=p${name}&token=${token}&version=1.5.5`
  const socket = new WebSocket(url, { perMessageDeflate: false })
  socket.on('error', () => {})
  await once(socket, 'message')
  const beat = () => {
    socket.send('{"type":"HEARTBEAT"}')
    setTimeout(beat, HEARTBEAT_MS)
  }
  setTimeout(beat, HEARTBEAT_MS)
}

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const lines = createInterface({ input: process.stdin })
lines.once('close', () => process.exit(0))
say({})
for await (const line of lines) {
  const { count } = JSON.parse(line) as PeerStep
  const startedAtMs = performance.now()
  await inParallel(
    32,
    Array.from({ length: count }, (_, index) => index),
    connect,
  )
  say({ elapsedMs: performance.now() - startedAtMs })
}
