import type { Badge, CallingPolicy, Plan, PlacingRule } from '../../../src/contract/calling-policy.ts'
import type { Relation } from '../../../src/contract/relation.ts'
import type { Availability } from '../../../src/domain/calling-policy.ts'

/**
 * Who may ring whom, written a second time: as a table that is read from the top, the first row that fits decides.
 * Each cell is a wish, or `any`. It shares nothing with the code under test but the words.
 */
export type TableFacts = {
  readonly isSelf: boolean
  readonly isRolledOut: boolean
  readonly placing: PlacingRule
  readonly badge: Badge | null
  readonly plan: Plan
  readonly policy: CallingPolicy
  readonly relation: Relation
  readonly availability: Availability
  readonly pass: 'none' | 'good' | 'bad'
  readonly isAsked: boolean
}

type Row = readonly [verdict: 'yes' | 'no', rule: string, fits: readonly string[]]

const ROWS: readonly Row[] = [
  ['no', 'self', ['self']],
  ['no', 'not-rolled-out', ['not rolled out']],
  ['no', 'placing-verified', ['placing by verified', 'no badge']],
  ['no', 'placing-subscribers', ['placing by subscribers', 'free plan']],
  ['no', 'blocked', ['blocked']],
  ['no', 'calling-switched-off', ['switch off']],
  ['no', 'never', ['never']],
  ['yes', 'always', ['always']],
  ['no', 'do-not-disturb', ['do not disturb']],
  ['no', 'quiet-hours', ['quiet hours']],
  ['yes', 'address-book', ['in book', 'book rings']],
  ['yes', 'follows', ['followed', 'followed ring']],
  ['yes', 'verified', ['badge', 'verified ring']],
  ['yes', 'everyone', ['everyone rings']],
  ['yes', 'granted-once', ['granted']],
  ['yes', 'ring-pass', ['good pass']],
  ['no', 'ring-pass-refused', ['bad pass']],
  ['no', 'request-pending', ['asked']],
  ['no', 'not-among', []],
]

/** All that is true of a case, in the table's words. */
function describe(facts: TableFacts): ReadonlySet<string> {
  const { relation, policy } = facts
  const words: readonly (readonly [boolean, string])[] = [
    [facts.isSelf, 'self'],
    [!facts.isRolledOut, 'not rolled out'],
    [facts.placing === 'verified', 'placing by verified'],
    [facts.placing === 'subscribers', 'placing by subscribers'],
    [facts.badge === null, 'no badge'],
    [facts.badge !== null, 'badge'],
    [facts.plan === 'free', 'free plan'],
    [relation.isBlocked, 'blocked'],
    [!policy.isCallingOn, 'switch off'],
    [relation.exception === 'never', 'never'],
    [relation.exception === 'always', 'always'],
    [facts.availability === 'do-not-disturb', 'do not disturb'],
    [facts.availability === 'quiet-hours', 'quiet hours'],
    [relation.isInAddressBook, 'in book'],
    [policy.sources.addressBook, 'book rings'],
    [relation.isFollowed, 'followed'],
    [policy.sources.follows, 'followed ring'],
    [policy.sources.verified, 'verified ring'],
    [policy.sources.everyone, 'everyone rings'],
    [relation.grant === 'once', 'granted'],
    [facts.pass === 'good', 'good pass'],
    [facts.pass === 'bad', 'bad pass'],
    [facts.isAsked, 'asked'],
  ]
  return new Set(words.filter(([isTrue]) => isTrue).map(([, word]) => word))
}

export function readTable(facts: TableFacts): { readonly verdict: 'yes' | 'no'; readonly rule: string } {
  const words = describe(facts)
  const row = ROWS.find(([, , fits]) => fits.every((word) => words.has(word)))
  if (!row) throw new Error('the last row of the table fits everything')
  return { verdict: row[0], rule: row[1] }
}

export const TABLE_RULES: readonly string[] = ROWS.map(([, rule]) => rule)
export const TABLE_VERDICTS: readonly ('yes' | 'no')[] = ROWS.map(([verdict]) => verdict)
