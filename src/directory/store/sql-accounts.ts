import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'
import type { AccountTable, DirectoryKeyTable, InvitationTable } from './store.ts'

export const createAccountTable = (tx: Transaction<Database>): AccountTable => ({
  find: async (handle) => {
    const row = await tx
      .selectFrom('accounts')
      .innerJoin('policies', 'policies.handle', 'accounts.handle')
      .select(['accounts.display_name', 'policies.revision', 'policies.is_calling_on'])
      .where('accounts.handle', '=', handle)
      .executeTakeFirst()
    if (!row) return null
    const deviceLists = await tx
      .selectFrom('device_lists')
      .select(['text', 'signature'])
      .where('handle', '=', handle)
      .orderBy('number')
      .execute()
    return {
      handle,
      displayName: row.display_name,
      deviceLists: deviceLists.map(({ text, signature }) => ({ text, signature })),
      policy: { revision: row.revision, isCallingOn: row.is_calling_on === 1 },
    }
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
    for (const [index, { text, signature }] of deviceLists.entries())
      await tx
        .insertInto('device_lists')
        .values({ handle, number: index + 1, text, signature })
        .execute()
    await tx
      .insertInto('policies')
      .values({ handle, revision: policy.revision, is_calling_on: policy.isCallingOn ? 1 : 0 })
      .execute()
  },
  setDisplayName: async (handle, displayName) => {
    await tx.updateTable('accounts').set({ display_name: displayName }).where('handle', '=', handle).execute()
  },
  setPolicy: async (handle, policy) => {
    await tx
      .updateTable('policies')
      .set({ revision: policy.revision, is_calling_on: policy.isCallingOn ? 1 : 0 })
      .where('handle', '=', handle)
      .execute()
  },
})

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
