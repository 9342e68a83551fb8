import type { Badge, CallingPolicy, Plan } from '../contract/calling-policy.ts'
import type { Handle } from '../contract/ids.ts'
import type { Presence, Reachability, RefusingRule } from '../contract/reachability.ts'
import type { Relation } from '../contract/relation.ts'
import type { Availability, Placing } from './calling-policy.ts'

/** What came with the ring: `good` was made by the callee, for this caller or for anybody, and is not used or expired. */
export type PresentedPass = 'none' | 'good' | 'bad'

export type ReachabilityFacts = {
  readonly caller: {
    readonly handle: Handle
    readonly badge: Badge | null
    readonly plan: Plan
    /** The caller belongs to the share of accounts for whom calling is switched on. */
    readonly isRolledOut: boolean
  }
  readonly callee: {
    readonly handle: Handle
    readonly policy: CallingPolicy
    readonly availability: Availability
    /** How the callee stands to the caller. */
    readonly relation: Relation
    /** The caller asked to call, and the callee has not answered. */
    readonly isAsked: boolean
  }
  readonly placing: Placing['rule']
  readonly pass: PresentedPass
}

export type PlacingRefusal = Extract<
  RefusingRule,
  'not-rolled-out' | 'placing-verified' | 'placing-subscribers'
>

/** Why an account may not place calls, whoever is called; null: it may. */
export function decidePlacingRefusal(
  caller: Pick<ReachabilityFacts['caller'], 'badge' | 'plan' | 'isRolledOut'>,
  placing: Placing['rule'],
): PlacingRefusal | null {
  if (!caller.isRolledOut) return 'not-rolled-out'
  if (placing === 'verified' && caller.badge === null) return 'placing-verified'
  if (placing === 'subscribers' && caller.plan !== 'subscriber') return 'placing-subscribers'
  return null
}

/**
 * Whether the caller may ring the callee, and the rule that says so: the first that applies. The directory asks it
 * before a ring leaves, and the callee's device asks it again, from its own copy of policy and relations.
 */
export function decideReachability({ caller, callee, placing, pass }: ReachabilityFacts): Reachability {
  const { policy, relation, availability } = callee
  if (caller.handle === callee.handle) return refused('self')
  const placingRefusal = decidePlacingRefusal(caller, placing)
  if (placingRefusal) return refused(placingRefusal)

  // Block beats everything; the master switch and "never" beat every source.
  if (relation.isBlocked) return refused('blocked')
  if (!policy.isCallingOn) return refused('calling-switched-off')
  if (relation.exception === 'never') return refused('never')
  // "Always" is the one that also holds when not to be disturbed.
  if (relation.exception === 'always') return allowed('always')
  if (availability !== 'available') return refused(availability)

  if (policy.sources.addressBook && relation.isInAddressBook) return allowed('address-book')
  if (policy.sources.follows && relation.isFollowed) return allowed('follows')
  if (policy.sources.verified && caller.badge !== null) return allowed('verified')
  if (policy.sources.everyone) return allowed('everyone')

  // What is good for one ring is spent only where nothing else lets the caller in.
  if (relation.grant === 'once') return allowed('granted-once')
  if (pass === 'good') return allowed('ring-pass')
  if (pass === 'bad') return refused('ring-pass-refused')
  return refused(callee.isAsked ? 'request-pending' : 'not-among')
}

export type Standing = { readonly reachability: Reachability; readonly presence: Presence }

/** The rules that are about the caller, and tell nothing of the callee. */
const OWN_RULES: ReadonlySet<RefusingRule> = new Set([
  'self',
  'not-rolled-out',
  'placing-verified',
  'placing-subscribers',
])

/**
 * What the caller is shown. Presence only where they may ring. A callee who shows no reasons is either there or not
 * available: offline, blocked and not allowed look the same.
 */
export function decideShown(
  reachability: Reachability,
  isOnline: boolean,
  disclosure: CallingPolicy['disclosure'],
): Standing {
  if (reachability.verdict === 'refused') {
    const isPlain = disclosure === 'plain' && !OWN_RULES.has(reachability.rule)
    return { reachability: isPlain ? refused('not-available') : reachability, presence: 'hidden' }
  }
  if (disclosure === 'full') return { reachability, presence: isOnline ? 'online' : 'offline' }
  return isOnline
    ? { reachability: allowed('not-told'), presence: 'online' }
    : { reachability: refused('not-available'), presence: 'hidden' }
}

const allowed = (rule: Extract<Reachability, { verdict: 'allowed' }>['rule']): Reachability => ({
  verdict: 'allowed',
  rule,
})
const refused = (rule: RefusingRule): Reachability => ({ verdict: 'refused', rule })
