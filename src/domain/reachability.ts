import type { Handle } from '../contract/ids.ts'
import type { CallingPolicy, Reachability } from '../contract/reachability.ts'

export type ReachabilityFacts = {
  readonly caller: Handle
  readonly callee: Handle
  /** The callee's. */
  readonly policy: CallingPolicy
}

/** Whether the caller may ring the callee, and the rule that says so. The directory asks it, and the callee's device. */
export function decideReachability({ caller, callee, policy }: ReachabilityFacts): Reachability {
  if (caller === callee) return { verdict: 'refused', rule: 'self' }
  if (!policy.isCallingOn) return { verdict: 'refused', rule: 'calling-switched-off' }
  return { verdict: 'allowed', rule: 'everyone' }
}
