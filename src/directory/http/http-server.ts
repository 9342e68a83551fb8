import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import Fastify from 'fastify'
import { PROTOCOL } from '../../contract/protocol.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { DirectoryContext } from '../context.ts'
import { addressKeyOf } from '../reach/address-key.ts'

export const DEVICE_PATH = '/device'

export type HttpServer = {
  readonly port: number
  /** Ends what is open, and frees the port. */
  readonly close: () => Promise<void>
}

export type HttpTrouble = { readonly kind: 'port-taken' | 'cannot-listen' }

export type HttpPlace = {
  readonly bindHost: string
  readonly port: number
  /** A private key with its certificate: then it speaks TLS and nothing else. */
  readonly tlsPem?: string
}

/** Longer takes no honest handshake. */
const HANDSHAKE_MS = 10_000

/** The directory's HTTP side. Anything but an upgrade on the device path is small and read-only. */
export async function startHttp(
  context: DirectoryContext,
  where: HttpPlace,
  onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<Result<HttpServer, HttpTrouble>> {
  const { scope, signer, registration, hosts } = context
  const { tlsPem: pem } = where
  const app = Fastify({
    https: pem ? { key: pem, cert: pem, minVersion: 'TLSv1.3', handshakeTimeout: HANDSHAKE_MS } : null,
    logger: false,
    bodyLimit: 1_024,
    forceCloseConnections: true,
    requestTimeout: 10_000,
  })

  // A page that has its own name point to this computer, and any page of another site, learns nothing.
  app.addHook('onRequest', async (request, reply) => {
    const isKnown = hosts().has((request.headers.host ?? '').toLowerCase())
    if (!isKnown || request.headers.origin !== undefined) await reply.code(403).send({ error: 'forbidden' })
  })
  app.get('/healthz', async () => {
    await context.store.read((tables) => tables.directoryKey.find())
    return { status: 'ok' }
  })
  app.get('/.well-known/ahoy.json', () => ({
    host: scope.host,
    publicKey: signer.publicKey,
    protocol: PROTOCOL,
    registration,
    devicePath: DEVICE_PATH,
  }))
  app.server.on('upgrade', onUpgrade)
  if (pem) app.server.on('connection', (socket: Socket) => limitConnection(context, socket))

  try {
    await app.listen({ host: where.bindHost, port: where.port })
  } catch (error) {
    await app.close()
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    return fail({ kind: isTaken ? 'port-taken' : 'cannot-listen' })
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : where.port
  return ok({ port, close: () => app.close() })
}

/** A handshake costs more than it takes to ask for one: so many from one address, and no more. */
function limitConnection({ rates, log }: DirectoryContext, socket: Socket): void {
  rates
    .take('connections', addressKeyOf(socket.remoteAddress))
    .then((refusal) => {
      if (refusal) socket.destroy()
    })
    .catch((error: unknown) => log.bug('a connection could not be counted', error))
}
