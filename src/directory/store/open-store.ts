import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase } from 'kysely'
import { fail, ok, type Result } from '../../contract/result.ts'
import { migrate } from './migrations.ts'
import type { Database } from './schema.ts'
import { createSqlStore } from './sql-store.ts'
import {
  adaptDatabase,
  createDataVersion,
  createLogSync,
  createSqliteDialect,
  createSqliteRunner,
  openSqlite,
} from './sqlite-dialect.ts'
import type { Store } from './store.ts'

export const DATABASE_FILE = 'directory.sqlite'

export type StoreTrouble = {
  /** `cannot-open`: the folder or the file, or what is in the file is no database of ours. */
  readonly kind: 'cannot-open' | 'newer-version'
}

/** Opens the embedded database in a folder, which it makes; for `memory`, one that is gone with the process. */
export async function openStore(dataDir: string, nowMs: number): Promise<Result<Store, StoreTrouble>> {
  try {
    const path = dataDir === 'memory' ? ':memory:' : prepareFile(dataDir)
    const sqlite = openSqlite(path)
    const log = dataDir === 'memory' ? NO_LOG : createLogSync(path)
    const { db, store } = storeOver(sqlite, adaptDatabase(sqlite), log.sync)
    const migrated = await migrate(db, nowMs).catch((error: unknown) => {
      sqlite.close()
      throw error
    })
    if (migrated.ok) return ok({ ...store, close: () => store.close().finally(log.close) })
    await db.destroy()
    return migrated
  } catch {
    return fail({ kind: 'cannot-open' })
  }
}

/** The store over an open database, and what brings that to the newest schema first. */
export function storeOver(
  sqlite: DatabaseSync,
  adapted: SqliteDatabase,
  sync: () => Promise<void>,
): { readonly db: Kysely<Database>; readonly store: Store } {
  const db = new Kysely<Database>({ dialect: createSqliteDialect(adapted) })
  const runQuery = createSqliteRunner(adapted)
  return { db, store: createSqlStore(db, { foreignWrites: createDataVersion(sqlite), runQuery, sync }) }
}

/** What is gone with the process is on no disk. */
const NO_LOG = { sync: () => Promise.resolve(), close: () => {} }

/** The file holds the directory's private key: nobody but its owner may read it. SQLite's side files follow it. */
function prepareFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, DATABASE_FILE)
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  return path
}
