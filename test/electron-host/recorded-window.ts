import { strictEmitter } from './strict.ts'

const events = [
  'close',
  'closed',
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'unresponsive',
  'responsive',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
  'resize',
  'resized',
  'move',
  'moved',
  'page-title-updated',
  'enter-full-screen',
  'leave-full-screen',
  'always-on-top-changed',
  'session-end',
  'query-session-end',
]

/** What changes nothing here but the record of calls. */
export abstract class RecordedWindow extends strictEmitter('BrowserWindow', events) {
  /** Records a call; throws when the window is destroyed. */
  abstract note(name: string, ...args: unknown[]): void

  moveTop = (): void => this.note('moveTop')
  setMinimumSize = (...args: unknown[]): void => this.note('setMinimumSize', ...args)
  flashFrame = (...args: unknown[]): void => this.note('flashFrame', ...args)
  setSkipTaskbar = (...args: unknown[]): void => this.note('setSkipTaskbar', ...args)
  setMenuBarVisibility = (...args: unknown[]): void => this.note('setMenuBarVisibility', ...args)
  removeMenu = (): void => this.note('removeMenu')
  setBackgroundColor = (...args: unknown[]): void => this.note('setBackgroundColor', ...args)
  setOpacity = (...args: unknown[]): void => this.note('setOpacity', ...args)
  setAspectRatio = (...args: unknown[]): void => this.note('setAspectRatio', ...args)
  setProgressBar = (...args: unknown[]): void => this.note('setProgressBar', ...args)
  setOverlayIcon = (...args: unknown[]): void => this.note('setOverlayIcon', ...args)
  setContentProtection = (...args: unknown[]): void => this.note('setContentProtection', ...args)
  setWindowButtonVisibility = (...args: unknown[]): void => this.note('setWindowButtonVisibility', ...args)
}
