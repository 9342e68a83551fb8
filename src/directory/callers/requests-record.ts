import type { ReceivedRequest, RequestsRecord } from '../../contract/directory/records.ts'
import type { Handle } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { accountRecord } from '../accounts/account.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import type { ReadTables } from '../store/store.ts'
import { seenState } from './requests.ts'

/** All that concerns an account, as far as `maxBytes` of a frame hold it; `isWhole` is false where there is more. */
export async function readRequests(
  context: DirectoryContext,
  tables: ReadTables,
  handle: Handle,
  maxBytes: number,
): Promise<{ readonly record: RequestsRecord; readonly isWhole: boolean }> {
  const sinceMs = context.clock.nowMs() - TIMES.requestMs
  const sent: RequestsRecord['sent'] = []
  for (const request of await tables.requests.listSent(handle, sinceMs, LIMITS.requestsPerCallee)) {
    const callee = await tables.accounts.find(request.callee)
    if (callee) sent.push({ to: request.callee, atMs: request.atMs, state: seenState(request, callee) })
  }
  const received: ReceivedRequest[] = []
  let bytes = Buffer.byteLength(JSON.stringify(sent))
  for (const request of await tables.requests.listPending(handle, sinceMs, LIMITS.requestsPerCallee)) {
    const caller = await tables.accounts.find(request.caller)
    if (!caller) continue
    const one = { from: accountRecord(context, caller), text: request.text, atMs: request.atMs }
    bytes += Buffer.byteLength(JSON.stringify(one)) + 1
    if (bytes > maxBytes) return { record: { received, sent }, isWhole: false }
    received.push(one)
  }
  return { record: { received, sent }, isWhole: true }
}

/** What each device was told last of its requests. */
const told = new WeakMap<Session, string>()

/**
 * Whether it says something that the device has not been told. What its callee does not show must not show in an event
 * that says nothing new either.
 */
export function isNewsOfRequests(session: Session, { received, sent }: RequestsRecord): boolean {
  const words = JSON.stringify([received.map(({ from, atMs }) => [from.handle, atMs]), sent])
  if (told.get(session) === words) return false
  told.set(session, words)
  return true
}
