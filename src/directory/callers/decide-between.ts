import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { RingPassSecret } from '../../contract/call-request.ts'
import type { CallId, Handle } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { Reachability } from '../../contract/reachability.ts'
import type { Relation } from '../../contract/relation.ts'
import { decideAvailability, isRolledOut, type Placing } from '../../domain/calling-policy.ts'
import { formatAddress } from '../../domain/handle.ts'
import {
  decidePlacingRefusal,
  decideReachability,
  type PlacingRefusal,
  type PresentedPass,
  type ReachabilityFacts,
} from '../../domain/reachability.ts'
import { NO_RELATION } from '../../domain/relation.ts'
import { decidePass, passIdOf } from '../../domain/ring-pass.ts'
import type { DirectoryContext } from '../context.ts'
import type { StoredRelation } from '../store/caller-tables.ts'
import type { StoredAccount, ReadTables } from '../store/store.ts'

type Context = Pick<DirectoryContext, 'scope' | 'crypto' | 'clock'>
type Caller = Pick<StoredAccount, 'handle' | 'badge' | 'plan'>
type Callee = Pick<StoredAccount, 'handle' | 'policy'>

export type RingFacts = {
  /** The secret of a pass that came with the ring. */
  readonly pass?: RingPassSecret | null
  /** A ring that goes on already: what it has used lets it in, and nobody else. */
  readonly callId?: CallId
}

/** Whether one account may ring another now: the one place that gathers what `decideReachability` asks for. */
export async function decideBetween(
  context: Context,
  tables: ReadTables,
  caller: Caller,
  callee: Callee,
  { pass = null, callId }: RingFacts = {},
): Promise<Reachability> {
  const nowMs = context.clock.nowMs()
  const placing = await tables.administration.placing()
  const stored = await tables.relations.find(callee.handle, caller.handle)
  const presented =
    callId === undefined
      ? await judgePass(context, tables, callee.handle, caller.handle, pass)
      : (await tables.passes.findByCall(callee.handle, callId))
        ? 'good'
        : 'none'
  const decide = (isAsked: boolean) =>
    decideReachability({
      caller: callerFacts(context, caller, placing),
      callee: { ...calleeFacts(callee, relationFor(stored, callId), nowMs), isAsked },
      placing: placing.rule,
      pass: presented,
    })
  const reachability = decide(false)
  // Asked of the database only where the answer depends on it.
  if (reachability.rule !== 'not-among') return reachability
  const request = await tables.requests.find(caller.handle, callee.handle)
  return decide(request?.state === 'pending' && request.atMs > nowMs - TIMES.requestMs)
}

/** The same for many callees at once, without a pass. */
export async function decideToMany(
  context: Context,
  tables: ReadTables,
  caller: Caller,
  policies: ReadonlyMap<Handle, CallingPolicy>,
): Promise<ReadonlyMap<Handle, Reachability>> {
  const nowMs = context.clock.nowMs()
  const handles = [...policies.keys()]
  const placing = await tables.administration.placing()
  const relations = await tables.relations.findOf(handles, caller.handle)
  const asked = await tables.requests.findPending(caller.handle, handles, nowMs - TIMES.requestMs)
  const facts = callerFacts(context, caller, placing)
  const decide = ([handle, policy]: readonly [Handle, CallingPolicy]) => {
    const relation = relationFor(relations.get(handle) ?? null)
    const callee = { ...calleeFacts({ handle, policy }, relation, nowMs), isAsked: asked.has(handle) }
    return decideReachability({ caller: facts, callee, placing: placing.rule, pass: 'none' })
  }
  return new Map([...policies].map((entry) => [entry[0], decide(entry)]))
}

/** Why the account may place no call at all. */
export async function readPlacingRefusal(
  context: Context,
  tables: ReadTables,
  account: Caller,
): Promise<PlacingRefusal | null> {
  const placing = await tables.administration.placing()
  return decidePlacingRefusal(callerFacts(context, account, placing), placing.rule)
}

const callerFacts = (
  { crypto, scope }: Context,
  { handle, badge, plan }: Caller,
  { rolloutPercent }: Placing,
): ReachabilityFacts['caller'] => ({
  handle,
  badge,
  plan,
  isRolledOut: isRolledOut(crypto.sha256(formatAddress(handle, scope.host)), rolloutPercent),
})

const calleeFacts = ({ handle, policy }: Callee, relation: Relation, nowMs: number) => ({
  handle,
  policy,
  availability: decideAvailability(policy, nowMs),
  relation,
})

function relationFor(stored: StoredRelation | null, callId?: CallId): Relation {
  if (!stored) return NO_RELATION
  if (callId !== undefined && stored.spentCall === callId) return { ...stored.relation, grant: 'once' }
  return stored.isGrantSpent || callId !== undefined ? { ...stored.relation, grant: 'none' } : stored.relation
}

async function judgePass(
  { crypto, clock }: Context,
  { passes }: ReadTables,
  owner: Handle,
  caller: Handle,
  secret: RingPassSecret | null,
): Promise<PresentedPass> {
  if (secret === null) return 'none'
  const known = await passes.find(owner, passIdOf(crypto, secret))
  return decidePass(
    secret,
    known ? { pass: known, isUnused: known.state.kind === 'unused' } : null,
    caller,
    clock.nowMs(),
  )
}
