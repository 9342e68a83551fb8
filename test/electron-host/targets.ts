import type { TargetInfo } from './cdp-events.ts'
import type { CdpConnection, CdpSession } from './cdp-connection.ts'

export type OpenedPage = { readonly cdp: CdpSession; readonly targetId: string }

/** All pages of the browser: those that the host opens, and pop-ups, which wait, paused, for a verdict. */
export class Targets {
  readonly #browser: CdpSession
  readonly #connection: CdpConnection
  readonly #waiting = new Map<string, (page: OpenedPage) => void>()
  readonly #early = new Map<string, OpenedPage>()
  #firstTabs: string[] = []

  constructor(connection: CdpConnection) {
    this.#connection = connection
    this.#browser = connection.root
  }

  async start(): Promise<void> {
    const { targetInfos } = (await this.#browser.send('Target.getTargets')) as unknown as {
      targetInfos: readonly TargetInfo[]
    }
    this.#browser.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) =>
      this.#handleAttached(sessionId, targetInfo, waitingForDebugger),
    )
    await this.#browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page' }, { exclude: true }],
    })
    this.#firstTabs = targetInfos.filter((info) => info.type === 'page').map((info) => info.targetId)
  }

  async open(size: { readonly width: number; readonly height: number }): Promise<OpenedPage> {
    const { targetId } = (await this.#browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    })) as { targetId: string }
    // The browser ends with its last page, so its first tab stays until a window of the app is there.
    for (const first of this.#firstTabs.splice(0)) void this.close(first)
    const early = this.#early.get(targetId)
    if (early !== undefined) {
      this.#early.delete(targetId)
      return early
    }
    return new Promise((resolve) => this.#waiting.set(targetId, resolve))
  }

  async close(targetId: string): Promise<void> {
    await this.#browser.trySend('Target.closeTarget', { targetId })
  }

  /** It may share its opener's renderer, which stands still until it is let go; so its requests are held first. */
  #refuse(cdp: CdpSession, targetId: string): void {
    void cdp.trySend('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    void cdp.trySend('Runtime.runIfWaitingForDebugger')
    void this.close(targetId)
  }

  #handleAttached(sessionId: string, info: TargetInfo, isPaused: boolean): void {
    const cdp = this.#connection.session(sessionId)
    // A pop-up: its opener's handler is asked by Page.windowOpen, and may only deny it.
    if (info.openerId !== undefined) return this.#refuse(cdp, info.targetId)
    const page = { cdp, targetId: info.targetId }
    const waiting = this.#waiting.get(info.targetId)
    this.#waiting.delete(info.targetId)
    if (waiting !== undefined) waiting(page)
    else this.#early.set(info.targetId, page)
    if (isPaused) void cdp.trySend('Runtime.runIfWaitingForDebugger')
  }
}
