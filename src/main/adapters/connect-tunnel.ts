import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { ProxyRoute } from './proxy-answer.ts'

type Target = { readonly host: string; readonly port: number }

/** Opens a tunnel through an HTTP proxy. Fails when the proxy does not answer or refuses. */
export function openTunnel(
  proxy: Extract<ProxyRoute, { kind: 'http-connect' }>,
  target: Target,
  signal: AbortSignal,
): Promise<Result<Duplex, { readonly kind: 'proxy-failed'; readonly status: number | null }>> {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host
  const authority = `${host}:${target.port}`
  const send = proxy.isSecure ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const request = send({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
      agent: false,
      signal,
    })
    request.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(ok(socket))
      socket.destroy()
      return resolve(fail({ kind: 'proxy-failed', status: response.statusCode ?? null }))
    })
    request.once('response', (response) => {
      response.destroy()
      resolve(fail({ kind: 'proxy-failed', status: response.statusCode ?? null }))
    })
    request.once('error', () => resolve(fail({ kind: 'proxy-failed', status: null })))
    request.end()
  })
}
