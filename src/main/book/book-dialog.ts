import { dialog } from 'electron'
import { join } from 'node:path'
import type { Words } from '../i18n/words.ts'

/** Asks where to keep the address book. `folder` is where people look for their files. */
export const createBookDialog = (folder: string, words: () => Words) => async (): Promise<string | null> => {
  const { kind, save, fileName } = words().book
  const answer = await dialog.showSaveDialog({
    title: save,
    defaultPath: join(folder, fileName),
    filters: [{ name: kind, extensions: ['vcf'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
