import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'
import type { ResetTable } from './store.ts'

export const createResetTable = (tx: Transaction<Database>): ResetTable => ({
  open: async (handle, codeHash, expiresAtMs) => {
    const before = await tx
      .selectFrom('account_resets')
      .select('number')
      .where('handle', '=', handle)
      .executeTakeFirst()
    const values = { code_hash: codeHash, expires_at_ms: expiresAtMs, is_open: 1 } as const
    if (before)
      await tx
        .updateTable('account_resets')
        .set({ ...values, number: before.number + 1 })
        .where('handle', '=', handle)
        .execute()
    else
      await tx
        .insertInto('account_resets')
        .values({ ...values, handle, number: 1 })
        .execute()
  },
  isOpen: async (handle) => {
    const row = await tx
      .selectFrom('account_resets')
      .select('handle')
      .where('handle', '=', handle)
      .where('is_open', '=', 1)
      .executeTakeFirst()
    return row !== undefined
  },
  finish: async (handle, codeHash, atMs) => {
    const result = await tx
      .updateTable('account_resets')
      .set({ is_open: 0 })
      .where('handle', '=', handle)
      .where('code_hash', '=', codeHash)
      .where('expires_at_ms', '>', atMs)
      .where('is_open', '=', 1)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  list: async () => tx.selectFrom('account_resets').select(['handle', 'number']).execute(),
})
