import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, invariant, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { accountRecord } from '../accounts/account.ts'
import type { DirectoryContext } from '../context.ts'
import { standingOf } from '../presence/presence.ts'
import type { Session } from '../sessions/sessions.ts'

/** An account as the asker may see it. Whether an exact handle exists is public. */
export async function lookUp(
  context: DirectoryContext,
  session: Session,
  handle: Handle,
): Promise<HandlerResult<DirectoryContract, 'person.lookUp'>> {
  return context.store.read(async (tables) => {
    const account = await tables.accounts.find(handle)
    if (!account) return fail({ kind: 'not-found' })
    const asker = await tables.accounts.find(session.handle)
    invariant(asker, 'who is signed in has an account')
    const { presence, reachability } = await standingOf(context, tables, asker, account)
    return ok({ ...accountRecord(context, account), presence, reachability })
  })
}
