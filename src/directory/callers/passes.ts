import type { RingPassId } from '../../contract/call-request.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { fail, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { RingPassStatement } from '../../contract/statements.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import { badStatement } from '../statement-check.ts'
import { openOwnStatement } from './own-statement.ts'

/** Stores a ring pass as its maker's device signed it; the secret never comes here before it is used. */
export async function makePass(
  context: DirectoryContext,
  session: Session,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'pass.make'>> {
  const { store, rates, bus, clock } = context
  const opened = openOwnStatement(context, RingPassStatement, signed, session)
  if (!opened.ok) return opened
  const pass = opened.value
  const { handle } = session
  const leftMs = pass.expiresAtMs - clock.nowMs()
  const isSound = leftMs > 0 && leftMs <= TIMES.passMs + KEEPING.clockSkewMs && pass.forHandle !== handle
  if (!isSound) return fail(badStatement('content'))
  const refusal = await rates.take('account-changes', handle)
  if (refusal) return fail(refusal)
  const made = await store.transact(async ({ passes }) => {
    const nowMs = clock.nowMs()
    await passes.forget(handle, nowMs, LIMITS.passesPerAccount)
    const known = await passes.find(handle, pass.passId)
    // The same again, because the answer was lost.
    if (known) return known.signed.text === signed.text ? ok({}) : fail(badStatement('content'))
    if ((await passes.countUnused(handle, nowMs)) >= LIMITS.passesPerAccount)
      return fail({ kind: 'too-many-passes' as const })
    await passes.insert(pass, signed, nowMs)
    return ok({})
  })
  if (made.ok) bus.publish({ type: 'passes-changed', handle, by: session.device })
  return made
}

export async function revokePass(
  { store, rates, bus }: DirectoryContext,
  { handle, device }: Session,
  passId: RingPassId,
): Promise<HandlerResult<DirectoryContract, 'pass.revoke'>> {
  const refusal = await rates.take('account-changes', handle)
  if (refusal) return fail(refusal)
  const isRevoked = await store.transact(({ passes }) => passes.revoke(handle, passId))
  if (isRevoked) bus.publish({ type: 'passes-changed', handle, by: device })
  return ok({})
}

export async function listPasses(
  { store, clock }: DirectoryContext,
  { handle }: Session,
): Promise<HandlerResult<DirectoryContract, 'pass.list'>> {
  const passes = await store.read((tables) =>
    tables.passes.list(handle, clock.nowMs(), LIMITS.passesPerAccount),
  )
  return ok({ passes: passes.map(({ signed, state }) => ({ statement: signed, state })) })
}
