import type { BrowserWindow } from './browser-window.ts'

/** All windows and the one that has the focus, which the browser could not tell (headless: every page believes it has). */
export class WindowList {
  readonly #windows = new Map<number, BrowserWindow>()
  #focused: BrowserWindow | null = null
  readonly #onAllClosed: () => void

  constructor(onAllClosed: () => void) {
    this.#onAllClosed = onAllClosed
  }

  get all(): BrowserWindow[] {
    return [...this.#windows.values()]
  }

  get focused(): BrowserWindow | null {
    return this.#focused
  }

  byId(id: number): BrowserWindow | null {
    return this.#windows.get(id) ?? null
  }

  add(window: BrowserWindow): void {
    this.#windows.set(window.id, window)
  }

  remove(window: BrowserWindow): void {
    this.setFocused(window, false)
    this.#windows.delete(window.id)
    if (this.#windows.size === 0) this.#onAllClosed()
  }

  setFocused(window: BrowserWindow, isFocused: boolean): void {
    const before = this.#focused
    if (isFocused === (before === window)) return
    this.#focused = isFocused ? window : null
    before?.emit('blur')
    if (isFocused) window.emit('focus')
  }
}
