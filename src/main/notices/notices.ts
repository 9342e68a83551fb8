import { Notification } from 'electron'
import type { Log } from '../../client/ports.ts'
import type { Words } from '../i18n/words.ts'
import { type Notice, noticeId, type NoticeSteps } from './decide-notices.ts'
import { NOTICE_ACTIONS, type NoticeAction, noticeText } from './notice-text.ts'
import { parseToastArguments, ringToastXml } from './toast-xml.ts'

export type NoticeBoard = { readonly apply: (steps: NoticeSteps) => void }

export type NoticeBoardDeps = {
  readonly platform: NodeJS.Platform
  readonly words: () => Words
  /** `action` is null for a click on the notice itself. */
  readonly onPicked: (notice: Notice, action: NoticeAction | null) => void
  readonly log: Log
}

type Shown = { readonly notice: Notice; readonly notification: Notification }

/** The system's notifications. Whatever goes wrong with one is logged: the ring window is there anyway. */
export function createNoticeBoard(deps: NoticeBoardDeps): NoticeBoard {
  const { platform, log } = deps
  const shown = new Map<string, Shown>()

  /** Windows may report one press twice, by the object and by the activation: a button counts once. */
  const pick = (notice: Notice, action: NoticeAction | null) => {
    const id = noticeId(notice)
    if (!shown.has(id)) return
    if (action !== null) close(id)
    deps.onPicked(notice, action)
  }

  const show = (notice: Notice) => {
    const id = noticeId(notice)
    const notification = makeNotification(notice, id, deps)
    shown.set(id, { notice, notification })
    notification.on('click', () => pick(notice, null))
    notification.on('action', (event) => pick(notice, NOTICE_ACTIONS[notice.kind][event.actionIndex] ?? null))
    notification.on('failed', () => log.warn('a notification failed', { kind: notice.kind }))
    notification.show()
  }
  const close = (id: string) => {
    shown.get(id)?.notification.close()
    shown.delete(id)
  }
  const guarded = (what: string, run: () => void) => {
    try {
      run()
    } catch {
      log.warn(what)
    }
  }

  if (platform === 'win32')
    guarded('activations cannot be heard', () =>
      Notification.handleActivation((activation) => {
        // Other toasts report through their own objects; a toast of our own XML only here.
        const picked = parseToastArguments(activation.arguments)
        const notice = picked === null ? undefined : shown.get(picked.id)?.notice
        if (picked === null || notice === undefined) return
        pick(notice, picked.button === null ? null : (NOTICE_ACTIONS[notice.kind][picked.button] ?? null))
      }),
    )

  return {
    apply: ({ show: next, close: gone }) => {
      for (const id of gone) guarded('a notification could not be closed', () => close(id))
      if (next.length > 0 && !Notification.isSupported()) return log.warn('no notifications on this system')
      for (const notice of next) guarded('a notification could not be shown', () => show(notice))
      return undefined
    },
  }
}

function makeNotification(notice: Notice, id: string, { platform, words }: NoticeBoardDeps): Notification {
  const text = noticeText(notice, words())
  const isRing = notice.kind === 'ring'
  return new Notification({
    title: text.title,
    body: text.body,
    // The ring tone is ours; a second sound beside it only startles.
    silent: isRing,
    timeoutType: isRing ? 'never' : 'default',
    urgency: isRing ? 'critical' : 'normal',
    actions: text.actions.map((label) => ({ type: 'button', text: label })),
    ...(platform === 'win32' && isRing ? { toastXml: ringToastXml(text, id) } : {}),
  })
}
