import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { Log } from '../../client/ports.ts'
import { createEngineStorage } from '../adapters/engine-storage.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import type { EngineParts } from '../app/engine-parts.ts'
import type { Words } from '../i18n/words.ts'
import { createRecoveryDesk, type RecoveryHandlers } from './recovery-desk.ts'
import { createRecoveryDialogs } from './recovery-dialogs.ts'

export type OpenRecoveryDeps = Pick<EngineParts, 'engine' | 'keyVault'> & {
  readonly folder: string
  readonly settings: SettingsKeeper
  readonly words: () => Words
  readonly log: Log
}

/** The recovery file's part of the bridge, with this computer's folders and dialogs. */
export function openRecovery(deps: OpenRecoveryDeps): RecoveryHandlers {
  const { engine, keyVault, folder, settings, words, log } = deps
  return createRecoveryDesk({
    engine,
    vault: keyVault,
    storage: createEngineStorage(folder, log),
    settings,
    dialogs: createRecoveryDialogs(app.getPath('documents'), words),
    hasOwnDirectory: () => existsSync(join(folder, 'directory', 'directory.sqlite')),
    log,
  })
}
