import type { Transaction } from 'kysely'
import { invariant } from '../../contract/result.ts'
import type { CallRecord, CallRecordState } from '../calls/call-record.ts'
import { KEEPING } from '../limits.ts'
import type { CallRow, Database } from './schema.ts'
import type { CallTable } from './store.ts'

export const createCallTable = (tx: Transaction<Database>): CallTable => ({
  find: async (callId) => {
    const row = await tx.selectFrom('calls').selectAll().where('call_id', '=', callId).executeTakeFirst()
    return row ? readRow(row) : null
  },
  findAll: async (callIds) => {
    if (callIds.length === 0) return []
    const rows = await tx.selectFrom('calls').selectAll().where('call_id', 'in', callIds).execute()
    return rows.map(readRow)
  },
  insert: async (record, devices) => {
    await tx
      .insertInto('calls')
      .values({
        call_id: record.callId,
        caller: record.caller,
        caller_device: record.callerDevice,
        callee: record.callee,
        invitation_text: record.invitation.text,
        invitation_signature: record.invitation.signature,
        placed_at_ms: record.placedAtMs,
        ...writeState(record.state),
      })
      .execute()
    for (const device of new Set(devices))
      await tx
        .insertInto('call_devices')
        .values({ call_id: record.callId, device, acknowledged: 0 })
        .execute()
  },
  saveState: async (record) => {
    await tx.updateTable('calls').set(writeState(record.state)).where('call_id', '=', record.callId).execute()
  },
  listLive: async () => {
    const rows = await tx.selectFrom('calls').selectAll().where('state', '!=', 'ended').execute()
    return rows.map(readRow)
  },
  listLiveOf: async (handle) => {
    const rows = await tx
      .selectFrom('calls')
      .selectAll()
      .where('state', '!=', 'ended')
      .where((is) => is.or([is('caller', '=', handle), is('callee', '=', handle)]))
      .orderBy('placed_at_ms')
      .execute()
    return rows.map(readRow)
  },
  listFor: async ({ device }) => {
    const rows = tx
      .selectFrom('calls')
      .innerJoin('call_devices', 'call_devices.call_id', 'calls.call_id')
      .selectAll('calls')
      .where('call_devices.device', '=', device)
      .where('call_devices.acknowledged', '=', 0)
    const live = await rows.where('calls.state', '!=', 'ended').orderBy('calls.placed_at_ms').execute()
    const ended = await rows
      .where('calls.state', '=', 'ended')
      .orderBy('calls.ended_at_ms', 'desc')
      .limit(KEEPING.endedCallsPerAccount)
      .execute()
    return [...live, ...ended].map(readRow)
  },
  acknowledge: async (device, callIds) => {
    if (callIds.length === 0) return
    await tx
      .updateTable('call_devices')
      .set({ acknowledged: 1 })
      .where('device', '=', device)
      .where('acknowledged', '=', 0)
      .where('call_id', 'in', callIds)
      .execute()
  },
  forgetEnded: async (beforeMs, acknowledgedBeforeMs) => {
    await tx
      .deleteFrom('calls')
      .where('state', '=', 'ended')
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
                  .where('call_devices.acknowledged', '=', 0),
              ),
            ),
          ]),
        ]),
      )
      .execute()
  },
  forgetBeyond: async (callee, keep) => {
    const rows = await tx
      .selectFrom('calls')
      .select('call_id')
      .where('callee', '=', callee)
      .where('state', '=', 'ended')
      .orderBy('ended_at_ms', 'desc')
      .limit(1_000)
      .offset(keep)
      .execute()
    if (rows.length === 0) return
    const ids = rows.map((row) => row.call_id)
    await tx.deleteFrom('calls').where('call_id', 'in', ids).execute()
  },
})

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
