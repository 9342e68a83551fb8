import type { Recorder } from './record.ts'
import { strictObject } from './strict.ts'

export type DialogAnswer =
  | { readonly kind: 'message'; readonly response: number; readonly checkboxChecked?: boolean }
  | { readonly kind: 'open'; readonly filePaths: readonly string[] }
  | { readonly kind: 'save'; readonly filePath: string }
type BoxOptions = {
  readonly buttons?: readonly string[]
  readonly cancelId?: number
  readonly defaultId?: number
}

/** Answers are taken in order. With none left, a dialog is cancelled, as if the person pressed Escape. */
export function createDialog(recorder: Recorder) {
  const answers: DialogAnswer[] = []
  const optionsOf = (args: readonly unknown[]): object =>
    args.findLast((arg) => arg !== null && typeof arg === 'object') ?? {}
  const next = <K extends DialogAnswer['kind']>(kind: K): Extract<DialogAnswer, { kind: K }> | undefined => {
    const at = answers.findIndex((answer) => answer.kind === kind)
    return at < 0 ? undefined : (answers.splice(at, 1)[0] as Extract<DialogAnswer, { kind: K }>)
  }
  const message = (name: string, args: readonly unknown[]) => {
    const options: BoxOptions = optionsOf(args)
    const answer = next('message')
    recorder.call(`dialog.${name}`, options, answer === undefined ? 'unscripted' : 'scripted')
    return {
      response: answer?.response ?? options.cancelId ?? 0,
      checkboxChecked: answer?.checkboxChecked ?? false,
    }
  }
  const api = strictObject('dialog', {
    showMessageBox: async (...args: unknown[]) => message('showMessageBox', args),
    showMessageBoxSync: (...args: unknown[]): number => message('showMessageBoxSync', args).response,
    showErrorBox: (title: string, content: string): void =>
      recorder.call('dialog.showErrorBox', title, content),
    showOpenDialog: async (...args: unknown[]) => {
      recorder.call('dialog.showOpenDialog', optionsOf(args))
      const answer = next('open')
      return { canceled: answer === undefined, filePaths: [...(answer?.filePaths ?? [])] }
    },
    showSaveDialog: async (...args: unknown[]) => {
      recorder.call('dialog.showSaveDialog', optionsOf(args))
      const answer = next('save')
      return { canceled: answer === undefined, filePath: answer?.filePath ?? '' }
    },
  })
  return { api, control: { answer: (answer: DialogAnswer): void => void answers.push(answer) } }
}
