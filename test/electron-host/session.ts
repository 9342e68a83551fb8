import type { CdpSession } from './cdp-connection.ts'
import type { Recorder } from './record.ts'
import { createProtocol, type SchemeHandler, type SchemeRegistry } from './scheme.ts'
import { strictEmitter, strictObject } from './strict.ts'

export type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (isGranted: boolean) => void,
  details: object,
) => void
export type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean
export type DisplayMediaHandler = (
  request: object,
  answer: (streams: { video?: unknown; audio?: unknown } | null) => void,
) => void
export type BeforeRequest = (
  details: object,
  answer: (response: { cancel?: boolean; redirectURL?: string }) => void,
) => void
export type HeadersReceived = (
  details: object,
  answer: (response: { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }) => void,
) => void
export type Filtered<T> = { readonly urls: readonly string[]; readonly listener: T }

type Deps = {
  readonly recorder: Recorder
  readonly schemes: SchemeRegistry
  readonly isAppReady: () => boolean
  readonly browser: () => CdpSession | undefined
}

const sessionEvents = ['will-download', 'preconnect', 'spellcheck-dictionary-initialized']

/** The handlers of one partition. All partitions share one browser profile. */
export class Session extends strictEmitter('session', sessionEvents) {
  readonly protocol
  readonly webRequest
  readonly schemeHandlers: ReadonlyMap<string, SchemeHandler>
  requestHandler: RequestHandler | null = null
  checkHandler: CheckHandler | null = null
  displayMediaHandler: DisplayMediaHandler | null = null
  beforeRequest: Filtered<BeforeRequest> | null = null
  headersReceived: Filtered<HeadersReceived> | null = null
  #deps: Deps
  #userAgent = ''

  constructor(deps: Deps) {
    super()
    this.#deps = deps
    const { api, handlers } = createProtocol(deps.schemes, deps.isAppReady)
    this.protocol = api
    this.schemeHandlers = handlers
    this.webRequest = strictObject('webRequest', {
      onBeforeRequest: (...args: unknown[]): void => {
        this.beforeRequest = filtered<BeforeRequest>(args)
      },
      onHeadersReceived: (...args: unknown[]): void => {
        this.headersReceived = filtered<HeadersReceived>(args)
      },
    })
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler
  }

  setDevicePermissionHandler(handler: unknown): void {
    this.#deps.recorder.call('session.setDevicePermissionHandler', handler)
  }

  setDisplayMediaRequestHandler(handler: DisplayMediaHandler | null): void {
    this.displayMediaHandler = handler
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.#deps.recorder.call('session.setSpellCheckerEnabled', isEnabled)
  }

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
    this.#deps.recorder.call('session.setUserAgent', userAgent)
  }

  getUserAgent(): string {
    return this.#userAgent
  }

  /** Set `proxy` from a test's environment to see a proxy here. */
  async resolveProxy(_url: string): Promise<string> {
    return process.env['ELECTRON_HOST_PROXY'] ?? 'DIRECT'
  }

  async clearStorageData(options?: { origin?: string }): Promise<void> {
    this.#deps.recorder.call('session.clearStorageData', options)
    if (options?.origin === undefined) return
    const origin = new URL(this.#deps.schemes.toPageUrl(options.origin)).origin
    await this.#deps.browser()?.trySend('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  }

  async clearCache(): Promise<void> {
    this.#deps.recorder.call('session.clearCache')
  }
}

function filtered<T>(args: readonly unknown[]): Filtered<T> | null {
  const listener = args.at(-1)
  if (typeof listener !== 'function') return null
  const filter = args.length > 1 ? (args[0] as { urls?: readonly string[] }) : {}
  return { urls: filter.urls ?? [], listener: listener as T }
}

/** Electron's URL patterns, such as `*://*.example.org/*`. No pattern matches everything. */
export function matchesFilter(url: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true
  return patterns.some((pattern) => {
    if (pattern === '<all_urls>') return true
    const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
    return new RegExp(`^${source}$`).test(url)
  })
}

export class Sessions {
  readonly defaultSession: Session
  readonly #byPartition = new Map<string, Session>()
  readonly #deps: Deps
  readonly onCreated: (session: Session) => void

  constructor(deps: Deps, onCreated: (session: Session) => void) {
    this.#deps = deps
    this.onCreated = onCreated
    this.defaultSession = new Session(deps)
  }

  fromPartition(partition: string): Session {
    if (partition === '') return this.defaultSession
    const known = this.#byPartition.get(partition)
    if (known !== undefined) return known
    const session = new Session(this.#deps)
    this.#byPartition.set(partition, session)
    this.onCreated(session)
    return session
  }

  readonly api = strictObject('session', {
    fromPartition: (partition: string): Session => this.fromPartition(partition),
  })
}
