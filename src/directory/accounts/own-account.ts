import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { OwnRecord } from '../../contract/directory/records.ts'
import type { DisplayName } from '../../contract/ids.ts'
import type { CallingPolicy } from '../../contract/reachability.ts'
import { fail, invariant, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { decideReachability } from '../../domain/reachability.ts'
import { type CallDesk, saveEnded } from '../calls/call-desk.ts'
import { type CallRecord, endRecord } from '../calls/call-record.ts'
import type { Session } from '../sessions/sessions.ts'
import type { Tables } from '../store/store.ts'
import { ownRecord } from './account.ts'

export async function setDisplayName(
  { context }: CallDesk,
  session: Session,
  displayName: DisplayName,
): Promise<HandlerResult<DirectoryContract, 'account.setDisplayName'>> {
  const refusal = await context.rates.take('account-changes', session.handle)
  if (refusal) return fail(refusal)
  const me = await context.store.transact(async (tables) => {
    await tables.accounts.setDisplayName(session.handle, displayName)
    return readOwn(tables, session)
  })
  context.bus.publish({ type: 'account-changed', handle: session.handle, by: session.device })
  return ok(me)
}

/** Changes who may call, and ends the rings that the new policy refuses, in one transaction. */
export async function setPolicy(
  desk: CallDesk,
  session: Session,
  policy: CallingPolicy,
): Promise<HandlerResult<DirectoryContract, 'policy.set'>> {
  const { store, bus, rates } = desk.context
  const refusal = await rates.take('account-changes', session.handle)
  if (refusal) return fail(refusal)
  const change = async (tables: Tables) => {
    const before = await readOwn(tables, session)
    const isSame =
      policy.revision === before.policy.revision && policy.isCallingOn === before.policy.isCallingOn
    if (isSame) return ok({ me: before, ended: [] })
    if (policy.revision <= before.policy.revision)
      return fail({ kind: 'older-revision' as const, current: before.policy })
    await tables.accounts.setPolicy(session.handle, policy)
    return ok({ me: await readOwn(tables, session), ended: await endRefused(desk, tables, session, policy) })
  }
  const outcome = await store.transact(change, (committed) =>
    desk.take(committed.ok ? committed.value.ended : []),
  )
  if (!outcome.ok) return outcome
  bus.publish({ type: 'account-changed', handle: session.handle, by: session.device })
  bus.publish({ type: 'reachability-changed', handle: session.handle })
  return ok(outcome.value.me)
}

async function endRefused(
  { context }: CallDesk,
  tables: Tables,
  session: Session,
  policy: CallingPolicy,
): Promise<readonly CallRecord[]> {
  const ended: CallRecord[] = []
  for (const record of await tables.calls.listLiveOf(session.handle)) {
    const { caller, callee, state } = record
    if (callee !== session.handle || state.kind !== 'ringing') continue
    if (decideReachability({ caller, callee, policy }).verdict === 'allowed') continue
    ended.push(await saveEnded(tables, endRecord(record, 'not-allowed', context.clock.nowMs())))
  }
  return ended
}

/** The account as its own device sees it. */
export async function readOwn(tables: Tables, session: Session): Promise<OwnRecord> {
  const account = await tables.accounts.find(session.handle)
  invariant(account, 'who is signed in has an account')
  return ownRecord(account, session.device)
}
