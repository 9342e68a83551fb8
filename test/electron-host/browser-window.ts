import type { BrowserWindowConstructorOptions } from 'electron'
import type { Host } from './host.ts'
import { RecordedWindow } from './recorded-window.ts'
import type { Session } from './session.ts'
import { createEvent, notImplemented, strictStatics } from './strict.ts'
import { WebContents } from './web-contents.ts'
import { type Bounds, centered, defaultSize, checkWindowOptions } from './window-options.ts'

let currentHost: Host | undefined
let lastId = 0

function requireHost(): Host {
  if (!currentHost?.isAppReady()) throw new Error('Cannot create BrowserWindow before app is ready')
  return currentHost
}

export class BrowserWindow extends RecordedWindow {
  readonly id = ++lastId
  readonly webContents: WebContents
  readonly #host = requireHost()
  readonly #role: string
  #bounds: Bounds
  #title: string
  #isDestroyed = false
  #isVisible: boolean
  #isMinimized = false
  #isFullScreen = false
  #isAlwaysOnTop: boolean
  #isOnAllWorkspaces = false
  #isResizable: boolean
  #hasShown = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    checkWindowOptions(options)
    const { width = defaultSize.width, height = defaultSize.height, webPreferences = {} } = options
    this.#bounds = {
      ...centered({ width, height }),
      ...(options.x === undefined ? {} : { x: options.x }),
      ...(options.y === undefined ? {} : { y: options.y }),
    }
    this.#title = options.title ?? 'Electron'
    this.#role = this.#title
    this.#isVisible = options.show !== false
    this.#isAlwaysOnTop = options.alwaysOnTop === true
    this.#isResizable = options.resizable !== false
    const { sessions } = this.#host
    const session =
      (webPreferences.session as Session | undefined) ??
      sessions.fromPartition(webPreferences.partition ?? '')
    this.webContents = new WebContents(this.#host, {
      size: { width, height },
      preloadPath: webPreferences.preload,
      session,
      onCloseAsked: () => this.close(),
      onGone: () => this.destroy(),
    })
    this.#wire(webPreferences.zoomFactor)
    this.#host.windows.add(this)
    this.#host.recorder.call('new BrowserWindow', this.id, options)
    this.#host.emitApp('web-contents-created', createEvent({}), this.webContents)
    this.#host.emitApp('browser-window-created', createEvent({}), this)
    if (this.#isVisible) queueMicrotask(() => this.#host.windows.setFocused(this, true))
  }

  #wire(zoomFactor: number | undefined): void {
    const contents = this.webContents
    contents.emitZoom = () => this.#applySize()
    if (zoomFactor !== undefined) contents.setZoomFactor(zoomFactor)
    this.#applySize()
    contents.on('page-title-updated', (_event, title: string) => this.#followTitle(title))
    contents.on('did-finish-load', () => {
      if (this.#hasShown) return
      this.#hasShown = true
      this.emit('ready-to-show')
    })
  }

  #followTitle(title: string): void {
    if (this.#isDestroyed) return
    const event = createEvent({})
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }

  #applySize(): void {
    const { width, height } = this.#bounds
    const zoom = this.webContents.getZoomFactor()
    void this.webContents.page.trySend('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom === 1 ? 0 : zoom,
      mobile: false,
    })
  }

  override note(name: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
    this.#host.recorder.call(`BrowserWindow.${name}`, this.id, ...args)
  }

  #setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return
    this.#isVisible = isVisible
    this.emit(isVisible ? 'show' : 'hide')
    if (this.#host.isHeaded) void this.#placeOnScreen(isVisible ? 'normal' : 'minimized')
  }

  async #placeOnScreen(windowState: string): Promise<void> {
    const { chromium } = await this.#host.browser
    const found = await this.webContents.page.trySend('Browser.getWindowForTarget')
    if (found !== undefined)
      await chromium.connection.root.trySend('Browser.setWindowBounds', {
        windowId: found['windowId'],
        bounds: { windowState },
      })
  }

  async loadURL(url: string): Promise<void> {
    this.note('loadURL', url)
    await this.webContents.loadURL(url)
  }

  show(): void {
    this.note('show')
    this.#isMinimized = false
    this.#setVisible(true)
    this.#takeFocus()
  }

  showInactive(): void {
    this.note('showInactive')
    this.#setVisible(true)
  }

  hide(): void {
    this.note('hide')
    this.#host.windows.setFocused(this, false)
    this.#setVisible(false)
  }

  focus(): void {
    this.note('focus')
    if (this.#isVisible) this.#takeFocus()
  }

  #takeFocus(): void {
    this.#host.windows.setFocused(this, true)
    void this.webContents.page.trySend('Page.bringToFront')
  }

  blur(): void {
    this.note('blur')
    this.#host.windows.setFocused(this, false)
  }

  /** False when a listener kept the window open. */
  close(): boolean {
    if (this.#isDestroyed) return true
    const event = createEvent({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.destroy()
    return true
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#isVisible = false
    this.webContents.destroy()
    this.emit('closed')
    this.#host.windows.remove(this)
  }

  minimize(): void {
    this.note('minimize')
    this.#isMinimized = true
    this.#host.windows.setFocused(this, false)
    this.emit('minimize')
  }

  restore(): void {
    this.note('restore')
    if (!this.#isMinimized) return
    this.#isMinimized = false
    this.emit('restore')
  }

  setAlwaysOnTop(isOnTop: boolean, ...level: unknown[]): void {
    this.note('setAlwaysOnTop', isOnTop, ...level)
    this.#isAlwaysOnTop = isOnTop
  }

  setVisibleOnAllWorkspaces(isVisible: boolean, ...options: unknown[]): void {
    this.note('setVisibleOnAllWorkspaces', isVisible, ...options)
    this.#isOnAllWorkspaces = isVisible
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.note('setBounds', bounds)
    const before = this.#bounds
    this.#bounds = { ...before, ...bounds }
    const { x, y, width, height } = this.#bounds
    if (x !== before.x || y !== before.y) this.emit('move')
    if (width === before.width && height === before.height) return
    this.#applySize()
    this.emit('resize')
  }

  setSize = (width: number, height: number): void => this.setBounds({ width, height })
  setContentSize = (width: number, height: number): void => this.setBounds({ width, height })
  setPosition = (x: number, y: number): void => this.setBounds({ x, y })
  center = (): void => this.setBounds(centered(this.#bounds))
  getBounds = (): Bounds => ({ ...this.#bounds })
  getContentBounds = (): Bounds => ({ ...this.#bounds })
  getNormalBounds = (): Bounds => ({ ...this.#bounds })
  getSize = (): [number, number] => [this.#bounds.width, this.#bounds.height]
  getContentSize = (): [number, number] => this.getSize()
  getPosition = (): [number, number] => [this.#bounds.x, this.#bounds.y]
  isDestroyed = (): boolean => this.#isDestroyed
  isVisible = (): boolean => this.#isVisible && !this.#isMinimized
  isFocused = (): boolean => this.#host.windows.focused === this
  isMinimized = (): boolean => this.#isMinimized
  isAlwaysOnTop = (): boolean => this.#isAlwaysOnTop
  isVisibleOnAllWorkspaces = (): boolean => this.#isOnAllWorkspaces
  isFullScreen = (): boolean => this.#isFullScreen
  isResizable = (): boolean => this.#isResizable
  getTitle = (): string => this.#title
  /** The title that the window was made with; the page's own title may have replaced it since. */
  getFirstTitle = (): string => this.#role

  setTitle(title: string): void {
    this.note('setTitle', title)
    this.#title = title
  }

  setFullScreen(isFullScreen: boolean): void {
    this.note('setFullScreen', isFullScreen)
    if (isFullScreen === this.#isFullScreen) return
    this.#isFullScreen = isFullScreen
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen')
  }

  setResizable(isResizable: boolean): void {
    this.note('setResizable', isResizable)
    this.#isResizable = isResizable
  }

  static getAllWindows = (): BrowserWindow[] => currentHost?.windows.all ?? []
  static fromId = (id: number): BrowserWindow | null => currentHost?.windows.byId(id) ?? null
  static getFocusedWindow = (): BrowserWindow | null => currentHost?.windows.focused ?? null
  static fromWebContents = (contents: unknown): BrowserWindow | null =>
    currentHost?.windows.all.find((window) => window.webContents === contents) ?? null
}

/** Windows made from now on belong to this host. */
export function createBrowserWindow(host: Host): typeof BrowserWindow {
  if (currentHost !== undefined) throw notImplemented('a second host in one process')
  currentHost = host
  return strictStatics('BrowserWindow', BrowserWindow)
}
