import { sql, type Transaction } from 'kysely'
import type { CallId, DeviceId, Handle } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import type { CallRecord, CallRecordState } from '../calls/call-record.ts'
import { KEEPING } from '../limits.ts'
import type { CallCache } from './call-cache.ts'
import { argument, type PreparedQueries, rowOfArguments } from './prepared-queries.ts'
import type { CallRow, Database } from './schema.ts'
import type { CallTable } from './store.ts'

/**
 * Written into the text of a query: the indexes hold only the calls that are live, or only those that have ended, and
 * only what is not acknowledged. The database takes such an index where the query says the same, and not in a parameter.
 */
const ENDED = sql.lit('ended' as const)
const UNACKNOWLEDGED = sql.lit(0 as const)

export const createCallTable = (
  tx: Transaction<Database>,
  prepared: PreparedQueries,
  cache: CallCache,
): CallTable => ({
  find: async (callId) => {
    const known = cache.get(callId)
    if (known) return known
    const build = () => tx.selectFrom('calls').selectAll().where('call_id', '=', argument<CallId>(0))
    const [row] = await prepared.run(tx, 'call', build, [callId])
    return row ? readRow(row) : null
  },
  insert: async (record, devices) => {
    const row = writeRow(record)
    const buildCall = () => tx.insertInto('calls').values(rowOfArguments(row))
    await prepared.run(tx, 'new call', buildCall, Object.values(row))
    cache.put(record)
    const told = [...new Set(devices)]
    if (told.length === 0) return
    const build = () =>
      tx.insertInto('call_devices').values(
        told.map((_, index) => ({
          call_id: argument<CallId>(0),
          device: argument<DeviceId>(index + 1),
          acknowledged: 0,
        })),
      )
    await prepared.run(tx, `new call of ${told.length} devices`, build, [record.callId, ...told])
    for (const device of told) cache.addTo(device, record.callId)
  },
  saveState: async (record) => {
    const state = writeState(record.state)
    const build = () =>
      tx.updateTable('calls').set(rowOfArguments(state, 1)).where('call_id', '=', argument<CallId>(0))
    await prepared.run(tx, 'state of a call', build, [record.callId, ...Object.values(state)])
    cache.put(record)
  },
  listLive: async () => {
    const rows = await tx.selectFrom('calls').selectAll().where('state', '<>', ENDED).execute()
    return rows.map(readRow)
  },
  listLiveOf: async (handle) => {
    const build = () =>
      tx
        .selectFrom('calls')
        .selectAll()
        // With each side for itself, since each has an index of its own.
        .where((is) => {
          const isLive = is('state', '<>', ENDED)
          return is.or([
            is.and([is('caller', '=', argument<Handle>(0)), isLive]),
            is.and([is('callee', '=', argument<Handle>(0)), isLive]),
          ])
        })
        .orderBy('placed_at_ms')
    const rows = await prepared.run(tx, 'live calls of an account', build, [handle])
    return rows.map(readRow)
  },
  countRings: async (side, handle) => {
    const known = cache.ringsOf(side, handle)
    if (known) return known.length
    const build = () =>
      tx
        .selectFrom('calls')
        .select('call_id')
        .where(side, '=', argument<Handle>(0))
        .where('state', '<>', ENDED)
        .where('state', '=', 'ringing')
    const rows = await prepared.run(tx, `rings by ${side}`, build, [handle])
    cache.putRings(
      side,
      handle,
      rows.map((row) => row.call_id),
    )
    return rows.length
  },
  listFor: async ({ device }) => {
    const known = cache.listFor(device)
    if (known) return known
    const rows = await prepared.run(tx, 'calls for a device', () => selectFor(tx), [device])
    const calls = rows.map(readRow)
    cache.putList(device, calls)
    const live = calls.filter(({ state }) => state.kind !== 'ended')
    return calls.slice(0, live.length + KEEPING.endedCallsPerAccount)
  },
  isToldTo: async (callId, device) => {
    const build = () =>
      tx
        .selectFrom('call_devices')
        .select('device')
        .where('call_id', '=', argument<CallId>(0))
        .where('device', '=', argument<DeviceId>(1))
    return (await prepared.run(tx, 'is told', build, [callId, device])).length > 0
  },
  acknowledge: async (device, callIds) => {
    const build = () =>
      tx
        .updateTable('call_devices')
        .set({ acknowledged: 1 })
        .where('call_id', '=', argument<CallId>(0))
        .where('device', '=', argument<DeviceId>(1))
        .where('acknowledged', '=', UNACKNOWLEDGED)
    for (const callId of callIds) {
      await prepared.run(tx, 'acknowledged', build, [callId, device])
      cache.takeFrom(device, callId)
    }
  },
  forgetEnded: async (beforeMs, acknowledgedBeforeMs) => {
    cache.clear()
    await tx
      .deleteFrom('calls')
      .where('state', '=', ENDED)
      .where((is) =>
        is.or([
          is('ended_at_ms', '<', beforeMs),
          is.and([
            is('ended_at_ms', '<', acknowledgedBeforeMs),
            is.not(
              is.exists(
                is
                  .selectFrom('call_devices')
                  .select('call_devices.call_id')
                  .whereRef('call_devices.call_id', '=', 'calls.call_id')
                  .where('call_devices.acknowledged', '=', UNACKNOWLEDGED),
              ),
            ),
          ]),
        ]),
      )
      .execute()
  },
  forgetBeyond: async (callee, keep) => {
    const build = () =>
      tx
        .selectFrom('calls')
        .select('call_id')
        .where('callee', '=', argument<Handle>(0))
        .where('state', '=', ENDED)
        .orderBy('ended_at_ms', 'desc')
        .limit(1_000)
        .offset(argument<number>(1))
    const rows = await prepared.run(tx, 'calls beyond', build, [callee, keep])
    if (rows.length === 0) return
    cache.clear()
    const ids = rows.map((row) => row.call_id)
    await tx.deleteFrom('calls').where('call_id', 'in', ids).execute()
  },
})

/** Live calls first, oldest first; then ended ones, newest first. */
const selectFor = (tx: Transaction<Database>) =>
  tx
    .selectFrom('calls')
    .innerJoin('call_devices', 'call_devices.call_id', 'calls.call_id')
    .selectAll('calls')
    .where('call_devices.device', '=', argument<DeviceId>(0))
    .where('call_devices.acknowledged', '=', UNACKNOWLEDGED)
    // By no index of the calls: one over all ended calls of everybody would be read to its end.
    .orderBy(sql`case when calls.state = 'ended' then 1 else 0 end`)
    .orderBy(sql`case when calls.state = 'ended' then -calls.ended_at_ms else calls.placed_at_ms end`)
    .limit(2 * KEEPING.endedCallsPerAccount)

type StateColumns = Pick<
  CallRow,
  | 'state'
  | 'accept_text'
  | 'accept_signature'
  | 'answered_by'
  | 'answered_at_ms'
  | 'end_reason'
  | 'ended_at_ms'
  | 'declined_by'
>

const writeRow = (record: CallRecord): CallRow => ({
  call_id: record.callId,
  caller: record.caller,
  caller_device: record.callerDevice,
  callee: record.callee,
  invitation_text: record.invitation.text,
  invitation_signature: record.invitation.signature,
  placed_at_ms: record.placedAtMs,
  ...writeState(record.state),
})

function writeState(state: CallRecordState): StateColumns {
  const answer = state.kind === 'answered' ? state : state.kind === 'ended' ? state.answer : null
  return {
    state: state.kind,
    accept_text: answer?.accept.text ?? null,
    accept_signature: answer?.accept.signature ?? null,
    answered_by: answer?.device ?? null,
    answered_at_ms: answer?.atMs ?? null,
    end_reason: state.kind === 'ended' ? state.reason : null,
    ended_at_ms: state.kind === 'ended' ? state.atMs : null,
    declined_by: state.kind === 'ended' ? state.declinedBy : null,
  }
}

function readState(row: CallRow): CallRecordState {
  const { accept_text: text, accept_signature: signature, answered_by: device, answered_at_ms: atMs } = row
  const answer =
    text !== null && signature !== null && device !== null && atMs !== null
      ? { accept: { text, signature }, device, atMs }
      : null
  if (row.state === 'ringing') return { kind: 'ringing' }
  if (row.state === 'answered') {
    invariant(answer, 'an answered call has its answer')
    return { kind: 'answered', ...answer }
  }
  invariant(row.end_reason !== null && row.ended_at_ms !== null, 'an ended call has its reason and time')
  return {
    kind: 'ended',
    reason: row.end_reason,
    atMs: row.ended_at_ms,
    answer,
    declinedBy: row.declined_by,
  }
}

const readRow = (row: CallRow): CallRecord => ({
  callId: row.call_id,
  caller: row.caller,
  callerDevice: row.caller_device,
  callee: row.callee,
  invitation: { text: row.invitation_text, signature: row.invitation_signature },
  placedAtMs: row.placed_at_ms,
  state: readState(row),
})
