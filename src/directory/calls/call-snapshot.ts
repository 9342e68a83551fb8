import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { DeviceId, Handle } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import { accountRecord } from '../accounts/account.ts'
import { KEEPING } from '../limits.ts'
import type { ReadTables } from '../store/store.ts'
import { type CallRecord, roleOf, stateFor, type Viewer } from './call-record.ts'
import type { CallDesk } from './call-desk.ts'

/** One call as a device may see it, or null where it is none of its own. */
export async function callFor(
  desk: CallDesk,
  tables: ReadTables,
  record: CallRecord,
  viewer: Viewer,
): Promise<DirectoryCall | null> {
  const role = roleOf(record, viewer)
  if (!role) return null
  const peer = await tables.accounts.find(role === 'caller' ? record.callee : record.caller)
  invariant(peer, 'both accounts of a call are there')
  return {
    callId: record.callId,
    role,
    invitation: record.invitation,
    peer: accountRecord(desk.context, peer),
    placedAtMs: record.placedAtMs,
    state: stateFor(record, viewer, isPeerPresent(desk, record, viewer)),
  }
}

/** All that a device is to know of its calls, as far as one frame holds: live ones first, then the newest ended. */
export async function callsFor(
  desk: CallDesk,
  tables: ReadTables,
  viewer: Viewer,
  maxBytes: number = KEEPING.callsFrameBytes,
): Promise<DirectoryCall[]> {
  const calls: DirectoryCall[] = []
  let bytes = 0
  for (const record of await tables.calls.listFor(viewer)) {
    const call = await callFor(desk, tables, record, viewer)
    if (!call) continue
    bytes += Buffer.byteLength(JSON.stringify(call)) + 1
    // What does not fit is told once these are acknowledged.
    if (bytes > maxBytes) break
    calls.push(call)
  }
  return calls
}

function isPeerPresent(desk: CallDesk, record: CallRecord, viewer: Viewer): boolean {
  const call = desk.live.find(record.callId)
  if (call?.kind !== 'answered') return true
  const peer = call.sides.find((side) => side.device !== viewer.device)
  return peer ? call.leases.isPresent(peer.device) : true
}

/** The devices that are told of a call: the one that places it, and all of the callee. */
export const devicesToTell = (
  callerDevice: DeviceId,
  calleeDevices: readonly { readonly id: DeviceId }[],
): readonly DeviceId[] => [callerDevice, ...calleeDevices.map(({ id }) => id)]

/** Whether the call is over as this device sees it, so that it may be acknowledged. */
export const isOverFor = (record: CallRecord, viewer: { handle: Handle; device: DeviceId }): boolean =>
  roleOf(record, viewer) !== null && stateFor(record, viewer, true).kind === 'ended'
