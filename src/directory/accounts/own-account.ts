import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { OwnRecord } from '../../contract/directory/records.ts'
import type { DisplayName } from '../../contract/ids.ts'
import { fail, invariant, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { readPlacingRefusal } from '../callers/decide-between.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import type { ReadTables } from '../store/store.ts'
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
    return readOwn(context, tables, session)
  })
  context.bus.publish({ type: 'account-changed', handle: session.handle, by: session.device })
  return ok(me)
}

/** The account as its own device sees it. */
export async function readOwn(
  context: DirectoryContext,
  tables: ReadTables,
  session: Session,
): Promise<OwnRecord> {
  const account = await tables.accounts.find(session.handle)
  invariant(account, 'who is signed in has an account')
  return ownRecord(account, session.device, await readPlacingRefusal(context, tables, account))
}
