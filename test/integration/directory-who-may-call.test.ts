import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import type { AllowingRule, RefusingRule } from '../../src/contract/reachability.ts'
import type { Handle } from '../../src/contract/ids.ts'
import type { Relation } from '../../src/contract/relation.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import { changePlacing, setBadge, setPlan } from '../../src/directory/accounts/administration.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { signPolicy } from '../support/sign-policy.ts'
import {
  leave,
  newSecret,
  NOBODY,
  relate,
  ruleFor,
  setPolicy,
  signPass,
  signRelation,
  tryCall,
} from './callers-stage.ts'
import {
  ended,
  handle,
  makeInvitation,
  openStage,
  place,
  register,
  ringing,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'
import { openStoreBeside, type StoreBeside } from './store-beside.ts'

let clock: ManualClock
let beside: StoreBeside
let stage: Stage
let ann: SignedIn
let bob: SignedIn

beforeEach(async () => {
  clock = createManualClock()
  beside = await openStoreBeside()
  stage = await openStage({ clock, dataDir: beside.dataDir })
  ann = await signIn(stage, await register(stage, 'ann'))
  bob = await signIn(stage, await register(stage, 'bob'))
})
afterEach(async () => {
  await stage.directory.close()
  await beside.close()
})

type Page = Awaited<ReturnType<typeof bob.rpc.call<'relation.list'>>>
type Case = {
  readonly policy?: Partial<CallingPolicy>
  readonly relation?: Partial<Relation>
  readonly prepare?: () => Promise<unknown>
  readonly rule: AllowingRule | RefusingRule
}
const only = (source: keyof CallingPolicy['sources']) => ({ sources: { ...NOBODY.sources, [source]: true } })
const verify = () => setBadge(beside.store, handle('ann'), 'organisation-checked')

const ALLOWED: readonly Case[] = [
  { rule: 'always', policy: { ...NOBODY, isDoNotDisturb: true }, relation: { exception: 'always' } },
  { rule: 'address-book', policy: only('addressBook'), relation: { isInAddressBook: true } },
  { rule: 'follows', policy: only('follows'), relation: { isFollowed: true } },
  { rule: 'verified', policy: only('verified'), prepare: verify },
  { rule: 'everyone', policy: only('everyone') },
  { rule: 'granted-once', policy: NOBODY, relation: { grant: 'once' } },
]
const REFUSED: readonly Case[] = [
  { rule: 'blocked', relation: { isBlocked: true, exception: 'always', isInAddressBook: true } },
  { rule: 'calling-switched-off', policy: { isCallingOn: false }, relation: { exception: 'always' } },
  { rule: 'never', relation: { exception: 'never', isInAddressBook: true } },
  { rule: 'do-not-disturb', policy: { isDoNotDisturb: true } },
  // The manual clock begins at nine in the morning.
  { rule: 'quiet-hours', policy: { quietHours: { fromMinute: 480, toMinute: 600, timeZone: 'UTC' } } },
  { rule: 'not-among', policy: NOBODY },
  { rule: 'not-among', policy: only('addressBook'), relation: { isFollowed: true } },
  { rule: 'not-among', policy: only('follows'), relation: { isInAddressBook: true } },
  { rule: 'not-among', policy: only('verified'), relation: { isInAddressBook: true } },
  { rule: 'not-rolled-out', prepare: () => changePlacing(beside.store, { rolloutPercent: 0 }) },
  { rule: 'placing-verified', prepare: () => changePlacing(beside.store, { rule: 'verified' }) },
  { rule: 'placing-subscribers', prepare: () => changePlacing(beside.store, { rule: 'subscribers' }) },
]

async function prepare({ policy = {}, relation = {}, prepare: more }: Case): Promise<void> {
  await setPolicy(stage, bob, policy)
  await relate(stage, bob, ann.person.handle, relation)
  await more?.()
}

describe('the ladder, from the question to the ring', () => {
  it.each(ALLOWED)('CAN2 CAN3 CAN4 $rule lets a ring through, and is what a look tells', async (each) => {
    await prepare(each)
    expect(await ruleFor(ann, bob.person)).toBe(each.rule)
    const call = await place(stage, ann, bob.person)
    expect(await bob.untilCall(call.callId, ringing)).toMatchObject({ role: 'callee' })
  })

  it.each(REFUSED)('CAN1 CAN3 CAN4 CAN8 $rule refuses, rings nobody and stores nothing', async (each) => {
    await prepare(each)
    expect(await ruleFor(ann, bob.person)).toBe(each.rule)
    expect(await tryCall(stage, ann, bob.person)).toBe(each.rule)
    expect((await signIn(stage, bob.person)).calls).toEqual([])
  })

  it('CAN8 who pays or has a badge places calls where the rule asks for it, and receiving stays free', async () => {
    await changePlacing(beside.store, { rule: 'subscribers' })
    await setPlan(beside.store, handle('ann'), 'subscriber')
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    expect(await tryCall(stage, bob, ann.person)).toBe('placing-subscribers')
    await changePlacing(beside.store, { rule: 'verified' })
    expect(await tryCall(stage, ann, bob.person)).toBe('placing-verified')
    await verify()
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
  })

  it('CAN5 presence is told with the verdict, and an event comes only where something new is seen', async () => {
    await setPolicy(stage, bob, NOBODY)
    const watched = await ann.rpc.call('presence.watch', { handles: [bob.person.handle] })
    const stranger = { presence: 'hidden', reachability: { verdict: 'refused', rule: 'not-among' } }
    expect(watched).toMatchObject({ value: { people: [stranger] } })
    bob.socket.terminate()
    await bob.closed
    bob = await signIn(stage, bob.person)
    await relate(stage, bob, ann.person.handle, { exception: 'always' })
    await ann.heard.until('presence.changed')
    // Neither that bob went nor that bob came back was told.
    expect(ann.heard.all('presence.changed')).toMatchObject([
      { people: [{ presence: 'online', reachability: { rule: 'always' } }] },
    ])
  })
})

describe('a change while it rings', () => {
  const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a block', () => relate(stage, bob, ann.person.handle, { isBlocked: true })],
    ['never', () => relate(stage, bob, ann.person.handle, { exception: 'never' })],
    ['a policy', () => setPolicy(stage, bob, NOBODY)],
    ['do not disturb', () => setPolicy(stage, bob, { isDoNotDisturb: true })],
  ]
  it.each(changes)('CAN3 %s ends the ring within a second', async (_, change) => {
    const call = await place(stage, ann, bob.person)
    await bob.untilCall(call.callId, ringing)
    const startedAtMs = performance.now()
    await change()
    await Promise.all([ann, bob].map((line) => line.untilCall(call.callId, ended('not-allowed'))))
    expect(performance.now() - startedAtMs).toBeLessThan(1_000)
  })

  it('CAN3 a change that still lets the caller in, or is about another, ends nothing', async () => {
    const call = await place(stage, ann, bob.person)
    await relate(stage, bob, ann.person.handle, { isInAddressBook: true })
    await relate(stage, bob, handle('carl'), { isBlocked: true })
    await setPolicy(stage, bob, { ...NOBODY, sources: { ...NOBODY.sources, addressBook: true } })
    expect((await signIn(stage, bob.person)).calls).toMatchObject([
      { callId: call.callId, state: { kind: 'ringing' } },
    ])
  })

  it('CAN7 what a ring has used up keeps letting this one in, and no other', async () => {
    await setPolicy(stage, bob, NOBODY)
    await relate(stage, bob, ann.person.handle, { grant: 'once' })
    const call = await place(stage, ann, bob.person)
    // The callee's device notes that it is used, and says something else of the caller.
    await relate(stage, bob, ann.person.handle, { grant: 'none', isInAddressBook: true })
    await setPolicy(stage, bob, { ...NOBODY, disclosure: 'plain' })
    bob = await signIn(stage, bob.person)
    expect(bob.calls).toMatchObject([{ callId: call.callId, state: { kind: 'ringing' } }])
    await setPolicy(stage, bob, NOBODY)
    expect(await tryCall(stage, ann, bob.person)).toBe('not-among')
  })
})

describe('what is good for one ring', () => {
  beforeEach(() => setPolicy(stage, bob, NOBODY))
  const makePass = async (change: Parameters<typeof signPass>[3] = {}) => {
    const secret = newSecret()
    const made = await bob.rpc.call('pass.make', { statement: signPass(stage, bob.person, secret, change) })
    if (!made.ok) throw new Error(made.error.kind)
    return secret
  }
  const states = async () => {
    const listed = await bob.rpc.call('pass.list', {})
    return listed.ok ? listed.value.passes.map(({ state }) => state) : []
  }

  it('CAN7 a grant is spent by the ring that it lets in, and by none that something else lets in', async () => {
    await relate(stage, bob, ann.person.handle, { grant: 'once' })
    await setPolicy(stage, bob, only('everyone'))
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    await setPolicy(stage, bob, NOBODY)
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
    expect(await tryCall(stage, ann, bob.person)).toBe('not-among')
    // Said again with something else, by a device that has not heard of the ring: still spent.
    await relate(stage, bob, ann.person.handle, { grant: 'once', isFollowed: true })
    expect(await tryCall(stage, ann, bob.person)).toBe('not-among')
  })

  it('CAN7 a grant outlasts a call that did not ring', async () => {
    await relate(stage, bob, ann.person.handle, { grant: 'once' })
    await leave(stage, bob)
    expect(await tryCall(stage, ann, bob.person)).toBe('offline')
    bob = await signIn(stage, bob.person)
    expect(await tryCall(stage, ann, bob.person)).toBe('ringing')
  })

  it('CAN7 a ring pass lets its holder ring once, and its owner hears by whom', async () => {
    const secret = await makePass()
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('ringing')
    await bob.heard.until('passes.changed')
    expect(await states()).toEqual([{ kind: 'used', by: 'ann', atMs: clock.nowMs() }])
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('ring-pass-refused')
  })

  it('CAN7 a pass is not spent where something else lets the caller in, nor while its owner is offline', async () => {
    const secret = await makePass()
    await relate(stage, bob, ann.person.handle, { exception: 'always' })
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('ringing')
    await relate(stage, bob, ann.person.handle, {})
    await leave(stage, bob)
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('offline')
    bob = await signIn(stage, bob.person)
    expect(await states()).toEqual([{ kind: 'unused' }])
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('ringing')
  })

  it('CAN7 two rings at once with one pass: one gets through', async () => {
    const secret = await makePass()
    const carl = await signIn(stage, await register(stage, 'carl'))
    const outcomes = await Promise.all([ann, carl].map((line) => tryCall(stage, line, bob.person, secret)))
    expect(outcomes.toSorted()).toEqual(['ring-pass-refused', 'ringing'])
  })

  it('CAN7 a pass that is forged, expired, revoked, another’s or for another is refused', async () => {
    const [mine, revoked, forCarl] = [
      await makePass(),
      await makePass(),
      await makePass({ forHandle: handle('carl') }),
    ]
    const { passId } = JSON.parse(signPass(stage, bob.person, revoked).text.split('\n')[4] ?? '') as never
    expect((await bob.rpc.call('pass.revoke', { passId })).ok).toBe(true)
    const others = newSecret()
    await ann.rpc.call('pass.make', { statement: signPass(stage, ann.person, others) })
    for (const pass of [newSecret(), revoked, forCarl, others])
      expect(await tryCall(stage, ann, bob.person, pass)).toBe('ring-pass-refused')
    clock.advance(60_000)
    expect(await tryCall(stage, ann, bob.person, mine)).toBe('ring-pass-refused')
    expect(await states()).toEqual([])
  })

  it('CAN7 a pass beats no block, no never and no master switch', async () => {
    const secret = await makePass()
    await relate(stage, bob, ann.person.handle, { isBlocked: true })
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('blocked')
    await relate(stage, bob, ann.person.handle, { exception: 'never' })
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('never')
    await setPolicy(stage, bob, { isCallingOn: false })
    await relate(stage, bob, ann.person.handle, {})
    expect(await tryCall(stage, ann, bob.person, secret)).toBe('calling-switched-off')
  })

  it('CAN7 a pass is made by a signature of its owner, in time, and so many at most', async () => {
    const make = async (statement: ReturnType<typeof signPass>) => {
      const made = await bob.rpc.call('pass.make', { statement })
      return made.ok ? 'ok' : 'why' in made.error ? made.error.why : made.error.kind
    }
    const secret = newSecret()
    expect(await make(signPass(stage, ann.person, secret))).toBe('signature')
    expect(await make(signPass(stage, bob.person, secret, { device: ann.person.device }))).toBe('device')
    expect(await make(signPass(stage, bob.person, secret, { handle: handle('ann') }))).toBe('content')
    expect(await make(signPass(stage, bob.person, secret, { expiresAtMs: clock.nowMs() }))).toBe('content')
    const late = clock.nowMs() + 31 * 24 * 3_600_000
    expect(await make(signPass(stage, bob.person, secret, { expiresAtMs: late }))).toBe('content')
    const made = []
    for (let number = 0; number < 51; number += 1)
      made.push(await make(signPass(stage, bob.person, newSecret())))
    expect(made).toEqual([...Array.from({ length: 50 }, () => 'ok'), 'too-many-passes'])
  })
})

describe('policies and relations', () => {
  it('CAN4 only a newer revision of one’s own is stored, and all of a frame or none', async () => {
    const set = async (...statements: ReturnType<typeof signRelation>[]) => {
      const done = await bob.rpc.call('relation.set', { statements })
      return done.ok ? 'ok' : 'why' in done.error ? done.error.why : done.error
    }
    const sign = (who: string, revision: number, relation: Partial<Relation> = { isBlocked: true }) =>
      signRelation(stage, bob.person, handle(who), relation, revision)
    const first = sign('ann', 5)
    expect(await set(first)).toBe('ok')
    expect(await set(first)).toBe('ok')
    const older = { kind: 'older-revision', current: first }
    expect(await set(sign('carl', 1), sign('ann', 5, {}))).toEqual(older)
    expect(await set(sign('carl', 1), sign('ann', 4))).toEqual(older)
    expect(await set(sign('carl', 1), sign('carl', 2))).toBe('content')
    expect(await set(sign('carl', 1), sign('bob', 1))).toBe('content')
    expect(await set(sign('carl', 1), signRelation(stage, ann.person, handle('bob'), {}))).toBe('signature')
    expect(await bob.rpc.call('relation.list', { after: null })).toMatchObject({
      ok: true,
      value: { statements: [first], next: null },
    })
  })

  it('CAN9 an address book of many comes back in pages, in the order of handles', async () => {
    const statements = Array.from({ length: 120 }, (_, number) =>
      signRelation(stage, bob.person, handle(`p${String(number).padStart(3, '0')}`), {
        isInAddressBook: true,
      }),
    )
    for (const from of [0, 50, 100])
      await bob.rpc.call('relation.set', { statements: statements.slice(from, from + 50) })
    const listed: SignedStatement[] = []
    let after: Handle | null = null
    do {
      const page: Page = await bob.rpc.call('relation.list', { after })
      if (!page.ok) throw new Error(page.error.kind)
      listed.push(...page.value.statements)
      after = page.value.next
    } while (after !== null)
    expect(listed).toEqual(statements)
  })

  it('CAN1 a registration is made with a policy that its own device signed', async () => {
    const carl = register(stage, 'carl', { policy: { revision: 0 } })
    await expect(carl).rejects.toThrow('content')
    const policy = signPolicy(stage.scope, bob.person, { revision: 9 })
    expect((await ann.rpc.call('policy.set', { statement: policy })).ok).toBe(false)
    expect((await signIn(stage, ann.person)).me.policy).toEqual(signPolicy(stage.scope, ann.person))
  })

  it('CAN3 my other sockets hear that relations changed, and the one that changed them does not', async () => {
    await relate(stage, bob, ann.person.handle, { isFollowed: true })
    const call = makeInvitation(stage, ann.person, bob.person)
    await ann.rpc.call('call.place', { invitation: call })
    expect(bob.heard.all('relations.changed')).toEqual([])
  })

  it('CAN2 who follows whom is public, counted and in pages', async () => {
    for (const name of ['carl', 'dora', 'eve']) {
      const line = await signIn(stage, await register(stage, name))
      await relate(stage, line, bob.person.handle, { isFollowed: name !== 'eve', isInAddressBook: true })
      line.socket.terminate()
    }
    await relate(stage, bob, handle('dora'), { isFollowed: true })
    await relate(stage, bob, handle('not_here'), { isFollowed: true })
    const list = async (direction: 'followers' | 'following', after: string | null = null) => {
      const page = await ann.rpc.call('follow.list', {
        handle: bob.person.handle,
        direction,
        after: after === null ? null : handle(after),
      })
      if (!page.ok) throw new Error(page.error.kind)
      const names = page.value.profiles.map(({ text }) => /"handle":"(\w+)"/.exec(text)?.[1])
      return { names, count: page.value.count, next: page.value.next }
    }
    expect(await list('followers')).toEqual({ names: ['carl', 'dora'], count: 2, next: null })
    expect(await list('followers', 'carl')).toEqual({ names: ['dora'], count: 2, next: null })
    expect(await list('following')).toEqual({ names: ['dora'], count: 1, next: null })
  })
})
