import type { Transaction } from 'kysely'
import { RequestText } from '../../contract/call-request.ts'
import type { Handle } from '../../contract/ids.ts'
import type { RequestTable, StoredRequest } from './caller-tables.ts'
import { argument, type PreparedQueries } from './prepared-queries.ts'
import type { Database, RequestRow } from './schema.ts'

export const createRequestTable = (tx: Transaction<Database>, prepared: PreparedQueries): RequestTable => ({
  find: async (caller, callee) => {
    const build = () =>
      tx
        .selectFrom('call_requests')
        .selectAll()
        .where('caller', '=', argument<Handle>(0))
        .where('callee', '=', argument<Handle>(1))
    const [row] = await prepared.run(tx, 'request', build, [caller, callee])
    return row ? readRequest(row) : null
  },
  findPending: async (caller, callees, sinceMs) => {
    if (callees.length === 0) return new Set()
    const rows = await tx
      .selectFrom('call_requests')
      .select('callee')
      .where('caller', '=', caller)
      .where('state', '=', 'pending')
      .where('at_ms', '>', sinceMs)
      .where('callee', 'in', callees)
      .execute()
    return new Set(rows.map((row) => row.callee))
  },
  save: async ({ caller, callee, text, atMs, state }) => {
    const columns = { line: text, at_ms: atMs, state }
    await tx
      .insertInto('call_requests')
      .values({ caller, callee, ...columns })
      .onConflict((conflict) => conflict.columns(['caller', 'callee']).doUpdateSet(columns))
      .execute()
  },
  setState: async (caller, callee, state) => {
    await tx
      .updateTable('call_requests')
      .set({ state })
      .where('caller', '=', caller)
      .where('callee', '=', callee)
      .execute()
  },
  remove: async (caller, callee) => {
    const result = await tx
      .deleteFrom('call_requests')
      .where('caller', '=', caller)
      .where('callee', '=', callee)
      .executeTakeFirst()
    return result.numDeletedRows === 1n
  },
  listPending: async (callee, sinceMs, limit) => {
    const rows = await selectPending(tx, callee, sinceMs)
      .selectAll()
      .orderBy('at_ms', 'desc')
      .orderBy('caller')
      .limit(limit)
      .execute()
    return rows.map(readRequest)
  },
  countPending: async (callee, sinceMs) => {
    const row = await selectPending(tx, callee, sinceMs)
      .select((is) => is.fn.countAll<number>().as('count'))
      .executeTakeFirst()
    return Number(row?.count ?? 0)
  },
  listSent: async (caller, sinceMs, limit) => {
    const rows = await tx
      .selectFrom('call_requests')
      .selectAll()
      .where('caller', '=', caller)
      .where('at_ms', '>', sinceMs)
      .orderBy('at_ms', 'desc')
      .orderBy('callee')
      .limit(limit)
      .execute()
    return rows.map(readRequest)
  },
  listCounts: async (caller, sinceMs) => {
    const rows = await tx
      .selectFrom('call_request_counts')
      .select('at_ms')
      .where('caller', '=', caller)
      .where('at_ms', '>', sinceMs)
      .orderBy('at_ms')
      .execute()
    return rows.map((row) => row.at_ms)
  },
  addCount: async (caller, atMs) => {
    await tx.insertInto('call_request_counts').values({ caller, at_ms: atMs }).execute()
  },
  forget: async (requestsBeforeMs, countsBeforeMs) => {
    await tx.deleteFrom('call_requests').where('at_ms', '<=', requestsBeforeMs).execute()
    await tx.deleteFrom('call_request_counts').where('at_ms', '<=', countsBeforeMs).execute()
  },
  forgetOf: async (handle) => {
    await tx
      .deleteFrom('call_requests')
      .where((is) => is.or([is('caller', '=', handle), is('callee', '=', handle)]))
      .execute()
  },
})

const selectPending = (tx: Transaction<Database>, callee: Handle, sinceMs: number) =>
  tx
    .selectFrom('call_requests')
    .where('callee', '=', callee)
    .where('state', '=', 'pending')
    .where('at_ms', '>', sinceMs)

const readRequest = (row: RequestRow): StoredRequest => ({
  caller: row.caller,
  callee: row.callee,
  text: RequestText.parse(row.line),
  atMs: row.at_ms,
  state: row.state,
})
