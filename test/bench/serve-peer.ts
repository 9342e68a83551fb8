// The `peer` package's own server, as its README starts it, on loopback.
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { PeerServer } from 'peer'

export type PeerFacts = { readonly port: number }

process.on('SIGUSR2', () => globalThis.gc?.())
PeerServer({ host: '127.0.0.1', port: 0, path: '/', concurrent_limit: 1e6 }, (server) => {
  const { port } = server.address() as AddressInfo
  console.log(JSON.stringify({ port } satisfies PeerFacts))
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.once('end', () => process.exit(0)).resume()
