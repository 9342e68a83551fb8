import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Socket, SocketTrouble } from '../../client/ports.ts'
import type { Clock } from '../../contract/clock.ts'
import type { Sha256 } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
import { connectSecurely, type Trust } from './connect-securely.ts'
import { openTunnel } from './connect-tunnel.ts'
import { isLoopbackHost } from './loopback.ts'
import { parseProxyAnswer, type ProxyRoute } from './proxy-answer.ts'
import { createSocketChannel } from './socket-channel.ts'
import { decideSocketTrouble } from './socket-trouble.ts'

export type SocketDeps = {
  readonly clock: Clock
  /** The system's answer for a URL, such as `PROXY host:port; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** The certificates to trust, in PEM; asked for at the first secure connection. */
  readonly certificates: () => readonly string[]
}

type Target = { readonly url: URL; readonly tlsKey: Sha256 | null }
type Attempt = Result<Channel, { readonly kind: SocketTrouble }>

/** The one socket of the device, over `ws`, by the system's proxy and certificates. */
export function createSocket(deps: SocketDeps): Socket {
  return {
    connect: async (address, signal, tlsKey) => {
      const url = URL.parse(address)
      if (url === null || (url.protocol !== 'ws:' && url.protocol !== 'wss:'))
        return fail({ kind: 'not-a-directory' })
      const isLocal = isLoopbackHost(url.hostname)
      if (url.protocol === 'ws:' && !isLocal) return fail({ kind: 'not-secure' })
      const routes = isLocal ? [{ kind: 'direct' } as const] : await proxyRoutes(deps, url)
      let last: Attempt = fail({ kind: 'unreachable' })
      for (const route of routes) {
        if (signal.aborted) break
        last = await tryRoute(deps, { url, tlsKey }, route, signal)
        if (last.ok || last.error.kind !== 'unreachable') return last
      }
      return last
    },
  }
}

/** The system knows proxies by the web's schemes. */
async function proxyRoutes(deps: SocketDeps, url: URL): Promise<readonly ProxyRoute[]> {
  try {
    return parseProxyAnswer(await deps.resolveProxy(`https://${url.host}/`))
  } catch {
    return [{ kind: 'direct' }]
  }
}

async function tryRoute(
  deps: SocketDeps,
  target: Target,
  route: ProxyRoute,
  given: AbortSignal,
): Promise<Attempt> {
  const { url } = target
  const giveUp = new AbortController()
  const abort = () => giveUp.abort()
  const cancelTimer = deps.clock.setTimer(TIMES.rpcMs, abort)
  given.addEventListener('abort', abort, { once: true })
  try {
    if (route.kind === 'direct') return await openSocket(deps, target, null, giveUp.signal)
    const end = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 443) }
    const tunnel = await openTunnel(route, end, giveUp.signal)
    return tunnel.ok
      ? await openSocket(deps, target, tunnel.value, giveUp.signal)
      : fail({ kind: 'unreachable' })
  } finally {
    cancelTimer()
    given.removeEventListener('abort', abort)
  }
}

function openSocket(
  deps: SocketDeps,
  { url, tlsKey }: Target,
  tunnel: Duplex | null,
  signal: AbortSignal,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'wss:'
    const socket = new WebSocket(url, {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      followRedirects: false,
      ...(isSecure ? { createConnection: () => connectSecurely(url, tunnel, trustOf(deps, tlsKey)) } : {}),
    })
    const abort = () => socket.terminate()
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    const settle = (attempt: Attempt) => {
      signal.removeEventListener('abort', abort)
      resolve(attempt)
    }
    // Stays for the socket's whole life: terminating one that is still connecting reports an error late.
    socket.on('error', (error) =>
      settle(fail({ kind: signal.aborted ? 'unreachable' : decideSocketTrouble(error) })),
    )
    socket.once('unexpected-response', () => {
      settle(fail({ kind: 'not-a-directory' }))
      socket.terminate()
    })
    socket.once('open', () => settle(ok(createSocketChannel(socket, deps.clock))))
  })
}

const trustOf = (deps: SocketDeps, tlsKey: Sha256 | null): Trust =>
  tlsKey === null ? { kind: 'certificates', ca: deps.certificates() } : { kind: 'key', tlsKey }
