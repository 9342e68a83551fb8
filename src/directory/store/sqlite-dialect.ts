import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely'
import type { RunQuery } from './prepared-queries.ts'

const CACHED_STATEMENTS = 200
/** SQLite's own 2 MB hold the pages of some thousand calls; beyond that each call is read from the disk's cache. */
const CACHE_KB = 16 * 1_024

/**
 * At SQLite's own 1,000 pages it stops every 150 ms or so, under full load, to bring the same pages of its indexes home
 * again and wait for the disk. The log beside the database is 16 MB at this.
 */
const CHECKPOINT_PAGES = 4_000

/** Opens the database: what is committed survives a crash, and a power cut once it was synced. Throws what `node:sqlite` throws. */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  try {
    database.exec('pragma busy_timeout = 5000')
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = normal')
    database.exec('pragma trusted_schema = off')
    database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    database.exec(`pragma cache_size = -${CACHE_KB}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * Brings the log of a database to the disk, on a thread: what SQLite itself would do at each commit, where everybody
 * waited for it. The log is there from the first commit on, and stays the same file while the database is open.
 */
export function createLogSync(path: string): {
  readonly sync: () => Promise<void>
  readonly close: () => void
} {
  let log: number | null = null
  return {
    sync: () => {
      log ??= openSync(`${path}-wal`, 'r+')
      return fdatasyncLater(log)
    },
    close: () => {
      if (log !== null) closeSync(log)
      log = null
    },
  }
}
const fdatasyncLater = promisify(fdatasync)

/** A number that is another one as soon as another connection has changed the database. */
export function createDataVersion(database: DatabaseSync): () => number {
  const statement = database.prepare('pragma data_version')
  return () => Number(statement.get()?.['data_version'])
}

/** `begin` alone takes the write lock late, and fails when another process has written in between: it is for reading. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate'
    await connection.executeQuery(CompiledQuery.raw(begin))
  }
}

/** Kysely over `node:sqlite`. */
export function createSqliteDialect(database: SqliteDatabase): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** On the one connection, and so within whatever transaction is open on it. */
export const createSqliteRunner =
  (database: SqliteDatabase): RunQuery =>
  async (_tx, { sql, parameters }) => {
    const statement = database.prepare(sql)
    if (statement.reader) return statement.all(parameters)
    statement.run(parameters)
    return []
  }

/** Kysely hands the parameters over as one array, where `node:sqlite` takes them one by one. Statements are kept. */
export function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const cached = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = cached.get(sql)
      if (known) return known
      const made = adaptStatement(database.prepare(sql))
      const oldest = cached.keys().next()
      if (cached.size >= CACHED_STATEMENTS && oldest.done === false) cached.delete(oldest.value)
      cached.set(sql, made)
      return made
    },
  }
}

const adaptStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...toValues(parameters)),
  run: (parameters) => statement.run(...toValues(parameters)),
  iterate: (parameters) => statement.iterate(...toValues(parameters)),
})

const toValues = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`a parameter of type ${typeof value} has no place in the database`)
  })
