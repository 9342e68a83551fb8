import type { Transaction } from 'kysely'
import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { AccountCache } from './account-cache.ts'
import { readPolicy, readSigned, writePolicy } from './policy-row.ts'
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
      policy: readPolicy(row),
      signedPolicy: readSigned(row),
      badge: row.badge,
      plan: row.plan,
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
    return new Map(rows.map((row) => [row.handle, readPolicy(row)]))
  },
  insert: async (account, atMs) => {
    const { handle, displayName, deviceLists, policy, signedPolicy, badge, plan } = account
    await tx
      .insertInto('accounts')
      .values({ handle, display_name: displayName, created_at_ms: atMs, badge, plan })
      .execute()
    await insertLists(tx, handle, deviceLists)
    await tx
      .insertInto('policies')
      .values({ handle, ...writePolicy(policy, signedPolicy) })
      .execute()
  },
  replace: async ({ handle, displayName, deviceLists, policy, signedPolicy }) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ display_name: displayName }).where('handle', '=', handle).execute()
    await tx.deleteFrom('device_lists').where('handle', '=', handle).execute()
    await insertLists(tx, handle, deviceLists)
    await updatePolicy(tx, handle, policy, signedPolicy)
  },
  setDisplayName: async (handle, displayName) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ display_name: displayName }).where('handle', '=', handle).execute()
  },
  setPolicy: async (handle, policy, signed) => {
    cache.forget(handle)
    await updatePolicy(tx, handle, policy, signed)
  },
  setBadge: async (handle, badge) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ badge }).where('handle', '=', handle).execute()
  },
  setPlan: async (handle, plan) => {
    cache.forget(handle)
    await tx.updateTable('accounts').set({ plan }).where('handle', '=', handle).execute()
  },
})

async function updatePolicy(
  tx: Transaction<Database>,
  handle: Handle,
  policy: CallingPolicy,
  signed: SignedStatement | null,
): Promise<void> {
  await tx.updateTable('policies').set(writePolicy(policy, signed)).where('handle', '=', handle).execute()
}

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
    .select(['accounts.display_name', 'accounts.badge', 'accounts.plan'])
    .selectAll('policies')
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
