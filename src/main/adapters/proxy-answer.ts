export type ProxyRoute =
  | { readonly kind: 'direct' }
  /** `isSecure`: the proxy itself is spoken to over TLS. */
  | {
      readonly kind: 'http-connect'
      readonly host: string
      readonly port: number
      readonly isSecure: boolean
    }

const DEFAULT_PORTS: Readonly<Record<string, number>> = { PROXY: 80, HTTP: 80, HTTPS: 443 }

/**
 * Reads an answer such as `PROXY proxy.example.org:3128; DIRECT` into the ways to try, in order. Kinds that we
 * do not speak (SOCKS) and pieces that make no sense are left out; an answer with nothing left is direct.
 */
export function parseProxyAnswer(answer: string): readonly ProxyRoute[] {
  const routes = answer.slice(0, 2_000).split(';').flatMap(parseOne)
  return routes.length > 0 ? routes : [{ kind: 'direct' }]
}

function parseOne(piece: string): ProxyRoute[] {
  const match = /^\s*([A-Za-z0-9]+)(?:\s+(\S+))?\s*$/.exec(piece)
  const scheme = match?.[1]?.toUpperCase() ?? ''
  if (scheme === 'DIRECT') return [{ kind: 'direct' }]
  const usualPort = DEFAULT_PORTS[scheme]
  const address = /^(\[[0-9a-fA-F:.]+\]|[^:[\]/@]+)(?::([0-9]{1,5}))?$/.exec(match?.[2] ?? '')
  const host = address?.[1]?.replace(/^\[(.*)\]$/, '$1')
  if (usualPort === undefined || host === undefined) return []
  const port = address?.[2] === undefined ? usualPort : Number(address[2])
  if (port < 1 || port > 65_535) return []
  return [{ kind: 'http-connect', host, port, isSecure: scheme === 'HTTPS' }]
}
