import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRelations } from '../../../../src/client/callers/relations.ts'
import type { StoredRelations } from '../../../../src/client/stored-records.ts'
import { Handle } from '../../../../src/contract/ids.ts'
import { LIMITS } from '../../../../src/contract/limits.ts'
import { fail, ok } from '../../../../src/contract/result.ts'
import { NO_RELATION } from '../../../../src/domain/relation.ts'
import { ALICE, createKeeperRig, KEYS, memoryKeeper, ME } from '../../../support/keeper-rig.ts'
import { settlePromises } from '../../../support/manual-clock.ts'
import { signedRelation } from '../../../support/sample-policy.ts'
import { readRelation } from '../../../support/scripted-directory.ts'
import { newCallId } from '../../../support/test-account.ts'

const BOB = Handle.parse('bob')
const blocked = { ...NO_RELATION, isBlocked: true }

function createRig(stored: StoredRelations = { mark: 1, people: [] }) {
  const { rig, deps } = createKeeperRig()
  const keeper = memoryKeeper<StoredRelations>(stored)
  const relations = createRelations({ ...deps, keeper })
  const atDirectory = (person = BOB) => {
    const statement = rig.directory.relations.get(person)
    return statement ? readRelation(statement) : null
  }
  return { rig, deps, keeper, relations, atDirectory }
}

describe('how I stand to people', () => {
  it('CAN3 holds at once, goes up signed, and is there after a restart', async () => {
    const { deps, keeper, relations, atDirectory } = createRig()
    void relations.set(BOB, { isBlocked: true })
    expect(relations.of(BOB)).toEqual(blocked)
    expect(relations.upload()).toEqual({ kind: 'waiting' })
    await settlePromises()
    expect(atDirectory()).toMatchObject({ revision: 1, relation: blocked })
    expect(relations.upload()).toEqual({ kind: 'saved' })
    const again = createRelations({ ...deps, keeper })
    expect(again.of(BOB)).toEqual(blocked)
    expect(again.people()).toEqual(['bob'])
  })

  it('CAN9 a whole address book goes up in frames, and none of it waits in memory twice', async () => {
    const { rig, relations } = createRig()
    const people = Array.from({ length: 5_000 }, (_, n) => Handle.parse(`person_${n}`))
    const startedAt = performance.now()
    relations.noteBook(people, [])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    for (let turn = 0; turn < 200 && relations.upload().kind === 'waiting'; turn += 1) await settlePromises()
    expect(relations.upload()).toEqual({ kind: 'saved' })
    expect(rig.directory.relations.size).toBe(5_000)
    const sizes = rig.directory.inputsOf('relation.set').map(({ statements }) => statements.length)
    expect(Math.max(...sizes)).toBe(LIMITS.relationsPerFrame)
    expect(sizes).toHaveLength(100)
  })

  it('CAN3 a device without relations takes those that its own account signed, and no others', async () => {
    const { rig, relations } = createRig({ mark: null, people: [] })
    const theirs = signedRelation(KEYS, ME, BOB, 9, { exception: 'never' })
    rig.directory.relations.set(BOB, theirs)
    const forged = signedRelation(KEYS, ME, ALICE.handle, 9, { exception: 'always' }, KEYS.signer)
    rig.directory.relations.set(ALICE.handle, forged)
    relations.handleSignedIn(1)
    await settlePromises()
    expect(relations.of(BOB).exception).toBe('never')
    expect(relations.of(ALICE.handle)).toEqual(NO_RELATION)
  })

  it('CAN3 what changed here before the directory was heard goes on top of what it has', async () => {
    const { rig, relations, atDirectory } = createRig({ mark: null, people: [] })
    rig.directory.relations.set(BOB, signedRelation(KEYS, ME, BOB, 9, { isBlocked: true }))
    rig.isOnline = false
    void relations.set(BOB, { isFollowed: true })
    rig.isOnline = true
    relations.handleSignedIn(1)
    await settlePromises()
    expect(relations.of(BOB)).toEqual({ ...blocked, isFollowed: true })
    expect(atDirectory()).toMatchObject({ revision: 10, relation: { isBlocked: true, isFollowed: true } })
    expect(relations.upload()).toEqual({ kind: 'saved' })
  })

  it.each([
    ['of another key', signedRelation(KEYS, ME, BOB, 90, { exception: 'always' }, ALICE.device.signer)],
    ['of another account', signedRelation(KEYS, ALICE, BOB, 90, { exception: 'always' })],
    ['of long ago', signedRelation(KEYS, ME, BOB, 1, { exception: 'always' })],
  ])('CAN4 a refusal with a relation %s changes nothing here, and shows as failed', async (_, current) => {
    const { rig, relations } = createRig()
    rig.isOnline = false
    void relations.set(BOB, { isFollowed: true })
    void relations.set(BOB, { isBlocked: true })
    rig.isOnline = true
    rig.directory.answers['relation.set'] = () => fail({ kind: 'older-revision', current })
    relations.handleSignedIn(1)
    await settlePromises()
    expect(relations.of(BOB)).toEqual({ ...blocked, isFollowed: true })
    expect(relations.upload()).toEqual({ kind: 'failed', why: 'newer-elsewhere' })
    expect(rig.directory.inputsOf('relation.set')).toHaveLength(1)
  })

  it('CAN7 a grant is used up by one ring, which keeps it, and goes up as used', async () => {
    const { relations, atDirectory } = createRig()
    void relations.set(BOB, { grant: 'once' })
    const [first, second] = [newCallId(), newCallId()]
    void relations.spend(BOB, first)
    void relations.spend(BOB, second)
    expect(relations.of(BOB).grant).toBe('none')
    expect([first, second].map((callId) => relations.ofRing(BOB, callId).grant)).toEqual(['once', 'none'])
    await settlePromises()
    expect(atDirectory()?.relation.grant).toBe('none')
  })

  it('CAN3 asks at sign-in only where the directory has another mark, and then only for what is newer', async () => {
    const { rig, deps, keeper, relations } = createRig({ mark: 5, people: [] })
    const asked = () => rig.directory.inputsOf('relation.list').map(({ since }) => since)
    rig.directory.relations.set(BOB, signedRelation(KEYS, ME, BOB, 9, { isBlocked: true }))
    rig.directory.relationsMark = 8
    relations.handleSignedIn(5)
    await settlePromises()
    expect([asked(), relations.isCaughtUp()]).toEqual([[], true])
    relations.handleSignedIn(8)
    expect(relations.isCaughtUp()).toBe(false)
    await settlePromises()
    expect([asked(), relations.isCaughtUp()]).toEqual([[5], true])
    expect(relations.of(BOB)).toEqual(blocked)
    // It has lost some of them: whatever it has now is read from the beginning.
    rig.directory.relationsMark = 3
    const again = createRelations({ ...deps, keeper })
    again.handleSignedIn(3)
    expect(again.isCaughtUp()).toBe(false)
    await settlePromises()
    expect([asked(), again.isCaughtUp()]).toEqual([[5, 0], true])
  })

  it('CAN3 what a directory has lost, such as one that was set back to a copy, goes there once more', async () => {
    const { rig, relations, atDirectory } = createRig()
    void relations.set(BOB, { isBlocked: true })
    void relations.set(ALICE.handle, { isFollowed: true })
    await settlePromises()
    rig.directory.relations.delete(BOB)
    rig.directory.relationsMark = 0
    const told = rig.directory.inputsOf('relation.set').length
    relations.handleSignedIn(0)
    await settlePromises()
    expect(atDirectory()).toMatchObject({ revision: 1, relation: blocked })
    expect(relations.upload()).toEqual({ kind: 'saved' })
    expect(rig.directory.inputsOf('relation.set').slice(told)).toMatchObject([{ statements: [{}] }])
  })

  it('CAN3 what this device told itself is not read again, unless another one told something before', async () => {
    const { rig, keeper, relations } = createRig({ mark: 5, people: [] })
    let marks = { before: 5, now: 6 }
    rig.directory.answers['relation.set'] = () => ok({ mark: marks })
    void relations.set(BOB, { isBlocked: true })
    await settlePromises()
    expect(keeper.get().mark).toBe(6)
    marks = { before: 7, now: 8 }
    void relations.set(ALICE.handle, { isBlocked: true })
    await settlePromises()
    expect(keeper.get().mark).toBe(6)
  })

  it('CAN3 what was changed here goes up at once, also while the list of others’ changes is waited for', async () => {
    const { rig, relations, atDirectory } = createRig({ mark: 5, people: [] })
    rig.isOnline = false
    void relations.set(BOB, { isBlocked: true })
    rig.isOnline = true
    rig.directory.answers['relation.list'] = () => new Promise(() => {})
    relations.handleSignedIn(6)
    await settlePromises()
    expect(atDirectory()?.relation).toEqual(blocked)
    expect(relations.isCaughtUp()).toBe(false)
    relations.stop()
  })

  it('CAN3 what the directory refused is sent again when the person asks for it', async () => {
    const { rig, relations, atDirectory } = createRig()
    const save = rig.directory.answers['relation.set']
    rig.directory.answers['relation.set'] = () => fail({ kind: 'too-many-people' })
    void relations.set(BOB, { isBlocked: true })
    await settlePromises()
    expect(relations.upload()).toEqual({ kind: 'failed', why: 'too-many-people' })
    rig.directory.answers['relation.set'] = save
    relations.retry()
    await settlePromises()
    expect(relations.upload()).toEqual({ kind: 'saved' })
    expect(atDirectory()?.relation).toEqual(blocked)
  })

  it('CAN3 what the directory did not answer is told again by itself', async () => {
    const { rig, relations, atDirectory } = createRig()
    const save = rig.directory.answers['relation.set']
    rig.directory.answers['relation.set'] = () => new Promise(() => {})
    void relations.set(BOB, { isBlocked: true })
    await settlePromises()
    rig.directory.answers['relation.set'] = save
    await rig.clock.advanceAndSettle(25_000)
    expect(atDirectory()?.relation).toEqual(blocked)
    relations.stop()
  })
})

type World = ReturnType<typeof createRig>
const person = fc.constantFrom(BOB, ALICE.handle)
const change = fc.record(
  {
    isFollowed: fc.boolean(),
    isBlocked: fc.boolean(),
    exception: fc.constantFrom('none' as const, 'always' as const, 'never' as const),
  },
  { requiredKeys: [] },
)
const steps = fc.oneof(
  fc.tuple(person, change).map(([of, wanted]) => async ({ relations }: World) => {
    void relations.set(of, wanted)
  }),
  fc.constant(async ({ rig }: World) => {
    rig.isOnline = false
    rig.directory.cut()
  }),
  // What it says of its mark is anything.
  fc.nat({ max: 3 }).map((told) => async ({ rig, relations }: World) => {
    rig.reconnect()
    relations.handleSignedIn(told)
  }),
  fc.constant(async ({ relations }: World) => relations.handleChanged()),
  // It invents, it brings up what is old, and it loses what it was told.
  fc.tuple(person, fc.nat({ max: 30 })).map(([of, revision]) => async ({ rig }: World) => {
    rig.directory.relations.set(
      of,
      signedRelation(KEYS, ME, of, revision + 1, { grant: 'once' }, KEYS.signer),
    )
  }),
  person.map((of) => async ({ rig }: World) => {
    const old = rig.directory.inputsOf('relation.set').flatMap(({ statements }) => statements)
    const first = old.find((statement) => readRelation(statement).person === of)
    if (first) rig.directory.relations.set(of, first)
  }),
  person.map(
    (of) =>
      async ({ rig }: World) =>
        void rig.directory.relations.delete(of),
  ),
  fc.constant(() => settlePromises()),
)

describe('how I stand to people, whatever comes in between', () => {
  it('CAN4 the newest own word wins here and there; a foreign one is never taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (played) => {
        const world = createRig()
        const { rig, relations, atDirectory } = world
        const wanted = new Map<Handle, typeof NO_RELATION>()
        const set = relations.set
        const noted = {
          ...world,
          relations: {
            ...relations,
            set: (of: Handle, given: Parameters<typeof set>[1]) => {
              wanted.set(of, { ...(wanted.get(of) ?? NO_RELATION), ...(given as object) })
              return set(of, given)
            },
          },
        }
        for (const run of played) {
          await run(noted)
          for (const [of, relation] of wanted) expect(relations.of(of)).toEqual(relation)
        }
        // In the end it is reached, and what it invented is gone.
        for (const [of, statement] of rig.directory.relations) {
          const { relation } = readRelation(statement)
          if (relation.grant === 'once') rig.directory.relations.delete(of)
        }
        rig.reconnect()
        relations.handleChanged()
        for (let turn = 0; turn < 6; turn += 1) await settlePromises()
        for (const [of] of wanted) void set(of, { isInAddressBook: true })
        for (let turn = 0; turn < 6; turn += 1) await settlePromises()
        for (const [of, relation] of wanted) {
          expect(relations.of(of)).toEqual({ ...relation, isInAddressBook: true })
          expect(atDirectory(of)?.relation).toEqual({ ...relation, isInAddressBook: true })
        }
        relations.stop()
      }),
      { numRuns: 150 },
    )
  })
})
