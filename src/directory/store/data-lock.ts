import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fail, ok, type Result } from '../../contract/result.ts'

const WAIT_MS = 1_000

export type DataLock = { readonly release: () => void }

/**
 * Keeps a second directory off the same data: two of them would each know only half of the live calls. The lock is
 * SQLite's own on a file beside the data, so the system frees it when the process dies. Other commands need no lock.
 */
export function lockData(dataDir: string): Result<DataLock, { readonly kind: 'cannot-open' | 'in-use' }> {
  if (dataDir === 'memory') return ok({ release: () => {} })
  let file: DatabaseSync | null = null
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const opened = new DatabaseSync(join(dataDir, 'directory.lock'), { timeout: WAIT_MS })
    file = opened
    opened.exec('begin exclusive')
    return ok({ release: () => opened.close() })
  } catch (error) {
    file?.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
    return fail({ kind: isBusy ? 'in-use' : 'cannot-open' })
  }
}

const SQLITE_BUSY = 5
