import type { Handle } from '../../contract/ids.ts'
import { saveEnded } from '../calls/call-desk.ts'
import { type CallRecord, endRecord } from '../calls/call-record.ts'
import type { DirectoryContext } from '../context.ts'
import type { StoredAccount, Tables } from '../store/store.ts'
import { decideBetween } from './decide-between.ts'

/** Ends the rings to an account that its policy and relations, as they are now, do not let through any more. */
export async function endRefused(
  context: DirectoryContext,
  tables: Tables,
  callee: StoredAccount,
  callers?: ReadonlySet<Handle>,
): Promise<readonly CallRecord[]> {
  const ended: CallRecord[] = []
  const reason = callee.policy.disclosure === 'plain' ? 'not-allowed-untold' : 'not-allowed'
  for (const record of await tables.calls.listLiveOf(callee.handle)) {
    if (record.callee !== callee.handle || record.state.kind !== 'ringing') continue
    if (callers && !callers.has(record.caller)) continue
    const caller = await tables.accounts.find(record.caller)
    if (!caller) continue
    const { callId } = record
    const { verdict } = await decideBetween(context, tables, caller, callee, { callId })
    if (verdict === 'allowed') continue
    ended.push(await saveEnded(tables, endRecord(record, reason, context.clock.nowMs())))
  }
  return ended
}
