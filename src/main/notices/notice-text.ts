import type { Words } from '../i18n/words.ts'
import type { Notice } from './decide-notices.ts'

export type NoticeText = {
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
}

/** The order of a notice's actions is the order of its buttons. */
export const NOTICE_ACTIONS = {
  ring: ['answer', 'decline'],
  missed: ['call-back'],
  /** Who may call is decided in the window, with all that is known of them in view. */
  request: [],
} as const satisfies Record<Notice['kind'], readonly string[]>
export type NoticeAction = (typeof NOTICE_ACTIONS)[Notice['kind']][number]

export function noticeText(notice: Notice, { notices: n }: Words): NoticeText {
  const labels = { answer: n.answer, decline: n.decline, 'call-back': n.callBack } satisfies Record<
    NoticeAction,
    string
  >
  const actions = NOTICE_ACTIONS[notice.kind].map((action) => labels[action])
  if (notice.kind === 'missed')
    return { title: n.missedTitle(notice.name), body: `@${notice.handle}\n${n.missedBody}`, actions }
  if (notice.kind === 'request') {
    const said = notice.text === '' ? n.requestBody : notice.text
    return { title: n.requestTitle(notice.name), body: `@${notice.handle}\n${said}`, actions }
  }
  const media = notice.media === 'video' ? n.ringVideo : n.ringVoice
  return {
    title: n.ringTitle(notice.name),
    body: `@${notice.handle}, ${media}\n${n.rules[notice.rule]}`,
    actions,
  }
}
