import type { Transaction } from 'kysely'
import type { RingPassState } from '../../contract/call-request.ts'
import type { Handle } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import type { PassTable, StoredPass } from './caller-tables.ts'
import type { Database, PassRow } from './schema.ts'

export const createPassTable = (tx: Transaction<Database>): PassTable => ({
  find: async (owner, passId) => {
    const row = await tx
      .selectFrom('ring_passes')
      .selectAll()
      .where('owner', '=', owner)
      .where('pass_id', '=', passId)
      .executeTakeFirst()
    return row ? readPass(row) : null
  },
  findByCall: async (owner, callId) => {
    const row = await tx
      .selectFrom('ring_passes')
      .selectAll()
      .where('owner', '=', owner)
      .where('used_call', '=', callId)
      .executeTakeFirst()
    return row ? readPass(row) : null
  },
  insert: async ({ handle, passId, forHandle, expiresAtMs }, signed, madeAtMs) => {
    await tx
      .insertInto('ring_passes')
      .values({
        owner: handle,
        pass_id: passId,
        for_handle: forHandle,
        made_at_ms: madeAtMs,
        expires_at_ms: expiresAtMs,
        state: 'unused',
        used_by: null,
        used_at_ms: null,
        used_call: null,
        statement_text: signed.text,
        statement_signature: signed.signature,
      })
      .execute()
  },
  use: async (owner, passId, by, callId, atMs) => {
    const result = await tx
      .updateTable('ring_passes')
      .set({ state: 'used', used_by: by, used_at_ms: atMs, used_call: callId })
      .where('owner', '=', owner)
      .where('pass_id', '=', passId)
      .where('state', '=', 'unused')
      .executeTakeFirst()
    invariant(result.numUpdatedRows === 1n, 'a pass is used once')
  },
  revoke: async (owner, passId) => {
    const result = await tx
      .updateTable('ring_passes')
      .set({ state: 'revoked' })
      .where('owner', '=', owner)
      .where('pass_id', '=', passId)
      .where('state', '=', 'unused')
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  },
  list: async (owner, nowMs, limit) => {
    const rows = await tx
      .selectFrom('ring_passes')
      .selectAll()
      .where('owner', '=', owner)
      .where('expires_at_ms', '>', nowMs)
      .orderBy('made_at_ms', 'desc')
      .orderBy('pass_id')
      .limit(limit)
      .execute()
    return rows.map(readPass)
  },
  countUnused: async (owner, nowMs) => {
    const row = await tx
      .selectFrom('ring_passes')
      .select((is) => is.fn.countAll<number>().as('count'))
      .where('owner', '=', owner)
      .where('expires_at_ms', '>', nowMs)
      .where('state', '=', 'unused')
      .executeTakeFirst()
    return Number(row?.count ?? 0)
  },
  forget: async (owner, nowMs, keep) => {
    await tx
      .deleteFrom('ring_passes')
      .where('owner', '=', owner)
      .where('expires_at_ms', '<=', nowMs)
      .execute()
    await forgetBeyond(tx, owner, keep)
  },
  forgetOf: async (owner) => {
    await tx.deleteFrom('ring_passes').where('owner', '=', owner).execute()
  },
})

async function forgetBeyond(tx: Transaction<Database>, owner: Handle, keep: number): Promise<void> {
  const over = await tx
    .selectFrom('ring_passes')
    .select('pass_id')
    .where('owner', '=', owner)
    .where('state', '!=', 'unused')
    .orderBy('made_at_ms', 'desc')
    .limit(1_000)
    .offset(keep)
    .execute()
  if (over.length === 0) return
  const ids = over.map((row) => row.pass_id)
  await tx.deleteFrom('ring_passes').where('owner', '=', owner).where('pass_id', 'in', ids).execute()
}

const readPass = (row: PassRow): StoredPass => ({
  passId: row.pass_id,
  forHandle: row.for_handle,
  expiresAtMs: row.expires_at_ms,
  state: readState(row),
  usedCall: row.used_call,
  signed: { text: row.statement_text, signature: row.statement_signature },
})

function readState({ state, used_by: by, used_at_ms: atMs }: PassRow): RingPassState {
  if (state !== 'used') return { kind: state }
  invariant(by !== null && atMs !== null, 'a used pass has its user and time')
  return { kind: 'used', by, atMs }
}
