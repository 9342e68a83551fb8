import type { Transaction } from 'kysely'
import type { Handle } from '../../contract/ids.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { AccountCache } from './account-cache.ts'
import { argument, type PreparedQueries } from './prepared-queries.ts'
import type { Database } from './schema.ts'
import type { AccountTable, DirectoryKeyTable, InvitationTable } from './store.ts'

export const createAccountTable = (
  tx: Transaction<Database>,
  prepared: PreparedQueries,
  cache: AccountCache,
): AccountTable => ({
  find: async (handle) => {
    const known = cache.get(handle)
    if (known) return known
    const [row] = await prepared.run(tx, 'account', () => selectAccount(tx), [handle])
    if (!row) return null
    const deviceLists = await prepared.run(tx, 'device lists', () => selectDeviceLists(tx), [handle])
    const account = {
      handle,
      displayName: row.display_name,
      deviceLists: deviceLists.map(({ text, signature }) => ({ text, signature })),
      policy: { revision: row.revision, isCallingOn: row.is_calling_on === 1 },
    }
    cache.put(account)
    return account
  },
  has: async (handle) => {
    const row = await tx
      .selectFrom('accounts')
      .select('handle')
      .where('handle', '=', handle)
      .executeTakeFirst()
    return row !== undefined
  },
  findPolicies: async (handles) => {
    if (handles.length === 0) return new Map()
    const rows = await tx.selectFrom('policies').selectAll().where('handle', 'in', handles).execute()
    return new Map(
      rows.map((row) => [row.handle, { revision: row.revision, isCallingOn: row.is_calling_on === 1 }]),
    )
  },
  insert: async (account, atMs) => {
    const { handle, displayName, deviceLists, policy } = account
    await tx
      .insertInto('accounts')
      .values({ handle, display_name: displayName, created_at_ms: atMs })
      .execute()
    await insertLists(tx, handle, deviceLists)
    await tx
      .insertInto('policies')
      .values({ handle, revision: policy.revision, is_calling_on: policy.isCallingOn ? 1 : 0 })
      .execute()
  },
  replace: async ({ handle, displayName, deviceLists, policy }) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ display_name: displayName }).where('handle', '=', handle).execute()
    await tx.deleteFrom('device_lists').where('handle', '=', handle).execute()
    await insertLists(tx, handle, deviceLists)
    await tx
      .updateTable('policies')
      .set({ revision: policy.revision, is_calling_on: policy.isCallingOn ? 1 : 0 })
      .where('handle', '=', handle)
      .execute()
  },
  setDisplayName: async (handle, displayName) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ display_name: displayName }).where('handle', '=', handle).execute()
  },
  setPolicy: async (handle, policy) => {
    cache.forget(handle)
    await tx
      .updateTable('policies')
      .set({ revision: policy.revision, is_calling_on: policy.isCallingOn ? 1 : 0 })
      .where('handle', '=', handle)
      .execute()
  },
})

async function insertLists(
  tx: Transaction<Database>,
  handle: Handle,
  deviceLists: readonly SignedStatement[],
): Promise<void> {
  for (const [index, { text, signature }] of deviceLists.entries())
    await tx
      .insertInto('device_lists')
      .values({ handle, number: index + 1, text, signature })
      .execute()
}

const selectAccount = (tx: Transaction<Database>) =>
  tx
    .selectFrom('accounts')
    .innerJoin('policies', 'policies.handle', 'accounts.handle')
    .select(['accounts.display_name', 'policies.revision', 'policies.is_calling_on'])
    .where('accounts.handle', '=', argument<Handle>(0))

const selectDeviceLists = (tx: Transaction<Database>) =>
  tx
    .selectFrom('device_lists')
    .select(['text', 'signature'])
    .where('handle', '=', argument<Handle>(0))
    .orderBy('number')

export const createInvitationTable = (tx: Transaction<Database>): InvitationTable => ({
  insert: async (codeHash, atMs) => {
    await tx
      .insertInto('invitations')
      .values({ code_hash: codeHash, created_at_ms: atMs, used_by: null, used_at_ms: null })
      .execute()
  },
  use: async (codeHash, by, atMs) => {
    const result = await tx
      .updateTable('invitations')
      .set({ used_by: by, used_at_ms: atMs })
      .where('code_hash', '=', codeHash)
      .where('used_by', 'is', null)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
})

export const createDirectoryKeyTable = (tx: Transaction<Database>): DirectoryKeyTable => ({
  find: async () => {
    const row = await tx.selectFrom('directory_key').select(['host', 'private_key']).executeTakeFirst()
    return row ? { host: row.host, privateKey: row.private_key } : null
  },
  insert: async ({ host, privateKey }, atMs) => {
    await tx
      .insertInto('directory_key')
      .values({ id: 1, host, private_key: privateKey, created_at_ms: atMs })
      .execute()
  },
})
