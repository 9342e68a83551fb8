import type { Badge } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import type { Reachability } from '../../contract/reachability.ts'
import { ok } from '../../contract/result.ts'
import type { Invitation } from '../../contract/statements.ts'
import { decideAvailability } from '../../domain/calling-policy.ts'
import { decideReachability } from '../../domain/reachability.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { Written } from '../record-keeper.ts'
import type { Passes } from './passes.ts'
import type { Relations } from './relations.ts'
import type { Requests } from './requests.ts'

export type Ringing = {
  readonly caller: { readonly handle: Handle; readonly badge: Badge | null }
  readonly invitation: Pick<Invitation, 'callId' | 'pass'>
}

/** Who may ring here, by what this device itself knows. */
export type RingRule = {
  /** False until this device has what the directory keeps of its own word: nothing may be judged before. */
  readonly isReady: () => boolean
  readonly judge: (ring: Ringing) => Reachability
  /** Uses up what is good for one ring, where this one came in by it: at once, and durably when it resolves. */
  readonly spend: (ring: Ringing) => Promise<Written>
  /** Nothing of this person is to be heard, not even that they called. */
  readonly isBlocked: (person: Handle) => boolean
}

export type RingRuleDeps = Pick<CallContext, 'account' | 'clock'> & {
  readonly relations: Pick<Relations, 'of' | 'ofRing' | 'spend' | 'isCaughtUp'>
  readonly passes: Pick<Passes, 'judge' | 'spend' | 'isCaughtUp'>
  readonly isAskedBy: Requests['isAskedBy']
}

export function createRingRule({ account, clock, relations, passes, isAskedBy }: RingRuleDeps): RingRule {
  const judge = ({ caller, invitation }: Ringing): Reachability => {
    const { handle, policy } = account()
    const { callId, pass } = invitation
    return decideReachability({
      // Placing, plan and rollout are the directory's own rules: it has judged them.
      caller: { ...caller, plan: 'free', isRolledOut: true },
      callee: {
        handle,
        policy,
        // By this computer's clock, which its owner sees: a directory's word moves no quiet hours.
        availability: decideAvailability(policy, clock.nowMs()),
        relation: relations.ofRing(caller.handle, callId),
        isAsked: isAskedBy(caller.handle),
      },
      placing: 'everyone',
      pass: passes.judge(pass, caller.handle, callId),
    })
  }
  return {
    isReady: () => relations.isCaughtUp() && passes.isCaughtUp(),
    judge,
    spend: async (ring) => {
      const { rule } = judge(ring)
      const { caller, invitation } = ring
      if (rule === 'granted-once') return relations.spend(caller.handle, invitation.callId)
      if (rule !== 'ring-pass' || invitation.pass === null) return ok(null)
      return passes.spend(invitation.pass, caller.handle, invitation.callId)
    },
    isBlocked: (person) => relations.of(person).isBlocked,
  }
}
