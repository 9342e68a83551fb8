import type { NotificationConstructorOptions } from 'electron'
import { createEvent, strictEmitter, strictStatics } from './strict.ts'

const events = ['show', 'click', 'close', 'reply', 'action', 'failed']

export type NotificationView = {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
  readonly urgency: string
  readonly silent: boolean
  readonly hasReply: boolean
  readonly timeoutType: string
  readonly toastXml: string
  /** False once it was closed, by the app or by the person. */
  readonly isShown: boolean
}
type Activation = {
  readonly type: string
  readonly arguments: string
  readonly actionIndex?: number
  readonly reply?: string
}

export function createNotification() {
  const shown: Notification[] = []
  let activationHandler: ((activation: Activation) => void) | null = null
  let lastId = 0

  class Notification extends strictEmitter('Notification', events) {
    readonly #number = ++lastId
    readonly id: string
    readonly groupId: string
    title: string
    subtitle: string
    body: string
    silent: boolean
    hasReply: boolean
    urgency: string
    timeoutType: string
    actions: NonNullable<NotificationConstructorOptions['actions']>
    closeButtonText: string
    replyPlaceholder: string
    sound: string
    toastXml: string
    #isShown = false

    constructor(options: NotificationConstructorOptions = {}) {
      super()
      this.id = options.id ?? String(this.#number)
      this.groupId = options.groupId ?? ''
      this.title = options.title ?? ''
      this.subtitle = options.subtitle ?? ''
      this.body = options.body ?? ''
      this.silent = options.silent ?? false
      this.hasReply = options.hasReply ?? false
      this.urgency = options.urgency ?? 'normal'
      this.timeoutType = options.timeoutType ?? 'default'
      this.actions = options.actions ?? []
      this.closeButtonText = options.closeButtonText ?? ''
      this.replyPlaceholder = options.replyPlaceholder ?? ''
      this.sound = options.sound ?? ''
      this.toastXml = options.toastXml ?? ''
    }

    static isSupported = (): boolean => process.env['ELECTRON_HOST_NOTIFICATIONS'] !== 'none'
    static handleActivation = (handler: (activation: Activation) => void): void => {
      activationHandler = handler
    }

    show(): void {
      if (!Notification.isSupported()) return
      if (!shown.includes(this)) shown.push(this)
      this.#isShown = true
      queueMicrotask(() => this.emit('show', createEvent({})))
    }

    close(): void {
      if (!this.#isShown) return
      this.#isShown = false
      queueMicrotask(() => this.emit('close', createEvent({ reason: 'userCanceled' })))
    }

    view(): NotificationView {
      const { title, body, urgency, silent, hasReply, timeoutType, toastXml } = this
      const actions = this.actions.map((action) => action.text ?? '')
      return {
        id: this.#number,
        title,
        body,
        actions,
        urgency,
        silent,
        hasReply,
        timeoutType,
        toastXml,
        isShown: this.#isShown,
      }
    }
  }

  const byId = (id: number): Notification => {
    const found = shown.find((notification) => notification.view().id === id)
    if (!found?.view().isShown) throw new Error(`No notification ${id} is shown`)
    return found
  }
  /** A person's answer takes a notification away from the screen. */
  const answer = (id: number, event: string, activation: Activation, ...args: unknown[]): void => {
    const notification = byId(id)
    notification.emit(event, ...args)
    activationHandler?.(activation)
    notification.close()
  }
  return {
    Notification: strictStatics('Notification', Notification),
    control: {
      list: (): readonly NotificationView[] => shown.map((notification) => notification.view()),
      click: (id: number): void => answer(id, 'click', { type: 'click', arguments: '' }, createEvent({})),
      press: (id: number, actionIndex: number): void => {
        if (byId(id).actions[actionIndex] === undefined)
          throw new Error(`Notification ${id} has no action ${actionIndex}`)
        answer(
          id,
          'action',
          { type: 'action', arguments: '', actionIndex },
          createEvent({ actionIndex }),
          actionIndex,
          -1,
        )
      },
      reply: (id: number, text: string): void =>
        answer(
          id,
          'reply',
          { type: 'reply', arguments: '', reply: text },
          createEvent({ reply: text }),
          text,
        ),
      close: (id: number): void => byId(id).close(),
    },
  }
}
