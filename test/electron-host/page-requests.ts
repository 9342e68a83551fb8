import { errorText } from './error-text.ts'
import type { CdpSession } from './cdp-connection.ts'
import type { Recorder } from './record.ts'
import type { SchemeRegistry } from './scheme.ts'
import { matchesFilter, type Session } from './session.ts'

export type PausedRequest = {
  readonly requestId: string
  readonly request: {
    readonly url: string
    readonly urlFragment?: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly postData?: string
  }
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
  readonly responseStatusCode?: number
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[]
}

export type PageRequestDeps = {
  readonly session: Session
  readonly schemes: SchemeRegistry
  readonly recorder: Recorder
  readonly mainFrameId: () => string
  readonly currentUrl: () => string
  /** False stops the navigation where it is. `isRedirect` tells will-redirect from will-navigate. */
  readonly mayNavigate: (url: string, isRedirect: boolean) => boolean
  readonly beforeDocument: (url: string) => Promise<void>
}

/** Answers the app's own scheme, asks the app before navigations, and records what leaves the app. */
export class PageRequests {
  readonly #cdp: CdpSession
  readonly #deps: PageRequestDeps

  constructor(cdp: CdpSession, deps: PageRequestDeps) {
    this.#cdp = cdp
    this.#deps = deps
  }

  async install(): Promise<void> {
    this.#cdp.on('Fetch.requestPaused', (paused: PausedRequest) => {
      this.#handle(paused).catch((error: unknown) => {
        process.stderr.write(`electron-host: ${paused.request.url}: ${errorText(error)}\n`)
        void this.#cdp.trySend('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
      })
    })
    this.#cdp.on('Network.webSocketCreated', ({ url }) => {
      this.#deps.recorder.request({
        url,
        method: 'GET',
        resourceType: 'WebSocket',
        from: this.#deps.currentUrl(),
      })
    })
    await this.#cdp.send('Network.enable')
    await this.#cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] })
  }

  async #handle(paused: PausedRequest): Promise<void> {
    if (paused.responseStatusCode !== undefined) return this.#changeResponse(paused)
    const { schemes, recorder, currentUrl } = this.#deps
    const url = schemes.toAppUrl(paused.request.url)
    const isOwn = url !== paused.request.url
    if (isOwn && paused.resourceType === 'Other' && new URL(paused.request.url).pathname === '/favicon.ico') {
      return this.#fail(paused, 'Aborted')
    }
    const isTopDocument = paused.resourceType === 'Document' && paused.frameId === this.#deps.mainFrameId()
    if (
      isTopDocument &&
      !this.#deps.mayNavigate(
        url + (paused.request.urlFragment ?? ''),
        paused.redirectedRequestId !== undefined,
      )
    ) {
      return this.#fail(paused, 'Aborted')
    }
    if (!isOwn)
      recorder.request({
        url,
        method: paused.request.method,
        resourceType: paused.resourceType,
        from: currentUrl(),
      })
    const verdict = await this.#askBeforeRequest(paused, url)
    if (verdict.cancel) return this.#fail(paused, 'BlockedByClient')
    if (verdict.redirectURL !== undefined) return this.#redirect(paused, verdict.redirectURL)
    if (isTopDocument) await this.#deps.beforeDocument(url)
    if (isOwn) return this.#answerOwn(paused, url)
    await this.#cdp.trySend('Fetch.continueRequest', {
      requestId: paused.requestId,
      interceptResponse: this.#deps.session.headersReceived !== null,
    })
  }

  async #answerOwn(paused: PausedRequest, url: string): Promise<void> {
    const handler = this.#deps.session.schemeHandlers.get(url.slice(0, url.indexOf(':')))
    if (handler === undefined) return this.#fail(paused, 'NameNotResolved')
    const { method, headers, postData } = paused.request
    const response = await handler(
      new Request(url, { method, headers, ...(postData === undefined ? {} : { body: postData }) }),
    )
    if (response.type === 'error') return this.#fail(paused, 'Failed')
    const body = Buffer.from(await response.arrayBuffer()).toString('base64')
    const list = [...response.headers].map(([name, value]) => ({ name, value }))
    const changed = await this.#askHeadersReceived(paused, url, response.status, list)
    if (changed === 'cancel') return this.#fail(paused, 'BlockedByClient')
    await this.#cdp.trySend('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: response.status,
      responseHeaders: changed.map(({ name, value }) => ({
        name,
        value: this.#deps.schemes.toPageHeader(name, value),
      })),
      body,
    })
  }

  async #changeResponse(paused: PausedRequest): Promise<void> {
    const { responseStatusCode = 200, responseHeaders = [], requestId } = paused
    const changed = await this.#askHeadersReceived(
      paused,
      paused.request.url,
      responseStatusCode,
      responseHeaders,
    )
    if (changed === 'cancel') return this.#fail(paused, 'BlockedByClient')
    await this.#cdp.trySend('Fetch.continueResponse', {
      requestId,
      responseCode: responseStatusCode,
      responseHeaders: changed,
    })
  }

  async #askBeforeRequest(
    paused: PausedRequest,
    url: string,
  ): Promise<{ cancel?: boolean; redirectURL?: string }> {
    const entry = this.#deps.session.beforeRequest
    if (entry === null || !matchesFilter(url, entry.urls)) return {}
    const details = {
      id: 0,
      url,
      method: paused.request.method,
      resourceType: resourceTypes[paused.resourceType] ?? 'other',
      referrer: '',
      timestamp: Date.now(),
    }
    return new Promise((resolve) => entry.listener(details, resolve))
  }

  async #askHeadersReceived(
    paused: PausedRequest,
    url: string,
    statusCode: number,
    headers: readonly { readonly name: string; readonly value: string }[],
  ): Promise<readonly { readonly name: string; readonly value: string }[] | 'cancel'> {
    const entry = this.#deps.session.headersReceived
    if (entry === null || !matchesFilter(url, entry.urls)) return headers
    const responseHeaders: Record<string, string[]> = {}
    for (const { name, value } of headers) responseHeaders[name] = [...(responseHeaders[name] ?? []), value]
    const details = {
      id: 0,
      url,
      method: paused.request.method,
      statusCode,
      statusLine: `HTTP/1.1 ${statusCode}`,
      responseHeaders,
      resourceType: resourceTypes[paused.resourceType] ?? 'other',
      timestamp: Date.now(),
    }
    const answer = await new Promise<{
      cancel?: boolean
      responseHeaders?: Record<string, string | string[]>
    }>((resolve) => {
      entry.listener(details, resolve)
    })
    if (answer.cancel) return 'cancel'
    if (answer.responseHeaders === undefined) return headers
    return Object.entries(answer.responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value) => ({ name, value })),
    )
  }

  async #redirect(paused: PausedRequest, url: string): Promise<void> {
    await this.#cdp.trySend('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: 307,
      responseHeaders: [{ name: 'location', value: this.#deps.schemes.toPageUrl(url) }],
    })
  }

  async #fail(paused: PausedRequest, errorReason: string): Promise<void> {
    await this.#cdp.trySend('Fetch.failRequest', { requestId: paused.requestId, errorReason })
  }
}

const resourceTypes: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
}
