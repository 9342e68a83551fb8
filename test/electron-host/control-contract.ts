import type { DialogAnswer } from './dialog.ts'
import type { MenuChoice, MenuItemView } from './menu.ts'
import type { NotificationView } from './notification.ts'
import type { CallRecord, RequestRecord } from './record.ts'
import type { TrayView } from './tray.ts'
import type { Bounds } from './window-options.ts'

export type WindowView = {
  readonly id: number
  /** The page's title, or the window's when the page has none. */
  readonly title: string
  /** The title that the window was made with. */
  readonly firstTitle: string
  /** In the app's own scheme. */
  readonly url: string
  /** For finding its page over CDP. */
  readonly targetId: string
  readonly isVisible: boolean
  readonly isFocused: boolean
  readonly isAlwaysOnTop: boolean
  readonly isOnAllWorkspaces: boolean
  readonly isCrashed: boolean
  readonly bounds: Bounds
}

/** What a test may ask of a running stand-in, besides what it does in the pages. */
export type ControlMethods = {
  cdpUrl(): string
  /** Also the id of its process group, where there are such groups. */
  browserPid(): number
  trays(): readonly TrayView[]
  clickTray(): void
  clickTrayItem(choice: MenuChoice): void
  applicationMenu(): readonly MenuItemView[]
  clickMenuItem(choice: MenuChoice): void
  /** All that were shown, in order, also those closed since. */
  notifications(): readonly NotificationView[]
  clickNotification(id: number): void
  pressNotificationAction(id: number, actionIndex: number): void
  replyToNotification(id: number, text: string): void
  closeNotification(id: number): void
  windows(): readonly WindowView[]
  /** As a person's click on the window's close button. */
  closeWindow(id: number): void
  /** As a person's click into the window; another one loses the focus. */
  focusWindow(id: number): void
  crashWindow(id: number): void
  /** What the app called, by name, such as `shell.openExternal`; all without a name. */
  calls(name?: string): readonly CallRecord[]
  /** Requests that left the app's own scheme, of pages and of `net.fetch`. */
  externalRequests(): readonly RequestRecord[]
  answerNextDialog(answer: DialogAnswer): void
  openUrl(url: string): void
  activate(): void
  power(event: string): void
  setIdle(seconds: number): void
  setDark(isDark: boolean): void
  setOnline(isOnline: boolean): void
  shortcuts(): readonly string[]
  pressShortcut(accelerator: string): void
  /** Another program holds it: registering it fails from now on. */
  takeShortcut(accelerator: string): void
  clipboardText(): string
  quit(): void
  /** Runs a function's source with (electron, argument) in the main process and gives back its result. */
  evaluate(source: string, argument: unknown): unknown
}

export type ControlName = keyof ControlMethods
export type ControlRequest = {
  readonly id: number
  readonly method: ControlName
  readonly args: readonly unknown[]
}
export type ControlReply =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
export type ControlEvent = { readonly type: 'ready'; readonly cdpUrl: string }
export type FromHost = ControlReply | ControlEvent
