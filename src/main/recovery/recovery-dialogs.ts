import { dialog } from 'electron'
import { join } from 'node:path'
import type { Words } from '../i18n/words.ts'
import type { RecoveryDialogs } from './recovery-desk.ts'

const EXTENSION = 'json'

/** `folder` is where people look for their files; `words` is asked each time, since the language may change. */
export function createRecoveryDialogs(folder: string, words: () => Words): RecoveryDialogs {
  const filters = () => [{ name: words().recovery.kind, extensions: [EXTENSION] }]
  return {
    chooseTarget: async (fileName) => {
      const answer = await dialog.showSaveDialog({
        title: words().recovery.save,
        defaultPath: join(folder, fileName),
        filters: filters(),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return answer.canceled || answer.filePath === '' ? null : answer.filePath
    },
    chooseFile: async () => {
      const answer = await dialog.showOpenDialog({
        title: words().recovery.open,
        defaultPath: folder,
        filters: filters(),
        properties: ['openFile'],
      })
      return answer.canceled ? null : (answer.filePaths[0] ?? null)
    },
  }
}
