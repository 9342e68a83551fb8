import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallingPolicy } from '../../../src/contract/calling-policy.ts'
import { AllowingRule, RefusingRule } from '../../../src/contract/reachability.ts'
import { firstChoices } from '../../../src/domain/calling-policy.ts'
import { passes, relatedPeople } from '../../../src/renderer/gallery/snapshots/callers.ts'
import { ada } from '../../../src/renderer/gallery/snapshots/everything.ts'
import { person } from '../../../src/renderer/gallery/snapshots/people.ts'
import { createI18n } from '../../../src/renderer/i18n/create-i18n.ts'
import {
  applyDraft,
  type CallerDraft,
  decideSave,
  formatMinute,
  isDraftOpen,
  NO_DRAFT,
  parseMinute,
} from '../../../src/renderer/main-window/callers/caller-draft.ts'
import {
  type CallerRow,
  decideAudience,
  decideCallers,
} from '../../../src/renderer/main-window/callers/caller-rows.ts'
import { wordAudience, wordState } from '../../../src/renderer/main-window/callers/caller-words.ts'
import { decideExceptions } from '../../../src/renderer/main-window/callers/exceptions.ts'
import { decidePassState } from '../../../src/renderer/main-window/callers/pass-state.ts'
import { decideDoneWords, decideUndo } from '../../../src/renderer/main-window/home/use-relations.ts'

const NOON_MS = Date.UTC(2026, 10, 22, 12)
const policy: CallingPolicy = { revision: 3, ...firstChoices('my-people') }
const people = relatedPeople
const listOf = (draft: CallerDraft, saved: CallingPolicy = policy, openPasses = 0) =>
  decideCallers({
    me: ada.handle,
    saved,
    draft: applyDraft(saved, draft),
    people,
    openPasses,
    nowMs: NOON_MS,
  })
const told = (rows: readonly CallerRow[]) =>
  rows.map((row) => `${row.mark} ${row.kind === 'group' ? row.group : `${row.person.handle} ${row.rule}`}`)

describe('CAN6 the draft of who may call', () => {
  it('CAN6 a change that is taken back by hand leaves nothing to save', () => {
    expect(isDraftOpen(policy, NO_DRAFT)).toBe(false)
    expect(isDraftOpen(policy, { sources: { everyone: true } })).toBe(true)
    expect(isDraftOpen(policy, { sources: { everyone: false }, disclosure: 'full' })).toBe(false)
  })

  it('CAN6 what was not touched follows the policy, also where that changes meanwhile', () => {
    const draft: CallerDraft = { sources: { verified: true } }
    const elsewhere = { ...policy, revision: 4, sources: { ...policy.sources, follows: false } }
    expect(applyDraft(elsewhere, draft).sources).toEqual({
      addressBook: true,
      follows: false,
      verified: true,
      everyone: false,
    })
  })

  it('CAN6 saving sends the drafted choices, and neither the master switch nor do not disturb', () => {
    expect(decideSave(policy, { quietHours: null, disclosure: 'plain' })).toEqual({
      sources: policy.sources,
      quietHours: null,
      disclosure: 'plain',
    })
  })

  it('CAN6 minutes of the day and time fields tell the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_439 }),
        (minute) => parseMinute(formatMinute(minute)) === minute,
      ),
    )
    for (const typed of ['', '24:00', '7:00', '12:60', 'x']) expect(parseMinute(typed), typed).toBeNull()
  })
})

describe('CAN6 who can ring me right now', () => {
  it('CAN6 names each person with the rule that lets them in', () => {
    expect(told(listOf(NO_DRAFT).rows)).toEqual([
      'kept bob address-book',
      'kept claire address-book',
      'kept dmitri follows',
      'kept amara always',
      'kept kofi granted-once',
      'kept maximiliane_von_hohenstein follows',
    ])
  })

  it('CAN6 a change shows first whom it would add or lose, before it is saved', () => {
    const list = listOf({ sources: { addressBook: false, verified: true } })
    expect(told(list.rows)).toEqual([
      'added verified',
      'lost bob not-among',
      'added mina verified',
      'added jonas verified',
      'kept claire follows',
      'kept dmitri follows',
      'kept amara always',
      'kept kofi granted-once',
      'kept maximiliane_von_hohenstein follows',
    ])
    expect(list).toMatchObject({ count: 7, added: 2, lost: 1 })
  })

  it('CAN6 for everyone, nobody of those with a badge is lost', () => {
    const saved = { ...policy, sources: { ...policy.sources, verified: true } }
    const groups = listOf({ sources: { everyone: true } }, saved, 2).rows.filter(
      ({ kind }) => kind === 'group',
    )
    expect(told(groups)).toEqual(['added everyone'])
  })

  it('CAN6 who holds a ring pass is told, and not while I am not to be disturbed', () => {
    expect(told(listOf(NO_DRAFT, policy, 2).rows)[0]).toBe('kept passes')
    const quiet = { ...policy, isDoNotDisturb: true }
    expect(told(listOf(NO_DRAFT, quiet, 2).rows)).toEqual(['kept amara always'])
  })

  it('CAN6 with the same policy twice nothing is added or lost, whatever it is', () => {
    const anyPolicy = fc.record({
      addressBook: fc.boolean(),
      follows: fc.boolean(),
      verified: fc.boolean(),
      everyone: fc.boolean(),
    })
    fc.assert(
      fc.property(anyPolicy, anyPolicy, (sources, others) => {
        const saved = { ...policy, sources }
        const list = listOf({ sources: others }, saved)
        const back = listOf({ sources }, { ...policy, sources: others })
        expect(listOf(NO_DRAFT, saved)).toMatchObject({ added: 0, lost: 0 })
        expect({ added: back.lost, lost: back.added }).toEqual({ added: list.added, lost: list.lost })
        expect(list.count).toBe(back.count + list.added - list.lost)
      }),
    )
  })

  it('CAN6 5,000 people are decided within a frame or two', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      person(`person_${index}`, 'Somebody', { relation: { isFollowed: index % 2 === 0 } }),
    )
    const facts = { me: ada.handle, saved: policy, people: many, openPasses: 0, nowMs: NOON_MS }
    const draft = applyDraft(policy, { sources: { everyone: true } })
    decideCallers({ ...facts, draft })
    const startedMs = performance.now()
    expect(decideCallers({ ...facts, draft }).added).toBe(2_500)
    expect(performance.now() - startedMs).toBeLessThan(100)
  })
})

describe('CAN1 the strip', () => {
  const { t } = createI18n('en')
  const fr = createI18n('fr').t
  const words = (change: Partial<CallingPolicy>, who = people) =>
    wordAudience(t, decideAudience(ada.handle, { ...policy, ...change }, who, NOON_MS), 'a.example')

  it('CAN1 says how many people can ring, everyone, or nobody', () => {
    expect(words({})).toBe('6 people can ring you')
    expect(words({}, people.slice(0, 1))).toBe('1 person can ring you')
    expect(words({}, [])).toBe('Nobody can ring you')
    expect(words({ isCallingOn: false })).toBe('Nobody can ring you')
    expect(words({ sources: { ...policy.sources, everyone: true } })).toBe(
      'Everyone on a.example can ring you',
    )
    expect(words({ sources: { ...policy.sources, verified: true } })).toBe(
      '8 people and anyone with a badge can ring you',
    )
    expect(words({ isDoNotDisturb: true })).toBe('1 person can ring you')
  })

  it('CAN1 counts as its language does', () => {
    const audience = { kind: 'people', count: 4_999, hasVerified: false } as const
    expect(wordAudience(t, audience, '')).toBe('4,999 people can ring you')
    expect(wordAudience(fr, audience, '')).toMatch(/^4\s999 personnes peuvent vous appeler$/u)
    expect(wordAudience(fr, { ...audience, count: 1 }, '')).toBe('1 personne peut vous appeler')
  })

  it('CAN1 says why it is quiet', () => {
    const quietHours = { fromMinute: 11 * 60, toMinute: 13 * 60, timeZone: 'UTC' }
    expect(wordState(t, { ...policy, quietHours }, NOON_MS, 'en')).toMatch(/^Quiet hours until 1:00\sPM$/u)
    expect(wordState(t, { ...policy, isDoNotDisturb: true }, NOON_MS, 'en')).toBe('Do not disturb is on')
    expect(wordState(t, policy, NOON_MS, 'en')).toBeNull()
  })

  it.each(['en', 'fr'] as const)('CAN5 every rule has its words: %s', (language) => {
    const i18n = createI18n(language)
    for (const rule of RefusingRule.options) expect(i18n.exists(`callers.why.${rule}`), rule).toBe(true)
    for (const rule of AllowingRule.options) {
      expect(i18n.exists(`callers.rule.${rule}`) && i18n.exists(`ring.rule.${rule}`), rule).toBe(true)
    }
  })
})

describe('CAN3 exceptions', () => {
  it('CAN3 stand together, and a block hides what is under it', () => {
    const both = person('zed', 'Zed', { relation: { isBlocked: true, exception: 'always' } })
    expect(
      decideExceptions([both, ...people]).map(({ person: who, kind }) => `${kind} ${who.handle}`),
    ).toEqual(['always amara', 'never tom_h', 'blocked zed', 'blocked layla'])
  })

  it('CAN3 taking a change back restores only what it touched', () => {
    const { relation } = person('tom_h', 'Tom', { relation: { exception: 'never', isFollowed: true } })
    expect(decideUndo(relation, { exception: 'always' })).toEqual({
      exception: 'never',
    })
    expect(decideUndo(person('a_a', 'A').relation, { isBlocked: true })).toEqual({ isBlocked: false })
    expect(decideDoneWords({ exception: 'none' })).toBe('none')
    expect(decideDoneWords({ isFollowed: false })).toBe('unfollow')
  })
})

describe('CAN7 ring passes', () => {
  it('CAN7 an unused one expires by the clock; what was used stays used', () => {
    const [open, , used] = passes.passes
    expect(open && decidePassState(open, open.expiresAtMs - 1)).toBe('unused')
    expect(open && decidePassState(open, open.expiresAtMs)).toBe('expired')
    expect(used && decidePassState(used, used.expiresAtMs + 1)).toBe('used')
  })
})
