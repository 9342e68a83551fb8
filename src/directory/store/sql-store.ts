import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'
import { createAccountTable, createDirectoryKeyTable, createInvitationTable } from './sql-accounts.ts'
import { createCallTable } from './sql-calls.ts'
import type { Store } from './store.ts'

/** The one store, over any database that Kysely speaks to. */
export function createSqlStore(db: Kysely<Database>): Store {
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other, in the order of the calls: the database's own lock does not promise an order. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => null)
    return mine
  }

  return {
    transact: (work, onCommitted) =>
      inTurn(async () => {
        const value = await db.transaction().execute((tx) =>
          work({
            accounts: createAccountTable(tx),
            calls: createCallTable(tx),
            invitations: createInvitationTable(tx),
            directoryKey: createDirectoryKeyTable(tx),
          }),
        )
        onCommitted?.(value)
        return value
      }),
    close: () => inTurn(() => db.destroy()),
  }
}
