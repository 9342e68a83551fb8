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
} from 'kysely'

const CACHED_STATEMENTS = 200

/** Opens the database so that what is committed survives a power cut. Throws what `node:sqlite` throws. */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  try {
    database.exec('pragma busy_timeout = 5000')
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    database.exec('pragma trusted_schema = off')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A number that is another one as soon as another connection has changed the database. */
export function createDataVersion(database: DatabaseSync): () => number {
  const statement = database.prepare('pragma data_version')
  return () => Number(statement.get()?.['data_version'])
}

/** `begin` alone takes the write lock late, and fails when another process has written in between. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** Kysely over `node:sqlite`. */
export function createSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database: adaptDatabase(database) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

type CachedStatement = { readonly statement: StatementSync; readonly isReader: boolean }

/** Kysely hands the parameters over as one array, where `node:sqlite` takes them one by one. */
function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const cached = new Map<string, CachedStatement>()
  const prepare = (sql: string): CachedStatement => {
    const known = cached.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    const made = { statement, isReader: statement.columns().length > 0 }
    const oldest = cached.keys().next()
    if (cached.size >= CACHED_STATEMENTS && oldest.done === false) cached.delete(oldest.value)
    cached.set(sql, made)
    return made
  }
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const { statement, isReader } = prepare(sql)
      return {
        reader: isReader,
        all: (parameters) => statement.all(...toValues(parameters)),
        run: (parameters) => statement.run(...toValues(parameters)),
        iterate: (parameters) => statement.iterate(...toValues(parameters)),
      }
    },
  }
}

const toValues = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`a parameter of type ${typeof value} has no place in the database`)
  })
