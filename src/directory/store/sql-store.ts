import type { Kysely, Transaction } from 'kysely'
import { type AccountCache, createAccountCache } from './account-cache.ts'
import { type CallCache, createCallCache } from './call-cache.ts'
import { type Committed, createFollowUps } from './follow-ups.ts'
import { createPreparedQueries, type PreparedQueries, type RunQuery } from './prepared-queries.ts'
import type { Database } from './schema.ts'
import { createAccountTable, createDirectoryKeyTable, createInvitationTable } from './sql-accounts.ts'
import { createCallTable } from './sql-calls.ts'
import { createAdministrationTable } from './sql-administration.ts'
import { createPassTable } from './sql-passes.ts'
import { createRelationTable } from './sql-relations.ts'
import { createRequestTable } from './sql-requests.ts'
import { createResetTable } from './sql-resets.ts'
import type { Store, Tables } from './store.ts'

/** So many works share a commit at most: each of them waits for all. */
const WORKS_PER_COMMIT = 64

/** What makes reading cheap, for as long as the store is open. */
type Reading = {
  readonly accounts: AccountCache
  readonly calls: CallCache
  readonly prepared: PreparedQueries
  readonly runQuery: RunQuery
}

type Work = Pick<Committed, 'kind' | 'fail'> & {
  /** Runs it within the transaction, and returns what is to follow its commit. */
  readonly run: (tables: Tables) => Promise<() => void>
}

export type SqlStoreOptions = {
  /** A number that changes when another process has written. */
  readonly foreignWrites: () => number
  readonly runQuery: RunQuery
  /** Resolves once all that was committed by now is on the disk. */
  readonly sync: () => Promise<void>
}

/**
 * The one store, over any database that Kysely speaks to. Works that wait at the same time share one commit; each is
 * still a whole of its own, undone alone when it throws. Reads come after them, since whoever waits for a work to be
 * durable should not wait for them too. The disk is waited for beside the next works, and nobody is answered before.
 */
export function createSqlStore(db: Kysely<Database>, options: SqlStoreOptions): Store {
  const { foreignWrites, runQuery } = options
  const followUps = createFollowUps(options.sync)
  const reading: Reading = {
    accounts: createAccountCache(),
    calls: createCallCache(),
    prepared: createPreparedQueries(runQuery),
    runQuery,
  }
  let seenWrites = foreignWrites()
  const waiting: Work[] = []
  let running: Promise<void> | null = null

  /** Another process may have written since the last transaction. */
  const handleBegin = () => {
    const writes = foreignWrites()
    if (writes !== seenWrites) forgetRead(reading)
    seenWrites = writes
  }
  const runAll = async () => {
    while (waiting.length > 0) {
      // What comes in this turn of the loop, from whichever sockets, is taken together.
      await new Promise((resolve) => setImmediate(resolve))
      const works = waiting.splice(0, WORKS_PER_COMMIT)
      for (const kind of ['write', 'read'] as const) {
        const some = works.filter((work) => work.kind === kind)
        if (some.length > 0) followUps.add(await carryOut(db, reading, kind, some, handleBegin))
      }
    }
    running = null
  }
  const add = <T>(
    kind: Work['kind'],
    work: (tables: Tables) => Promise<T>,
    onCommitted: (value: T) => void = () => {},
  ) =>
    new Promise<T>((resolve, reject) => {
      const run = async (tables: Tables) => {
        const value = await work(tables)
        return () => {
          onCommitted(value)
          resolve(value)
        }
      }
      waiting.push({ kind, run, fail: reject })
      running ??= runAll()
    })

  return {
    transact: (work, onCommitted) => add('write', work, onCommitted),
    read: (work) => add('read', work),
    foreignWrites,
    close: async () => {
      while (running) await running
      await followUps.done()
      await db.destroy()
    },
  }
}

/** After anything was undone, or another process wrote. */
function forgetRead({ accounts, calls }: Reading): void {
  accounts.clear()
  calls.clear()
}

/** Never rejects: each work hears of its own failure, and of one of the commit. Returns those that were carried out. */
async function carryOut(
  db: Kysely<Database>,
  reading: Reading,
  kind: Work['kind'],
  works: readonly Work[],
  handleBegin: () => void,
): Promise<readonly Committed[]> {
  try {
    const transaction = db.transaction().setAccessMode(kind === 'read' ? 'read only' : 'read write')
    return await transaction.execute((tx) => {
      handleBegin()
      return runWorks(tx, reading, works)
    })
  } catch (error) {
    forgetRead(reading)
    for (const work of works) work.fail(error)
    return []
  }
}

async function runWorks(
  tx: Transaction<Database>,
  reading: Reading,
  works: readonly Work[],
): Promise<readonly Committed[]> {
  const { accounts, calls, prepared, runQuery } = reading
  const tables: Tables = {
    accounts: createAccountTable(tx, prepared, accounts),
    calls: createCallTable(tx, prepared, calls),
    invitations: createInvitationTable(tx),
    resets: createResetTable(tx),
    directoryKey: createDirectoryKeyTable(tx),
    relations: createRelationTable(tx, prepared),
    requests: createRequestTable(tx, prepared),
    passes: createPassTable(tx),
    administration: createAdministrationTable(tx, prepared),
  }
  const done: Committed[] = []
  for (const work of works) {
    const isWrite = work.kind === 'write'
    if (isWrite) await runQuery(tx, SAVEPOINT)
    try {
      const follow = await work.run(tables)
      done.push({ kind: work.kind, fail: work.fail, follow })
      if (isWrite) await runQuery(tx, RELEASE)
    } catch (error) {
      if (isWrite) await runQuery(tx, ROLL_BACK)
      forgetRead(reading)
      work.fail(error)
    }
  }
  return done
}

const SAVEPOINT = { sql: 'savepoint work', parameters: [] }
const RELEASE = { sql: 'release savepoint work', parameters: [] }
const ROLL_BACK = { sql: 'rollback to savepoint work', parameters: [] }
