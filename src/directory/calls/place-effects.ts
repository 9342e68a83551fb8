import type { RingPassId } from '../../contract/call-request.ts'
import type { Reachability } from '../../contract/reachability.ts'
import { invariant } from '../../contract/result.ts'
import type { ReadTables, Tables } from '../store/store.ts'
import type { CallDesk } from './call-desk.ts'
import { type CallRecord, roleOf, type Viewer } from './call-record.ts'

/** Uses up what is good for one ring, where nothing else let this one in. */
export async function spend(
  { relations, requests, passes }: Tables,
  { callId, caller, callee, placedAtMs }: CallRecord,
  rule: Reachability['rule'],
  passId: RingPassId | null,
): Promise<void> {
  if (rule === 'granted-once') {
    await relations.spendGrant(callee, caller, callId)
    // The answer to it is used up: the caller may ask anew.
    await requests.remove(caller, callee)
  }
  if (rule === 'ring-pass') {
    invariant(passId !== null, 'a good pass was presented')
    await passes.use(callee, passId, caller, callId, placedAtMs)
  }
}

/**
 * Has both sides told of a call that was placed, and of what it used up. The answer says all of a ring to the device
 * that placed it, and the other devices of its account do not see it.
 */
export function tellPlaced(
  desk: CallDesk,
  placed: { readonly record: CallRecord; readonly call: unknown; readonly rule: Reachability['rule'] },
): void {
  const { bus } = desk.context
  const { record, rule } = placed
  const { caller, callee } = record
  // The caller's device must not see that anything was stored.
  if (placed.call === null) return bus.publish({ type: 'calls-changed', handle: callee, device: null })
  if (record.state.kind !== 'ringing') return void desk.take([record])
  desk.live.apply(record)
  bus.publish({ type: 'calls-changed', handle: callee, device: null })
  if (rule === 'ring-pass') bus.publish({ type: 'passes-changed', handle: callee, by: null })
  if (rule !== 'granted-once') return undefined
  bus.publish({ type: 'requests-changed', handle: caller })
  return bus.publish({ type: 'reachability-changed', handle: callee, to: caller })
}

/** Whether the call is one that its caller was never told of. Only one that was missed at once can be. */
export async function isUntold(tables: ReadTables, record: CallRecord, viewer: Viewer): Promise<boolean> {
  const { state, callId } = record
  if (state.kind !== 'ended' || state.reason !== 'offline' || roleOf(record, viewer) !== 'caller')
    return false
  return !(await tables.calls.isToldTo(callId, viewer.device))
}
