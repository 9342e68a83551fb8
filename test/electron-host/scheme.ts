import { notImplemented, strictObject } from './strict.ts'

type Privileges = { readonly standard?: boolean; readonly secure?: boolean }
export type SchemeHandler = (request: Request) => Response | Promise<Response>

const suffix = '.localhost'

/** `scheme://host/path` is `http://host.localhost/path` in the browser, which has no way to add a scheme. */
export class SchemeRegistry {
  readonly #schemes = new Set<string>()
  readonly #schemeByHost = new Map<string, string>()

  register(customSchemes: readonly { readonly scheme: string; readonly privileges?: Privileges }[]): void {
    for (const { scheme, privileges } of customSchemes) {
      if (!privileges?.standard || !privileges.secure) {
        throw notImplemented(`a scheme that is not standard and secure (${scheme})`)
      }
      this.#schemes.add(scheme)
    }
  }

  has(scheme: string): boolean {
    return this.#schemes.has(scheme)
  }

  /** What the browser is told to load. */
  toPageUrl(url: string): string {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^]*)$/i.exec(url)
    const [, scheme = '', host = '', rest = ''] = match ?? []
    if (!this.#schemes.has(scheme)) return url
    const known = this.#schemeByHost.get(host)
    if (known !== undefined && known !== scheme) throw notImplemented(`one host (${host}) under two schemes`)
    this.#schemeByHost.set(host, scheme)
    return `http://${host}${suffix}${rest.startsWith('/') ? '' : '/'}${rest}`
  }

  /** What the app believes the URL is. Any other URL comes back as it is. */
  toAppUrl(url: string): string {
    const match = /^http:\/\/([^/?#]+)\.localhost(\/[^]*)?$/.exec(url)
    const [, host = '', rest = '/'] = match ?? []
    const scheme = this.#schemeOf(host)
    return scheme === undefined ? url : `${scheme}://${host}${rest}`
  }

  toPageHeader(name: string, value: string): string {
    if (name.toLowerCase() !== 'content-security-policy') return value
    let policy = value
    for (const scheme of this.#schemes) {
      policy = policy.replaceAll(new RegExp(`\\b${scheme}://([\\w.-]+)`, 'g'), `http://$1${suffix}`)
      policy = policy.replaceAll(new RegExp(`\\b${scheme}:(?=[\\s;]|$)`, 'g'), `http://*${suffix}`)
    }
    return policy
  }

  /** A page may ask for a host that was never loaded by the app: with one scheme it can only be that one. */
  #schemeOf(host: string): string | undefined {
    if (host === '' || host.includes(':')) return undefined
    return this.#schemeByHost.get(host) ?? (this.#schemes.size === 1 ? [...this.#schemes][0] : undefined)
  }
}

/** The `protocol` of one session. */
export function createProtocol(registry: SchemeRegistry, isAppReady: () => boolean) {
  const handlers = new Map<string, SchemeHandler>()
  const api = strictObject('protocol', {
    registerSchemesAsPrivileged(customSchemes: Parameters<SchemeRegistry['register']>[0]): void {
      if (isAppReady())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      registry.register(customSchemes)
    },
    handle(scheme: string, handler: SchemeHandler): void {
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      if (!registry.has(scheme))
        throw notImplemented(`protocol.handle for a scheme without privileges (${scheme})`)
      handlers.set(scheme, handler)
    },
    unhandle: (scheme: string): void => void handlers.delete(scheme),
    isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  })
  return { api, handlers }
}
