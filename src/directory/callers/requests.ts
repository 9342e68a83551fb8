import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import type { Reachability, RefusingRule } from '../../contract/reachability.ts'
import { fail, invariant, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { cleanName } from '../../domain/display-name.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import type { StoredRequest } from '../store/caller-tables.ts'
import type { StoredAccount, Tables } from '../store/store.ts'
import { decideBetween, readPlacingRefusal } from './decide-between.ts'

type SendResult = HandlerResult<DirectoryContract, 'request.send'>

/** Asks somebody to be allowed to ring. */
export async function sendRequest(
  context: DirectoryContext,
  session: Session,
  to: Handle,
  typed: string,
): Promise<SendResult> {
  const { store, rates, bus } = context
  const refusal = await rates.take('account-changes', session.handle)
  if (refusal) return fail(refusal)
  const text = cleanName(typed, LIMITS.requestTextMaxChars)
  const sent = await store.transact(async (tables) => {
    const judged = await judgeRequest(context, tables, session, to)
    if (!judged.ok) return judged
    await tables.requests.save({ caller: session.handle, callee: to, text, ...judged.value })
    return judged
  })
  if (!sent.ok) return sent
  bus.publish({ type: 'requests-changed', handle: session.handle })
  if (sent.value.state === 'pending') {
    bus.publish({ type: 'requests-changed', handle: to })
    bus.publish({ type: 'reachability-changed', handle: to, to: session.handle })
  }
  return ok({})
}

type Judged = { readonly ok: true; readonly value: Pick<StoredRequest, 'atMs' | 'state'> }

/** Whether a request waits for its callee, only seems to, or is refused with the reason. Counts it where it may be. */
async function judgeRequest(
  context: DirectoryContext,
  tables: Tables,
  { handle }: Session,
  to: Handle,
): Promise<Judged | Exclude<SendResult, { ok: true }>> {
  const { accounts, requests } = tables
  const caller = await accounts.find(handle)
  invariant(caller, 'who is signed in has an account')
  const callee = await accounts.find(to)
  if (!callee) return fail({ kind: 'not-found' })
  if (to === handle) return fail({ kind: 'not-allowed', rule: 'self' })
  const placingRefusal = await readPlacingRefusal(context, tables, caller)
  if (placingRefusal) return fail({ kind: 'not-allowed', rule: placingRefusal })

  const atMs = context.clock.nowMs()
  const before = await requests.find(handle, to)
  if (before && atMs - before.atMs < TIMES.requestMs && seenState(before, callee) === 'pending')
    return fail({ kind: 'already-pending' })
  const counts = await requests.listCounts(handle, atMs - KEEPING.requestWindowMs)
  const [oldest] = counts
  if (oldest !== undefined && counts.length >= KEEPING.requestsPerWindow)
    return fail({ kind: 'too-many-requests', retryAfterMs: oldest + KEEPING.requestWindowMs - atMs })
  await requests.forget(atMs - TIMES.requestMs, atMs - KEEPING.requestWindowMs)
  await requests.addCount(handle, atMs)
  return decideRequest(context, tables, caller, callee, atMs)
}

/** The refusals that an answer would not change. */
const FINAL_RULES: ReadonlySet<RefusingRule> = new Set(['calling-switched-off', 'blocked', 'never'])

async function decideRequest(
  context: DirectoryContext,
  tables: Tables,
  caller: StoredAccount,
  callee: StoredAccount,
  atMs: number,
): Promise<Judged | Exclude<SendResult, { ok: true }>> {
  const isPlain = callee.policy.disclosure === 'plain'
  const sinceMs = atMs - TIMES.requestMs
  const withheld: Judged = ok({ atMs, state: 'withheld' })
  const why = whyNot(await decideBetween(context, tables, caller, callee))
  // Who shows no reasons gives none here either: the caller sees a request that waits.
  if (why) return isPlain ? withheld : fail(why)
  if ((await tables.requests.countPending(callee.handle, sinceMs)) >= LIMITS.requestsPerCallee)
    return isPlain ? withheld : fail({ kind: 'rate-limited', retryAfterMs: KEEPING.requestWindowMs })
  return ok({ atMs, state: 'pending' })
}

function whyNot(
  reachability: Reachability,
):
  | { readonly kind: 'already-allowed' }
  | { readonly kind: 'not-allowed'; readonly rule: RefusingRule }
  | null {
  if (reachability.verdict === 'allowed') return { kind: 'already-allowed' }
  return FINAL_RULES.has(reachability.rule) ? { kind: 'not-allowed', rule: reachability.rule } : null
}

/** A request's state as far as its caller may know it. */
export function seenState(
  { state }: StoredRequest,
  callee: Pick<StoredAccount, 'policy'>,
): 'pending' | 'once' | 'always' | 'never' {
  return state === 'withheld' || callee.policy.disclosure === 'plain' ? 'pending' : state
}

/** Takes a request back; whether there was one makes no difference to the answer. */
export async function withdrawRequest(
  { store, rates, bus }: DirectoryContext,
  { handle }: Session,
  to: Handle,
): Promise<HandlerResult<DirectoryContract, 'request.withdraw'>> {
  const refusal = await rates.take('account-changes', handle)
  if (refusal) return fail(refusal)
  const removed = await store.transact(async ({ requests }) => {
    const request = await requests.find(handle, to)
    return (await requests.remove(handle, to)) ? request : null
  })
  if (!removed) return ok({})
  bus.publish({ type: 'requests-changed', handle })
  if (removed.state === 'pending') {
    bus.publish({ type: 'requests-changed', handle: to })
    bus.publish({ type: 'reachability-changed', handle: to, to: handle })
  }
  return ok({})
}
