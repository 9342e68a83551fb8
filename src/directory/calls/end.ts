import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { Session } from '../sessions/sessions.ts'
import { type CallDesk, saveEnded } from './call-desk.ts'
import { callFor, isOverFor } from './call-snapshot.ts'
import { isUntold } from './place-effects.ts'
import { decideEnd, type EndWish } from './decide-end.ts'

/** Declines, cancels or hangs up. Of a call that is over it answers with the call as it is. */
export async function endCall(
  desk: CallDesk,
  session: Session,
  callId: CallId,
  wish: EndWish,
): Promise<Result<{ readonly call: DirectoryCall }, { readonly kind: 'no-such-call' }>> {
  const { store, clock } = desk.context
  const outcome = await store.transact(
    async (tables) => {
      const record = await tables.calls.find(callId)
      if (!record || (await isUntold(tables, record, session))) return null
      const decision = decideEnd(record, session, wish, clock.nowMs())
      if (decision.kind === 'no-such-call') return null
      const ended = decision.kind === 'ended' ? [await saveEnded(tables, decision.record)] : []
      const call = await callFor(desk, tables, ended[0] ?? record, session)
      invariant(call, 'who may end a call may see it')
      return { ended, call }
    },
    (committed) => desk.take(committed?.ended ?? []),
  )
  return outcome ? ok({ call: outcome.call }) : fail({ kind: 'no-such-call' })
}

/** Takes note of ended calls; those that ring or run stay. */
export async function acknowledgeCalls(
  { context: { store, bus } }: CallDesk,
  session: Session,
  callIds: readonly CallId[],
): Promise<void> {
  const count = await store.transact(async ({ calls }) => {
    const over: CallId[] = []
    for (const callId of new Set(callIds)) {
      const record = await calls.find(callId)
      if (record && isOverFor(record, session)) over.push(callId)
    }
    await calls.acknowledge(session.device, over)
    return over.length
  })
  // There may be more than one list held.
  if (count > 0) bus.publish({ type: 'calls-changed', handle: session.handle, device: session.device })
}
