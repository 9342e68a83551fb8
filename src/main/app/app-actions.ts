import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import type { MainView } from '../bridge/main-facts.ts'
import type { Notice } from '../notices/decide-notices.ts'
import type { NoticeAction } from '../notices/notice-text.ts'
import type { TrayAction } from '../tray/tray-model.ts'
import type { WindowSet } from '../windows/window-set.ts'

export type AppActionsDeps = {
  readonly engine: Pick<Engine, 'intents'>
  readonly windows: Pick<WindowSet, 'show' | 'focus'>
  readonly requestView: (view: MainView) => void
  readonly quit: () => void
  readonly log: Log
}

/** What a person does without a window: from the tray and from notifications. */
export type AppActions = {
  readonly perform: (action: TrayAction) => Promise<void>
  readonly pickNotice: (notice: Notice, action: NoticeAction | null) => Promise<void>
}

export function createAppActions(deps: AppActionsDeps): AppActions {
  const { engine, windows } = deps
  const openAt = (view: MainView) => {
    windows.show('main')
    deps.requestView(view)
  }
  /** What could not be done from the tray is never silent: the main window opens and says why. */
  const orOpen = async (result: Promise<{ readonly ok: boolean }>, what: string) => {
    if ((await result).ok) return
    deps.log.warn('an action failed', { what })
    openAt('dial')
  }

  const perform = async (action: TrayAction): Promise<void> => {
    const { intents } = engine
    switch (action.kind) {
      case 'open':
        return windows.show('main')
      case 'show-call':
        return windows.show('call')
      case 'answer':
        return orOpen(intents['call.accept']({ callId: action.callId, media: action.media }), action.kind)
      case 'decline':
        return orOpen(intents['call.decline']({ callId: action.callId }), action.kind)
      case 'hang-up':
        return orOpen(intents['call.hangUp']({ callId: action.callId }), action.kind)
      case 'send': {
        const { callId, microphone, camera } = action
        return orOpen(intents['call.setSending']({ callId, microphone, camera }), action.kind)
      }
      case 'call-back':
        return orOpen(
          intents['call.dial']({ to: `@${action.handle}`, media: action.media, pass: null }),
          action.kind,
        )
      case 'allow-calls':
        return orOpen(intents['policy.set']({ isCallingOn: action.isCallingOn }), action.kind)
      case 'do-not-disturb':
        return orOpen(intents['policy.set']({ isDoNotDisturb: action.isDoNotDisturb }), action.kind)
      case 'quit':
        return deps.quit()
    }
  }

  const pickNotice = async (notice: Notice, action: NoticeAction | null): Promise<void> => {
    if (notice.kind === 'request') return openAt('callers')
    const { callId, handle, media } = notice
    switch (action) {
      case 'answer':
        return perform({ kind: 'answer', callId, media })
      case 'decline':
        return perform({ kind: 'decline', callId })
      case 'call-back':
        return perform({ kind: 'call-back', handle, media })
      case null:
        return notice.kind === 'ring' ? windows.focus('ring') : openAt('recents')
    }
  }
  return { perform, pickNotice }
}
