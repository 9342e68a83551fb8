import type { Duplex } from 'node:stream'
import { connect as tlsConnect } from 'node:tls'
import { WebSocket } from 'ws'
import type { Socket, SocketTrouble } from '../../client/ports.ts'
import type { Clock } from '../../contract/clock.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Channel } from '../../contract/rpc/channel.ts'
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

type Attempt = Result<Channel, { readonly kind: SocketTrouble }>

/** The one socket of the device, over `ws`, by the system's proxy and certificates. */
export function createSocket(deps: SocketDeps): Socket {
  return {
    connect: async (address, signal) => {
      const url = URL.parse(address)
      if (url === null || (url.protocol !== 'ws:' && url.protocol !== 'wss:'))
        return fail({ kind: 'not-a-directory' })
      const isLocal = isLoopbackHost(url.hostname)
      if (url.protocol === 'ws:' && !isLocal) return fail({ kind: 'not-secure' })
      const routes = isLocal ? [{ kind: 'direct' } as const] : await proxyRoutes(deps, url)
      let last: Attempt = fail({ kind: 'unreachable' })
      for (const route of routes) {
        if (signal.aborted) break
        last = await tryRoute(deps, url, route, signal)
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

async function tryRoute(deps: SocketDeps, url: URL, route: ProxyRoute, given: AbortSignal): Promise<Attempt> {
  const giveUp = new AbortController()
  const abort = () => giveUp.abort()
  const cancelTimer = deps.clock.setTimer(TIMES.rpcMs, abort)
  given.addEventListener('abort', abort, { once: true })
  try {
    if (route.kind === 'direct') return await openSocket(deps, url, null, giveUp.signal)
    const target = { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || 443) }
    const tunnel = await openTunnel(route, target, giveUp.signal)
    return tunnel.ok
      ? await openSocket(deps, url, tunnel.value, giveUp.signal)
      : fail({ kind: 'unreachable' })
  } finally {
    cancelTimer()
    given.removeEventListener('abort', abort)
  }
}

function openSocket(
  deps: SocketDeps,
  url: URL,
  tunnel: Duplex | null,
  signal: AbortSignal,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'wss:'
    const ca = isSecure ? [...deps.certificates()] : []
    const socket = new WebSocket(url, {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      followRedirects: false,
      ...(isSecure ? { ca } : {}),
      ...(tunnel === null ? {} : { createConnection: () => secureTunnel(tunnel, url.hostname, ca) }),
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

/** Only `wss` ever goes through a proxy: plain sockets stay on this computer. */
function secureTunnel(tunnel: Duplex, hostname: string, ca: string[]) {
  return tlsConnect({ socket: tunnel, servername: hostname, ca })
}
