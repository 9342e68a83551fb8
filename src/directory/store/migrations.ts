import { type Kysely, sql } from 'kysely'
import { fail, ok, type Result } from '../../contract/result.ts'
import { WHO_MAY_CALL } from './migration-who-may-call.ts'
import type { Database } from './schema.ts'

/** Each step once, in this order, for ever: a step that was released is never edited. Plain SQL of both databases. */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table directory_key (
      id integer primary key check (id = 1), host text not null, private_key text not null,
      created_at_ms bigint not null)`,
    `create table accounts (
      handle text primary key, display_name text not null, created_at_ms bigint not null)`,
    `create table device_lists (
      handle text not null references accounts (handle) on delete cascade, number integer not null,
      text text not null, signature text not null, primary key (handle, number))`,
    `create table policies (
      handle text primary key references accounts (handle) on delete cascade, revision bigint not null,
      is_calling_on integer not null)`,
    `create table invitations (
      code_hash text primary key, created_at_ms bigint not null, used_by text, used_at_ms bigint)`,
    `create table calls (
      call_id text primary key,
      caller text not null references accounts (handle) on delete cascade, caller_device text not null,
      callee text not null references accounts (handle) on delete cascade,
      invitation_text text not null, invitation_signature text not null, placed_at_ms bigint not null,
      state text not null, accept_text text, accept_signature text, answered_by text, answered_at_ms bigint,
      end_reason text, ended_at_ms bigint, declined_by text)`,
    'create index calls_by_caller on calls (caller, state)',
    'create index calls_by_callee on calls (callee, state)',
    'create index calls_by_end on calls (state, ended_at_ms)',
    `create table call_devices (
      call_id text not null references calls (call_id) on delete cascade, device text not null,
      acknowledged integer not null, primary key (call_id, device))`,
    'create index call_devices_by_device on call_devices (device, acknowledged)',
  ],
  // The newest ended calls of one account, without reading those of all others.
  ['drop index calls_by_callee', 'create index calls_by_callee on calls (callee, state, ended_at_ms)'],
  [
    `create table account_resets (
      handle text primary key references accounts (handle) on delete cascade, number integer not null,
      is_open integer not null, code_hash text not null, expires_at_ms bigint not null)`,
  ],
  WHO_MAY_CALL,
  // In which order an account's relations were stored, so that a device reads only what it does not know.
  [
    'alter table relations add column mark bigint not null default 0',
    'create index relations_by_mark on relations (owner, mark)',
  ],
  // Each index holds only what is looked for in it: a call that is placed, ended or acknowledged changes fewer pages.
  [
    'drop index calls_by_caller',
    'drop index calls_by_callee',
    'drop index calls_by_end',
    'drop index call_devices_by_device',
    "create index live_calls_by_caller on calls (caller) where state <> 'ended'",
    "create index live_calls_by_callee on calls (callee) where state <> 'ended'",
    "create index ended_calls_by_callee on calls (callee, ended_at_ms) where state = 'ended'",
    "create index ended_calls_by_time on calls (ended_at_ms) where state = 'ended'",
    'create index call_devices_to_tell on call_devices (device) where acknowledged = 0',
  ],
]

/** Brings the database to the newest schema, each step in a transaction of its own. */
export async function migrate(
  db: Kysely<Database>,
  nowMs: number,
): Promise<Result<null, { readonly kind: 'newer-version' }>> {
  await sql`create table if not exists schema_versions (number integer primary key, applied_at_ms bigint not null)`.execute(
    db,
  )
  const newest = await db
    .selectFrom('schema_versions')
    .select((column) => column.fn.max('number').as('number'))
    .executeTakeFirst()
  const applied = newest?.number ?? 0
  if (applied > MIGRATIONS.length) return fail({ kind: 'newer-version' })
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < applied) continue
    await db.transaction().execute(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
      await tx
        .insertInto('schema_versions')
        .values({ number: index + 1, applied_at_ms: nowMs })
        .execute()
    })
  }
  return ok(null)
}
