import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Relation } from '../../src/contract/relation.ts'
import { invariant } from '../../src/contract/result.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import { readRelation } from '../support/scripted-directory.ts'
import { NOBODY, setPolicy, signRelation } from './callers-stage.ts'
import { handle, openStage, register, signIn, type SignedIn, type Stage } from './directory-stage.ts'

let clock: ManualClock
let stage: Stage
let bob: SignedIn

beforeEach(async () => {
  clock = createManualClock()
  stage = await openStage({ clock })
  bob = await signIn(stage, await register(stage, 'bob'))
})
afterEach(() => stage.directory.close())

const names = Array.from({ length: 120 }, (_, n) => handle(`person_${String(n).padStart(3, '0')}`))
const [first, second, third] = names
const set = async (people: typeof names, relation: Partial<Relation> = { isInAddressBook: true }) => {
  const statements = people.map((person) => signRelation(stage, bob.person, person, relation))
  const told = await bob.rpc.call('relation.set', { statements })
  invariant(told.ok && told.value.mark, 'it is stored')
  return told.value.mark
}
const list = async (since: number) => {
  const people: string[] = []
  let mark: number | null = null
  for (let after: (typeof names)[number] | null = null, page = 0; page < 5; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const told: Awaited<ReturnType<typeof bob.rpc.call<'relation.list'>>> = await bob.rpc.call(
      'relation.list',
      { after, since },
    )
    invariant(told.ok, 'it is listed')
    people.push(...told.value.statements.map((statement) => readRelation(statement).person))
    mark ??= told.value.mark
    after = told.value.next
    if (after === null) break
  }
  return { people, mark }
}
const again = async () => {
  bob.socket.terminate()
  bob = await signIn(stage, bob.person)
  return bob.relationsMark
}

describe('what a device that was away has missed', () => {
  it('CAN3 the mark rises with each relation that is stored, and the sign-in tells it', async () => {
    invariant(first && second, 'there are people')
    expect(bob.relationsMark).toBe(0)
    const one = await set([first])
    expect(one.before).toBe(0)
    const two = await set([second])
    expect(two.before).toBe(one.now)
    expect(two.now).toBeGreaterThan(two.before)
    expect(await again()).toBe(two.now)
    // The same word again changes nothing.
    const statement = signRelation(stage, bob.person, first, { isBlocked: true })
    const told = [1, 2].map(() => bob.rpc.call('relation.set', { statements: [statement] }))
    const marks = (await Promise.all(told)).map((answer) => answer.ok && answer.value.mark)
    expect(marks[1]).toEqual({ before: marks[0] && marks[0].now, now: marks[0] && marks[0].now })
  })

  it('CAN3 only what is newer than a mark is listed, in pages, and the latest word once', async () => {
    invariant(first && third, 'there are people')
    await set(names.slice(0, 50))
    const { now } = await set(names.slice(50, 100))
    expect((await list(now)).people).toEqual([])
    await set([third, first], { isBlocked: true })
    expect((await list(now)).people).toEqual([first, third])
    await set(names.slice(0, 50), { isFollowed: true })
    await set(names.slice(100))
    const missed = await list(now)
    expect(missed.people).toEqual([...names.slice(0, 50), ...names.slice(100)])
    expect(missed.mark).toBe(await again())
    expect((await list(0)).people).toEqual(names)
  })

  it('CAN3 a clock that is set back does not bring an old mark again', async () => {
    invariant(first && second, 'there are people')
    const one = await set([first])
    clock.jumpWallClock(-3_600_000)
    const two = await set([second])
    expect(two.now).toBeGreaterThan(one.now)
    expect((await list(one.now)).people).toEqual([second])
  })

  it('CAN3 an answer to a request, too, is news for the account’s other devices', async () => {
    const ann = await signIn(stage, await register(stage, 'ann'))
    await setPolicy(stage, bob, NOBODY)
    expect(await ann.rpc.call('request.send', { to: bob.person.handle, text: '' })).toMatchObject({
      ok: true,
    })
    const relation = signRelation(stage, bob.person, ann.person.handle, { grant: 'once' })
    const answered = await bob.rpc.call('request.answer', {
      from: ann.person.handle,
      answer: 'once',
      relation,
    })
    expect(answered.ok).toBe(true)
    expect(await again()).toBeGreaterThan(0)
    expect((await list(0)).people).toEqual(['ann'])
  })
})
