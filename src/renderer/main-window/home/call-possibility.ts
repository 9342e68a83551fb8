import type { SentRequest } from '../../../contract/call-request.ts'
import type {
  CallsSnapshot,
  ConnectionSnapshot,
  MeSnapshot,
  PersonRow,
} from '../../../contract/bridge/snapshots.ts'
import type { RefusingRule } from '../../../contract/reachability.ts'

export type CallObstacle = RefusingRule | 'offline' | 'in-a-call' | 'changed-key'

export type CallFacts = {
  readonly connection: ConnectionSnapshot
  readonly calls: CallsSnapshot
  readonly placingRefusal: NonNullable<MeSnapshot>['placingRefusal']
  readonly sent: readonly Pick<SentRequest, 'to' | 'state'>[]
  /** Whose ring pass the dial field holds. */
  readonly passFrom: PersonRow['handle'] | null
}

type Callee = Pick<PersonRow, 'handle' | 'reachability' | 'hasChangedKey'>

/** Refusals of those whom nothing lets in: a ring pass does, and asking may. */
const UNINVITED: ReadonlySet<RefusingRule> = new Set([
  'not-among',
  'not-available',
  'ring-pass-refused',
  'request-pending',
])

/**
 * Why a call to this person can't be placed now, or null. The nearest cause that I can change comes first. Where the
 * directory has not said yet whether I may, the ring itself is the question.
 */
export function decideCallObstacle(person: Callee, facts: CallFacts): CallObstacle | null {
  const { connection, calls, placingRefusal, sent, passFrom } = facts
  if (isInCall(calls)) return 'in-a-call'
  if (connection.kind === 'offline' || connection.kind === 'none') return 'offline'
  if (person.hasChangedKey) return 'changed-key'
  if (placingRefusal !== null) return placingRefusal
  const { reachability } = person
  if (reachability.verdict !== 'refused') return null
  if (!UNINVITED.has(reachability.rule)) return reachability.rule
  if (passFrom === person.handle) return null
  const hasAsked = sent.some(({ to, state }) => to === person.handle && state === 'pending')
  return hasAsked ? 'request-pending' : reachability.rule
}

/** What a person can do about it. */
export type NextStep =
  | 'ask'
  | 'withdraw'
  | 'wait'
  | 'another-way'
  | 'another-person'
  | 'administrator'
  | 'subscribe'
  | 'get-badge'
  | 'reconnect'
  | 'show-call'
  | 'check-key'

export const NEXT_STEPS = {
  self: 'another-person',
  'not-rolled-out': 'administrator',
  'placing-verified': 'get-badge',
  'placing-subscribers': 'subscribe',
  'calling-switched-off': 'another-way',
  blocked: 'another-way',
  never: 'another-way',
  'do-not-disturb': 'wait',
  'quiet-hours': 'wait',
  'ring-pass-refused': 'ask',
  'request-pending': 'withdraw',
  'not-among': 'ask',
  'not-available': 'ask',
  offline: 'reconnect',
  'in-a-call': 'show-call',
  'changed-key': 'check-key',
} as const satisfies Record<CallObstacle, NextStep>

/** A call of mine is being placed or runs; one that only rings in, or is over, leaves me free. */
export function isInCall(calls: CallsSnapshot): boolean {
  return calls.calls.some(({ phase }) => phase.kind !== 'ringing-in' && phase.kind !== 'ended')
}
