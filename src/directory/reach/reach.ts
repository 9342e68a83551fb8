import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Sha256 } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { DirectoryContext } from '../context.ts'
import { type HttpServer, startHttp } from '../http/http-server.ts'
import type { Connection } from '../rpc/connection.ts'
import { createSocketDoor, type SocketDoor } from '../rpc/socket-door.ts'
import { systemClock } from '../../node/clock.ts'
import { reachAddresses, reachHosts } from './own-addresses.ts'
import { startStun, type StunServer } from './stun-server.ts'
import { loadTlsIdentity, type TlsIdentity } from './tls-identity.ts'

export const DEFAULT_REACH_PORT = 4701

export type ReachPlace = {
  /** For TCP and UDP both; 0 takes any that is free. */
  readonly port: number
  /** Every address of this computer unless told. */
  readonly bindHost?: string
}

/** How others reach this directory now. */
export type Exposure = {
  readonly port: number
  readonly tlsKey: Sha256
  /** As a URL writes them, the likeliest first; none while this computer is on no network. */
  readonly addresses: readonly string[]
}

export type ReachTrouble =
  | { readonly kind: 'port-taken'; readonly port: number }
  /** The system does not let it listen there. */
  | { readonly kind: 'cannot-listen' }
  /** Its key is there and cannot be read, or it cannot be kept. */
  | { readonly kind: 'key-unusable' }

/** The way in from other computers, which is closed unless a person opens it. */
export type Reach = {
  readonly expose: (place: ReachPlace) => Promise<Result<Exposure, ReachTrouble>>
  /** Devices that came this way lose their connection. */
  readonly unexpose: () => Promise<void>
  readonly exposure: () => Exposure | null
  readonly hosts: () => readonly string[]
  readonly stun: () => { readonly port: number } | null
}

type Open = {
  readonly listener: Listener
  readonly stun: StunServer
}
type Listener = { readonly http: HttpServer; readonly door: SocketDoor }

/** `parts` is asked when the way is opened: by then there is all that a device may call. */
export function createReach(
  dataDir: string,
  parts: () => {
    readonly context: DirectoryContext
    readonly handlers: Handlers<DirectoryContract, Connection>
  },
): Reach {
  let open: Open | null = null
  /** Stays the same while the directory runs, whatever becomes of its file. */
  let identity: TlsIdentity | null = null
  /** One after the other: a person may switch faster than a port is freed. */
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = last.then(run)
    last = done.catch(() => {})
    return done
  }

  const exposure = (): Exposure | null =>
    open && identity && { port: open.stun.port, tlsKey: identity.tlsKey, addresses: reachAddresses() }
  const close = async () => {
    if (!open) return
    const { listener, stun } = open
    open = null
    await Promise.all([closeListener(listener), stun.close()])
    parts().context.log.info('closed to other computers')
  }
  const openAt = async (place: ReachPlace): Promise<Result<Exposure, ReachTrouble>> => {
    const { context } = parts()
    const loaded = identity ? ok(identity) : await loadTlsIdentity(dataDir, context.clock.nowMs())
    if (!loaded.ok) return loaded
    identity = loaded.value
    const opened = await listen(parts(), identity.pem, place)
    if (!opened.ok) return opened
    open = opened.value
    const { port } = open.stun
    context.log.info('open to other computers', { port })
    return ok({ port, tlsKey: identity.tlsKey, addresses: reachAddresses() })
  }

  return {
    expose: (place) =>
      inTurn(async () => {
        const now = exposure()
        if (now && (now.port === place.port || place.port === 0)) return ok(now)
        await close()
        return openAt(place)
      }),
    unexpose: () => inTurn(close),
    exposure,
    hosts: () => (open ? reachHosts(parts().context.scope.host, open.stun.port) : []),
    stun: () => open && { port: open.stun.port },
  }
}

/** A free port of TCP may be taken in UDP. */
const PORT_TRIES = 5

async function listen(
  { context, handlers }: ReturnType<Parameters<typeof createReach>[1]>,
  tlsPem: string,
  { port, bindHost = '::' }: ReachPlace,
): Promise<Result<Open, ReachTrouble>> {
  const atHost = async (host: string): Promise<Result<Open, ReachTrouble>> => {
    const door = createSocketDoor(context, handlers, systemClock)
    const http = await startHttp(context, { bindHost: host, port, tlsPem }, door.handleUpgrade)
    if (!http.ok) return fail(withPort(http.error.kind, port))
    const listener = { http: http.value, door }
    const stun = await startStun({ bindHost: host, port: http.value.port }, systemClock)
    if (stun.ok) return ok({ listener, stun: stun.value })
    await closeListener(listener)
    return fail(withPort(stun.error.kind, http.value.port))
  }
  let opened = await atHost(bindHost)
  for (let tries = 1; !opened.ok && tries < PORT_TRIES; tries += 1) {
    // A computer without IPv6 has no `::`.
    const hasNoSix = opened.error.kind === 'cannot-listen' && bindHost === '::'
    if (!hasNoSix && (port !== 0 || opened.error.kind !== 'port-taken')) return opened
    opened = await atHost(hasNoSix ? '0.0.0.0' : bindHost)
  }
  return opened
}

const withPort = (kind: 'port-taken' | 'cannot-listen', port: number): ReachTrouble =>
  kind === 'port-taken' ? { kind, port } : { kind }

async function closeListener({ http, door }: Listener): Promise<void> {
  door.close('not reachable from other computers any more')
  await http.close()
}
