/**
 * One ordered, message-keeping connection: an IPC channel between page and main, or a WebSocket between device
 * and directory. Frames are text. `send` after the close is a no-op. The listeners return their disposers.
 */
export type Channel = {
  readonly send: (frame: string) => void
  readonly onFrame: (listener: (frame: string) => void) => () => void
  /** Called once, also when the channel was closed before the listener came. */
  readonly onClose: (listener: () => void) => () => void
  readonly close: () => void
}
