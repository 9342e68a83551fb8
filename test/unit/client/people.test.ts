import { describe, expect, it } from 'vitest'
import { createPeople, type People, type SeenPerson } from '../../../src/client/people.ts'
import { createRecordKeeper } from '../../../src/client/record-keeper.ts'
import { StoredPeople } from '../../../src/client/stored-records.ts'
import { DisplayName, Handle } from '../../../src/contract/ids.ts'
import type { Relation } from '../../../src/contract/relation.ts'
import { ok } from '../../../src/contract/result.ts'
import { NO_RELATION } from '../../../src/domain/relation.ts'
import { settlePromises } from '../../support/manual-clock.ts'
import { addDevice, listHead, makeTestAccount, type TestAccount } from '../../support/test-account.ts'
import { makeDevice, makeTestDirectory, testCrypto } from '../../support/test-crypto.ts'

const KEYS = makeTestDirectory()
const ALICE = makeTestAccount(KEYS, 'alice')
const GROWN = addDevice(KEYS, ALICE, makeDevice('alice phone'))
const POSING = makeTestAccount(KEYS, 'alice', { deviceSeed: 'another alice' })

const seen = (account: TestAccount): SeenPerson => ({
  handle: account.handle,
  displayName: DisplayName.parse('Alice'),
  badge: null,
  list: listHead(KEYS, account),
  chain: account.deviceLists,
})

function createRig() {
  let stored: unknown
  const relations = new Map<Handle, Relation>()
  const storage = {
    read: () => stored,
    write: async (_: string, value: unknown) => {
      stored = structuredClone(value)
      return ok(null)
    },
  }
  const open = (): People => {
    const log = { info: () => {}, warn: () => {} }
    return createPeople({
      crypto: testCrypto,
      keeper: createRecordKeeper('people', StoredPeople, [], { storage, log }),
      relations: {
        of: (handle) => relations.get(handle) ?? NO_RELATION,
        people: () => [...relations.keys()],
      },
      book: { nameOf: (handle) => (handle === 'carol' ? 'Caro' : null), isFavourite: () => false },
      onChange: () => {},
    })
  }
  return { open, people: open(), relations }
}

const call = (atMs: number) =>
  ({ direction: 'outgoing', media: 'audio', outcome: 'answered', atMs, durationMs: 5 }) as const

describe('people and their keys', () => {
  it('TRUST1 the first contact is pinned, and known from then on, also after a restart', () => {
    const { people, open } = createRig()
    expect(people.meet(seen(ALICE), true).kind).toBe('first-contact')
    expect(people.meet(seen(ALICE), true).kind).toBe('known')
    expect(open().judge(seen(ALICE)).kind).toBe('known')
  })

  it('TRUST1 judging pins nothing', () => {
    const { people } = createRig()
    expect(people.judge(seen(ALICE)).kind).toBe('first-contact')
    expect(people.judge(seen(POSING)).kind).toBe('first-contact')
    expect(people.rows(KEYS.host)).toEqual([])
  })

  it('TRUST1 a grown list moves the pin, and the older one is then rolled back', () => {
    const { people } = createRig()
    people.meet(seen(ALICE), true)
    expect(people.meet(seen(GROWN), true).kind).toBe('grown')
    expect(people.judge(seen(GROWN)).kind).toBe('known')
    expect(people.meet(seen(ALICE), true).kind).toBe('rolled-back')
    expect(people.judge(seen(GROWN)).kind).toBe('known')
  })

  it('TRUST2 another key is marked, never pinned, and stays marked until the person is forgotten', async () => {
    const { people, open } = createRig()
    people.meet(seen(ALICE), true)
    expect(people.meet(seen(POSING), true).kind).toBe('changed')
    expect(people.meet(seen(POSING), true).kind).toBe('changed')
    expect(people.meet(seen(ALICE), true).kind).toBe('known')
    expect(people.hasChangedKey(ALICE.handle)).toBe(true)
    await settlePromises()
    expect(open().hasChangedKey(ALICE.handle)).toBe(true)
    people.forget(ALICE.handle)
    expect(people.hasChangedKey(ALICE.handle)).toBe(false)
    expect(people.meet(seen(POSING), true).kind).toBe('first-contact')
  })

  it('CAN5 only who was dialled or answered has a row; being met unlisted does not unlist', () => {
    const { people } = createRig()
    people.meet(seen(ALICE), false)
    expect(people.isKnown(ALICE.handle)).toBe(false)
    people.meet(seen(ALICE), true)
    people.meet(seen(ALICE), false)
    expect(people.rows(KEYS.host).map(({ handle }) => handle)).toEqual(['alice'])
  })

  it('CAN5 presence is shown while it is told, and only of my people', () => {
    const { people } = createRig()
    people.meet(seen(ALICE), true)
    const reachability = { verdict: 'allowed', rule: 'everyone' } as const
    const nobody = Handle.parse('nobody')
    people.noteStanding(
      [ALICE.handle, nobody].map((handle) => ({ handle, presence: 'online', reachability })),
    )
    expect(people.rows(KEYS.host)).toMatchObject([{ handle: 'alice', presence: 'online' }])
    people.hideAll()
    expect(people.rows(KEYS.host)).toMatchObject([{ presence: 'hidden' }])
  })

  it('CAN9 who was followed, blocked or put in the book has a row, under my own name for them', () => {
    const { people, relations } = createRig()
    people.meet(seen(ALICE), true)
    const blocked = { ...NO_RELATION, isBlocked: true }
    for (const handle of ['alice', 'carol']) relations.set(Handle.parse(handle), blocked)
    expect(people.rows(KEYS.host)).toMatchObject([
      { handle: 'carol', displayName: '@carol', myName: 'Caro', relation: blocked },
      { handle: 'alice', displayName: 'Alice', myName: null, relation: blocked },
    ])
    expect(people.rows(KEYS.host).map(({ reachability }) => reachability.verdict)).toEqual([
      'unknown',
      'unknown',
    ])
  })

  it('HIST1 the last call is the newest one, and orders the rows', () => {
    const { people } = createRig()
    const bob = makeTestAccount(KEYS, 'bobby')
    people.meet(seen(ALICE), true)
    people.meet({ ...seen(bob), displayName: DisplayName.parse('Bob') }, true)
    people.noteCall(bob.handle, call(20))
    people.noteCall(bob.handle, call(10))
    people.noteCall(Handle.parse('nobody'), call(30))
    expect(people.rows(KEYS.host).map(({ handle, lastCall }) => [handle, lastCall?.atMs])).toEqual([
      ['bobby', 20],
      ['alice', undefined],
    ])
  })
})
