import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Badge, Plan, PlacingRule } from '../../../src/contract/calling-policy.ts'
import { Handle } from '../../../src/contract/ids.ts'
import { AllowingRule, Reachability, RefusingRule } from '../../../src/contract/reachability.ts'
import { firstChoices } from '../../../src/domain/calling-policy.ts'
import {
  decidePlacingRefusal,
  decideReachability,
  decideShown,
  type ReachabilityFacts,
} from '../../../src/domain/reachability.ts'
import { NO_RELATION } from '../../../src/domain/relation.ts'
import { readTable, TABLE_RULES, type TableFacts } from './reachability-table.ts'

const alice = Handle.parse('alice')
const bob = Handle.parse('bob')
const CASES = 100_000

const facts: fc.Arbitrary<TableFacts> = fc.record({
  // Rare, or the first rows would hide the others.
  isSelf: rarely(),
  isRolledOut: rarely().map((isOff) => !isOff),
  placing: fc.constantFrom(...PlacingRule.options),
  badge: fc.constantFrom(null, ...Badge.options),
  plan: fc.constantFrom(...Plan.options),
  policy: fc.record({
    revision: fc.nat(),
    isCallingOn: rarely().map((isOff) => !isOff),
    isDoNotDisturb: fc.boolean(),
    quietHours: fc.constant(null),
    disclosure: fc.constantFrom('full' as const, 'plain' as const),
    sources: fc.record({
      addressBook: fc.boolean(),
      follows: fc.boolean(),
      verified: fc.boolean(),
      everyone: fc.boolean(),
    }),
  }),
  relation: fc.record({
    isInAddressBook: fc.boolean(),
    isFollowed: fc.boolean(),
    isBlocked: rarely(),
    exception: fc.constantFrom('none' as const, 'none' as const, 'always' as const, 'never' as const),
    grant: fc.constantFrom('none' as const, 'once' as const),
  }),
  availability: fc.constantFrom(
    'available' as const,
    'available' as const,
    'available' as const,
    'do-not-disturb' as const,
    'quiet-hours' as const,
  ),
  pass: fc.constantFrom('none' as const, 'good' as const, 'bad' as const),
  isAsked: fc.boolean(),
})

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat({ max: 9 }).map((number) => number === 0)
}

const toFacts = (table: TableFacts): ReachabilityFacts => ({
  caller: {
    handle: table.isSelf ? bob : alice,
    badge: table.badge,
    plan: table.plan,
    isRolledOut: table.isRolledOut,
  },
  callee: {
    handle: bob,
    policy: table.policy,
    availability: table.availability,
    relation: table.relation,
    isAsked: table.isAsked,
  },
  placing: table.placing,
  pass: table.pass,
})

describe('reachability', () => {
  it(`CAN4 the one function agrees with a table that was written for itself, over ${CASES} cases`, () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(facts, (table) => {
        const expected = readTable(table)
        const decided = decideReachability(toFacts(table))
        seen.add(expected.rule)
        expect(decided).toEqual({
          verdict: expected.verdict === 'yes' ? 'allowed' : 'refused',
          rule: expected.rule,
        })
      }),
      { numRuns: CASES },
    )
    // A table of which a row never decided would prove nothing of it.
    expect([...seen].toSorted()).toEqual([...TABLE_RULES].toSorted())
  })

  it('CAN4 every rule of the contract is one of the table, or one that is only shown', () => {
    const shown = new Set(['not-told', 'not-available'])
    const rules = [...AllowingRule.options, ...RefusingRule.options].filter((rule) => !shown.has(rule))
    expect(rules.toSorted()).toEqual([...TABLE_RULES].toSorted())
  })

  it('CAN3 a block beats "always", a ring pass, a grant and every source', () => {
    const relation = {
      isInAddressBook: true,
      isFollowed: true,
      isBlocked: true,
      exception: 'always',
      grant: 'once',
    } as const
    const decided = decideReachability({
      caller: { handle: alice, badge: 'organisation-checked', plan: 'subscriber', isRolledOut: true },
      callee: {
        handle: bob,
        policy: { ...firstChoices('everyone'), revision: 1 },
        availability: 'available',
        relation,
        isAsked: false,
      },
      placing: 'everyone',
      pass: 'good',
    })
    expect(decided).toEqual({ verdict: 'refused', rule: 'blocked' })
  })

  it('CAN8 receiving is free: only the caller’s badge, plan and share decide about placing', () => {
    const free = { badge: null, plan: 'free', isRolledOut: true } as const
    expect(decidePlacingRefusal(free, 'everyone')).toBeNull()
    expect(decidePlacingRefusal(free, 'verified')).toBe('placing-verified')
    expect(decidePlacingRefusal({ ...free, badge: 'subscriber' }, 'verified')).toBeNull()
    expect(decidePlacingRefusal(free, 'subscribers')).toBe('placing-subscribers')
    expect(decidePlacingRefusal({ ...free, plan: 'subscriber' }, 'subscribers')).toBeNull()
    expect(decidePlacingRefusal({ ...free, isRolledOut: false }, 'everyone')).toBe('not-rolled-out')
  })
})

describe('what a caller is shown', () => {
  const show = (table: TableFacts, isOnline: boolean, disclosure: 'full' | 'plain') =>
    decideShown(decideReachability(toFacts({ ...table, isSelf: false })), isOnline, disclosure)
  const mayPlace = facts.map((table) => ({ ...table, isRolledOut: true, placing: 'everyone' as const }))

  it('CAN5 a plain callee is there, or not available: no third thing can be told apart', () => {
    fc.assert(
      fc.property(mayPlace, fc.boolean(), (table, isOnline) => {
        const shown = show(table, isOnline, 'plain')
        const isThere =
          isOnline && decideReachability(toFacts({ ...table, isSelf: false })).verdict === 'allowed'
        expect(shown).toEqual(
          isThere
            ? { reachability: { verdict: 'allowed', rule: 'not-told' }, presence: 'online' }
            : { reachability: { verdict: 'refused', rule: 'not-available' }, presence: 'hidden' },
        )
      }),
    )
  })

  it('CAN5 presence is shown only to those who may ring, and every answer crosses the contract', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), fc.constantFrom('full', 'plain'), (table, isOnline, disclosure) => {
        const { reachability, presence } = show(table, isOnline, disclosure)
        expect(Reachability.parse(reachability)).toEqual(reachability)
        expect(presence === 'hidden').toBe(reachability.verdict === 'refused')
      }),
    )
  })

  it('CAN8 why an account may not place calls is told to it, whatever the callee shows', () => {
    const decided = decideReachability(
      toFacts({
        isSelf: false,
        isRolledOut: false,
        placing: 'everyone',
        badge: null,
        plan: 'free',
        policy: { ...firstChoices('nobody'), revision: 1, disclosure: 'plain' },
        relation: NO_RELATION,
        availability: 'available',
        pass: 'none',
        isAsked: false,
      }),
    )
    expect(decideShown(decided, true, 'plain').reachability).toEqual({
      verdict: 'refused',
      rule: 'not-rolled-out',
    })
  })
})
