import { errorText } from './error-text.ts'
import type { CdpResult, CdpSession } from './cdp-connection.ts'
import type { Host } from './host.ts'
import type { FromPageWithUrl, ToPage } from './isolated-world.ts'
import { PageRequests, type PageRequestDeps } from './page-requests.ts'
import { PreloadWorld } from './preload-world.ts'

export type PageOptions = {
  readonly host: Host
  readonly size: { readonly width: number; readonly height: number }
  readonly preloadPath: string | undefined
  readonly requests: Omit<PageRequestDeps, 'mainFrameId' | 'schemes' | 'recorder'>
  readonly onMessage: (message: FromPageWithUrl, reply: (answer: ToPage) => void) => void
  /** Called once, before the page loads anything. */
  readonly onAttached: (cdp: CdpSession, targetId: string) => void
}

/** One target in the browser. Electron's constructors are synchronous, so every command waits for the target. */
export class Page {
  readonly #options: PageOptions
  readonly #opened: Promise<CdpSession>
  #world: PreloadWorld | undefined
  #targetId = ''
  #isClosed = false

  constructor(options: PageOptions) {
    this.#options = options
    this.#opened = this.#open()
    this.#opened.catch((error: unknown) => {
      if (!this.#isClosed) process.stderr.write(`electron-host: no page: ${errorText(error)}\n`)
    })
  }

  get targetId(): string {
    return this.#targetId
  }

  async #open(): Promise<CdpSession> {
    const { host, size } = this.#options
    const { targets } = await host.browser
    const { cdp, targetId } = await targets.open(size)
    this.#targetId = targetId
    this.#world = new PreloadWorld(cdp)
    this.#options.onAttached(cdp, targetId)
    const requests = new PageRequests(cdp, {
      ...this.#options.requests,
      mainFrameId: () => targetId,
      schemes: host.schemes,
      recorder: host.recorder,
    })
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Runtime.enable'),
      cdp.send('Inspector.enable'),
      cdp.send('Log.enable'),
      this.#world.install(this.#options, () => targetId),
      requests.install(),
      cdp.send('Emulation.setEmulatedMedia', { features: [colorScheme(host.isDark())] }),
      // A device that a test has not plugged in must be asked for by the app, never by a bar of the browser.
      cdp.send('Page.setInterceptFileChooserDialog', { enabled: true }),
    ])
    return cdp
  }

  /** Rejects when the browser refuses the command or the page is gone. */
  async send(method: string, params: object = {}): Promise<CdpResult> {
    const cdp = await this.#opened
    return cdp.send(method, params)
  }

  async trySend(method: string, params: object = {}): Promise<CdpResult | undefined> {
    try {
      return await this.send(method, params)
    } catch {
      return undefined
    }
  }

  post(message: ToPage): void {
    this.#world?.post(message)
  }

  showColors(isDark: boolean): void {
    void this.trySend('Emulation.setEmulatedMedia', { features: [colorScheme(isDark)] })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    try {
      await this.#opened
      const { targets } = await this.#options.host.browser
      await targets.close(this.#targetId)
    } catch {
      // It never opened, or is gone.
    }
  }
}

const colorScheme = (isDark: boolean) => ({ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' })
