import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { fail, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { readOwn } from '../accounts/own-account.ts'
import { checkSignIn } from '../accounts/sign-in.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import { callsFor } from '../calls/call-snapshot.ts'
import { eventsForJoiner } from '../calls/escrow.ts'
import { isNewsOfRequests, readRequests } from '../callers/requests-record.ts'
import { KEEPING } from '../limits.ts'
import type { Connection } from './connection.ts'

/**
 * Signs a device in on this socket. It counts as online before its calls are read, so a call that is placed in between
 * either stands in the answer or comes as an event after it.
 */
export async function signIn(
  desk: CallDesk,
  connection: Connection,
  statement: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'session.signIn'>> {
  const { context } = desk
  const challenge = connection.takeChallenge()
  if (connection.session()) return fail({ kind: 'not-allowed' })
  const refusal = await context.rates.take('sign-ins', connection.addressKey)
  if (refusal) return fail(refusal)
  const checked = await context.store.read((tables) => checkSignIn(context, statement, challenge, tables))
  if (!checked.ok) return checked
  if (!connection.isOpen() || connection.session()) return fail({ kind: 'not-allowed' })

  const session = connection.startSession(checked.value)
  context.sessions.add(session)
  for (const event of eventsForJoiner(desk, session)) session.outbox.add({ kind: 'event', event })
  const { handle } = session
  const { isWhole, ...answer } = await context.store.read(async (tables) => {
    const requests = await readRequests(context, tables, handle, KEEPING.signInRequestsBytes)
    isNewsOfRequests(session, requests.record)
    return {
      me: await readOwn(context, tables, session),
      calls: await callsFor(desk, tables, session, KEEPING.signInCallsBytes),
      requests: requests.record,
      isWhole: requests.isWhole,
      relationsMark: await tables.relations.mark(handle),
      directoryTimeMs: context.clock.nowMs(),
      stun: context.stun(),
    }
  })
  // What did not fit beside the calls follows in a frame of its own.
  if (!isWhole) context.bus.publish({ type: 'requests-changed', handle })
  // The answer leaves in this turn of the loop, the first event in a later one.
  setImmediate(() => session.outbox.open())
  return ok(answer)
}
