import type { CdpSession } from './cdp-connection.ts'
import type { Host } from './host.ts'
import { encodeArgs, type Frame } from './ipc.ts'
import type { FromPageWithUrl, ToPage } from './isolated-world.ts'
import { Page } from './page.ts'
import { wirePageEvents } from './page-events.ts'
import { type Asker, originOf } from './permissions.ts'
import type { Session } from './session.ts'
import { createEvent, notImplemented, strictEmitter } from './strict.ts'

export type WebContentsOptions = {
  readonly size: { readonly width: number; readonly height: number }
  readonly preloadPath: string | undefined
  readonly session: Session
  /** The page called `window.close()`. */
  readonly onCloseAsked: () => void
  /** The page vanished from the browser without the app's doing. */
  readonly onGone: () => void
}
type OpenHandler = (details: object) => { readonly action: string }

const events = [
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'did-start-loading',
  'did-stop-loading',
  'did-finish-load',
  'did-fail-load',
  'did-navigate',
  'did-navigate-in-page',
  'dom-ready',
  'render-process-gone',
  'destroyed',
  'console-message',
  'preload-error',
  'unresponsive',
  'responsive',
  'page-title-updated',
]
let lastId = 0

export class WebContents extends strictEmitter('webContents', events) {
  readonly id = ++lastId
  readonly session: Session
  readonly page: Page
  readonly #host: Host
  readonly #options: WebContentsOptions
  #openHandler: OpenHandler | null = null
  #isDestroyed = false
  #zoomFactor = 1
  #loading: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined
  #expectedUrl: string | undefined
  /** As the app knows it: own scheme, not the browser's stand-in for it. */
  url = ''
  title = ''
  isGone = false

  constructor(host: Host, options: WebContentsOptions) {
    super()
    this.#host = host
    this.#options = options
    this.session = options.session
    this.page = new Page({
      host,
      size: options.size,
      preloadPath: options.preloadPath,
      requests: {
        session: options.session,
        currentUrl: () => this.url,
        mayNavigate: (url, isRedirect) => this.#mayNavigate(url, isRedirect),
        beforeDocument: async (url) => (await host.browser).permissions.refresh(this.#asker(url)),
      },
      onMessage: (message, reply) => this.#handleMessage(message, reply),
      onAttached: (cdp, targetId) => this.#wire(cdp, targetId),
    })
  }

  get mainFrame(): Frame {
    return this.#frame(this.url)
  }

  #frame(url: string): Frame {
    return { url, origin: originOf(url), routingId: this.id, processId: this.id, parent: null }
  }

  #asker(url: string): Asker {
    return { session: this.session, url, contents: this, frame: this.#frame(url) }
  }

  #wire(cdp: CdpSession, targetId: string): void {
    cdp.on('Page.windowOpen', (details) =>
      this.#handleWindowOpen(details.url, details.windowName, details.windowFeatures.join(',')),
    )
    wirePageEvents(this, cdp, {
      targetId,
      schemes: this.#host.schemes,
      onLoaded: () => this.#settleLoading(),
      onFailed: (error) => this.#settleLoading(error),
      onCrashed: () => {
        this.isGone = true
        this.#settleLoading(new Error('ERR_ABORTED (-3): the renderer is gone'))
        const details = { reason: 'crashed', exitCode: 139 }
        this.emit('render-process-gone', createEvent({}), details)
        this.#host.emitApp('render-process-gone', createEvent({}), this, details)
      },
      onGone: () => {
        if (!this.#isDestroyed) this.#options.onGone()
      },
    })
  }

  #settleLoading(error?: Error): void {
    const loading = this.#loading
    this.#loading = undefined
    if (error === undefined) loading?.resolve()
    else loading?.reject(error)
  }

  #mayNavigate(url: string, isRedirect: boolean): boolean {
    const isExpected = this.#expectedUrl !== undefined
    if (isExpected && !isRedirect) {
      this.#expectedUrl = undefined
      return true
    }
    const event = createEvent({
      url,
      isSameDocument: false,
      isMainFrame: true,
      frame: this.mainFrame,
      initiator: this.mainFrame,
    })
    this.emit(isRedirect ? 'will-redirect' : 'will-navigate', event, url)
    if (!isRedirect) this.emit('will-frame-navigate', event)
    return !event.defaultPrevented
  }

  #handleMessage(message: FromPageWithUrl, reply: (answer: ToPage) => void): void {
    const url = this.#host.schemes.toAppUrl(message.url)
    const sender = { contents: this, frame: this.#frame(url), post: reply }
    switch (message.kind) {
      case 'send':
        return this.#host.ipcMain.handleSend(sender, message)
      case 'invoke':
        return void this.#host.ipcMain.handleInvoke(sender, message)
      case 'permission':
        return void this.#answerPermission(message, this.#asker(url), reply)
      case 'permission-check':
        return void this.#host.browser.then(({ permissions }) => {
          const state = permissions.query(this.#asker(url), message.permission)
          reply({ kind: 'reply', id: message.id, value: JSON.stringify(state) })
        })
      case 'open-window':
        return this.#handleWindowOpen(message.target, message.name, message.features)
      case 'title':
        this.title = message.title
        this.emit('page-title-updated', createEvent({}), message.title, true)
        return
      case 'close-window':
        return this.#options.onCloseAsked()
      case 'preload-error':
        process.stderr.write(`electron-host: preload: ${message.stack}\n`)
        this.emit('preload-error', createEvent({}), this.#options.preloadPath, new Error(message.message))
    }
  }

  async #answerPermission(
    message: Extract<FromPageWithUrl, { kind: 'permission' }>,
    asker: Asker,
    reply: (answer: ToPage) => void,
  ): Promise<void> {
    const { permissions } = await this.#host.browser
    const answer = await permissions.ask(asker, message.permission, message.details)
    reply({ kind: 'reply', id: message.id, value: encodeAnswer(answer) })
  }

  /** A pop-up wants to open, and is closed before it loads anything; allowing one is not implemented. */
  #handleWindowOpen(target: string, frameName: string, features: string): void {
    const url = this.#host.schemes.toAppUrl(target)
    const details = {
      url,
      frameName,
      features,
      disposition: 'new-window',
      referrer: { url: this.url, policy: '' },
    }
    const action = this.#openHandler?.(details).action ?? 'allow'
    this.#host.recorder.call('window.open', url, action)
    if (action !== 'deny')
      process.stderr.write(`${notImplemented('opening a window from a page').message}: ${url}\n`)
  }

  /** Resolves once the page has loaded; rejects with Electron's wording. */
  async loadURL(url: string): Promise<void> {
    if (this.#isDestroyed) throw new Error('Object has been destroyed')
    this.#settleLoading(new Error(`ERR_ABORTED (-3) loading '${this.url}'`))
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loading = { resolve, reject }
    })
    loaded.catch(() => {})
    this.#expectedUrl = url
    this.isGone = false
    this.emit('did-start-loading')
    const answer = await this.page.send('Page.navigate', { url: this.#host.schemes.toPageUrl(url) })
    this.#expectedUrl = undefined
    if (typeof answer['errorText'] === 'string') {
      const name = answer['errorText'].replace(/^net::/, '')
      this.#loading = undefined
      this.emit('did-fail-load', createEvent({}), -2, name, url, true)
      throw Object.assign(new Error(`${name} (-2) loading '${url}'`), { code: name, url })
    }
    await loaded
  }

  reload(): void {
    this.#expectedUrl = this.url
    this.isGone = false
    void this.page.trySend('Page.reload')
  }

  send(channel: string, ...args: unknown[]): void {
    const encoded = encodeArgs(args)
    if (!this.#isDestroyed) this.page.post({ kind: 'event', channel, args: encoded })
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = (await this.page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    })) as {
      result: { value?: unknown }
      exceptionDetails?: { text: string; exception?: { description?: string } }
    }
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  close(): void {
    this.#options.onCloseAsked()
  }

  /** The page goes; its window has been closed already. */
  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#settleLoading(new Error(`ERR_FAILED (-2) loading '${this.url}'`))
    void this.page.close()
    this.emit('destroyed')
  }

  forcefullyCrashRenderer(): void {
    void this.page.trySend('Page.crash')
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor
    this.emitZoom?.(factor)
  }

  emitZoom: ((factor: number) => void) | undefined = undefined
  getZoomFactor = (): number => this.#zoomFactor
  getURL = (): string => this.url
  getTitle = (): string => this.title
  getType = (): string => 'window'
  isDestroyed = (): boolean => this.#isDestroyed
  isCrashed = (): boolean => this.isGone
  isLoading = (): boolean => this.#loading !== undefined
  setBackgroundThrottling = (isAllowed: boolean): void =>
    this.#host.recorder.call('webContents.setBackgroundThrottling', this.id, isAllowed)
  openDevTools = (): void => this.#host.recorder.call('webContents.openDevTools', this.id)
  setIgnoreMenuShortcuts = (isIgnored: boolean): void =>
    this.#host.recorder.call('webContents.setIgnoreMenuShortcuts', this.id, isIgnored)
  focus = (): void => this.#host.recorder.call('webContents.focus', this.id)
}

/** The codec packs a list of arguments; an answer is a single value. */
function encodeAnswer(answer: object): string {
  return JSON.stringify({ t: 'object', v: Object.entries(answer) })
}
