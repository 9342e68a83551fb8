import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { PolicyStatement } from '../../contract/statements.ts'
import { isSamePolicy } from '../../domain/calling-policy.ts'
import { readOwn } from '../accounts/own-account.ts'
import type { SignedInDevice } from '../accounts/sign-in.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'
import type { Tables } from '../store/store.ts'
import { endRefused } from './end-refused.ts'
import { openOwnStatement } from './own-statement.ts'

/** What a device signed about who may ring its account. Revisions that are signed begin at 1. */
export function openPolicy(
  context: Pick<DirectoryContext, 'crypto' | 'scope'>,
  signed: SignedStatement,
  by: SignedInDevice,
): Result<CallingPolicy, BadStatement> {
  const opened = openOwnStatement(context, PolicyStatement, signed, by)
  if (!opened.ok) return opened
  return opened.value.policy.revision >= 1 ? ok(opened.value.policy) : fail(badStatement('content'))
}

/** Changes who may call, and ends the rings that the new policy refuses, in one transaction. */
export async function setPolicy(
  desk: CallDesk,
  session: Session,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'policy.set'>> {
  const { context } = desk
  const { store, bus, rates } = context
  const opened = openPolicy(context, signed, session)
  if (!opened.ok) return opened
  const policy = opened.value
  const refusal = await rates.take('account-changes', session.handle)
  if (refusal) return fail(refusal)
  const change = async (tables: Tables) => {
    const before = await tables.accounts.find(session.handle)
    invariant(before, 'who is signed in has an account')
    const isKnown = before.signedPolicy !== null && isSamePolicy(policy, before.policy)
    if (isKnown) return ok({ me: await readOwn(context, tables, session), ended: [] })
    // Of an account that never signed one, the first may have the same revision.
    const lowest = before.signedPolicy ? before.policy.revision + 1 : before.policy.revision
    if (policy.revision < lowest)
      return fail({ kind: 'older-revision' as const, current: before.signedPolicy })
    await tables.accounts.setPolicy(session.handle, policy, signed)
    const after = await tables.accounts.find(session.handle)
    invariant(after, 'the account is still there')
    const ended = await endRefused(context, tables, after)
    return ok({ me: await readOwn(context, tables, session), ended })
  }
  const outcome = await store.transact(change, (committed) =>
    desk.take(committed.ok ? committed.value.ended : []),
  )
  if (!outcome.ok) return outcome
  bus.publish({ type: 'account-changed', handle: session.handle, by: session.device })
  bus.publish({ type: 'reachability-changed', handle: session.handle, to: null })
  return ok(outcome.value.me)
}
