import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { CallingPolicy } from '../../../contract/calling-policy.ts'
import type { Handle } from '../../../contract/ids.ts'
import type { AllowingRule, Reachability, RefusingRule } from '../../../contract/reachability.ts'
import { type Availability, decideAvailability } from '../../../domain/calling-policy.ts'
import { decideReachability } from '../../../domain/reachability.ts'

/** Whether somebody may ring now, and whether saving would change that. */
export type Mark = 'kept' | 'added' | 'lost'

/** Those who may ring without being among my people. */
export type CallerGroup = 'everyone' | 'verified' | 'passes'

export type CallerRow =
  | { readonly kind: 'group'; readonly group: CallerGroup; readonly mark: Mark }
  | {
      readonly kind: 'person'
      readonly person: PersonRow
      readonly mark: 'kept' | 'added'
      readonly rule: AllowingRule
    }
  | {
      readonly kind: 'person'
      readonly person: PersonRow
      readonly mark: 'lost'
      readonly rule: RefusingRule
    }

export type CallerFacts = {
  readonly me: Handle
  readonly saved: CallingPolicy
  readonly draft: CallingPolicy
  readonly people: readonly PersonRow[]
  /** Ring passes of mine that are good. */
  readonly openPasses: number
  readonly nowMs: number
}

export type CallerList = {
  /** Changes first, then those who are not among my people, then the people in their order. */
  readonly rows: readonly CallerRow[]
  /** Of my people, with the draft saved. */
  readonly count: number
  readonly added: number
  readonly lost: number
}

/** Who can ring me now, each by which rule, and what saving the draft would change. */
export function decideCallers({ me, saved, draft, people, openPasses, nowMs }: CallerFacts): CallerList {
  const before = createJudge(me, saved, nowMs)
  const after = createJudge(me, draft, nowMs)
  const changed: CallerRow[] = []
  const kept: CallerRow[] = []
  let added = 0
  let lost = 0
  for (const person of people) {
    const now = after(person)
    const couldRing = before(person).verdict === 'allowed'
    if (now.verdict === 'allowed') {
      const row = { kind: 'person', person, mark: couldRing ? 'kept' : 'added', rule: now.rule } as const
      if (couldRing) kept.push(row)
      else {
        added += 1
        changed.push(row)
      }
    } else if (couldRing) {
      lost += 1
      changed.push({ kind: 'person', person, mark: 'lost', rule: now.rule })
    }
  }
  const groups = decideGroups(saved, draft, openPasses, nowMs)
  const rows = [
    ...groups.filter(({ mark }) => mark !== 'kept'),
    ...changed,
    ...groups.filter(({ mark }) => mark === 'kept'),
    ...kept,
  ]
  return { rows, count: kept.length + added, added, lost }
}

export type Audience =
  | { readonly kind: 'off' | 'everyone' }
  /** So many of my people; `hasVerified`: and anybody with a badge. */
  | { readonly kind: 'people'; readonly count: number; readonly hasVerified: boolean }

/** Who can ring me, in one line. */
export function decideAudience(
  me: Handle,
  policy: CallingPolicy,
  people: readonly PersonRow[],
  nowMs: number,
): Audience {
  if (!policy.isCallingOn) return { kind: 'off' }
  const open = openGroups(policy, nowMs)
  if (open.everyone) return { kind: 'everyone' }
  const judge = createJudge(me, policy, nowMs)
  const count = people.filter((person) => judge(person).verdict === 'allowed').length
  return { kind: 'people', count, hasVerified: open.verified }
}

type Judged = Pick<PersonRow, 'handle' | 'badge' | 'relation'>

/** Placing is the directory's own rule: it is not known here of others, and taken as given. */
function createJudge(me: Handle, policy: CallingPolicy, nowMs: number): (person: Judged) => Reachability {
  const availability: Availability = decideAvailability(policy, nowMs)
  return ({ handle, badge, relation }) =>
    decideReachability({
      caller: { handle, badge, plan: 'subscriber', isRolledOut: true },
      callee: { handle: me, policy, availability, relation, isAsked: false },
      placing: 'everyone',
      pass: 'none',
    })
}

/** Those whom a policy lets in without being among my people, at this moment. */
export function openGroups(policy: CallingPolicy, nowMs: number) {
  const isOpen = policy.isCallingOn && decideAvailability(policy, nowMs) === 'available'
  const everyone = isOpen && policy.sources.everyone
  return { everyone, verified: isOpen && policy.sources.verified && !everyone, passes: isOpen && !everyone }
}

function decideGroups(
  saved: CallingPolicy,
  draft: CallingPolicy,
  openPasses: number,
  nowMs: number,
): readonly Extract<CallerRow, { kind: 'group' }>[] {
  const before = openGroups(saved, nowMs)
  const after = openGroups(draft, nowMs)
  const groups: readonly CallerGroup[] =
    openPasses > 0 ? ['everyone', 'verified', 'passes'] : ['everyone', 'verified']
  return groups.flatMap((group): Extract<CallerRow, { kind: 'group' }>[] => {
    if (after[group]) return [{ kind: 'group', group, mark: before[group] ? 'kept' : 'added' }]
    // Who is let in as one of everyone is not lost.
    return before[group] && !after.everyone ? [{ kind: 'group', group, mark: 'lost' }] : []
  })
}
