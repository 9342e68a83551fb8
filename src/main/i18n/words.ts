import type { AllowingRule } from '../../contract/reachability.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Language } from './language.ts'

/** The words of the tray, the notifications and the windows' titles. The pages have their own. */
export type Words = {
  readonly titles: { readonly main: string; readonly ring: string; readonly call: string }
  readonly tray: {
    readonly available: string
    readonly callingOff: string
    readonly offline: string
    readonly connecting: string
    readonly notSetUp: string
    readonly locked: string
    readonly calling: (name: string) => string
    readonly inCall: (name: string) => string
    readonly microphoneOn: string
    readonly microphoneOff: string
    readonly reconnecting: (name: string) => string
    readonly rings: (name: string) => string
    readonly missed: (count: number) => string
    readonly open: string
    readonly showCall: string
    readonly mute: string
    readonly hangUp: string
    readonly answerVideo: string
    readonly answerVoice: string
    readonly decline: string
    readonly lastCalls: string
    readonly allowCalls: string
    readonly doNotDisturb: string
    readonly notDisturbed: string
    readonly quit: string
  }
  readonly notices: {
    readonly ringTitle: (name: string) => string
    readonly ringVoice: string
    readonly ringVideo: string
    readonly rules: Readonly<Record<AllowingRule, string>>
    readonly answer: string
    readonly decline: string
    readonly missedTitle: (name: string) => string
    readonly missedBody: string
    readonly callBack: string
    readonly requestTitle: (name: string) => string
    readonly requestBody: string
  }
  /** The system's own file dialogs. */
  readonly recovery: { readonly kind: string; readonly save: string; readonly open: string }
  readonly book: { readonly kind: string; readonly save: string; readonly fileName: string }
}

const WORDS: Readonly<Record<Language, Words>> = { en, fr }

export const wordsOf = (language: Language): Words => WORDS[language]
