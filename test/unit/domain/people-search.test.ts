import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PersonRow } from '../../../src/contract/bridge/snapshots.ts'
import { findPeople } from '../../../src/domain/people-search.ts'
import { NO_RELATION } from '../../../src/domain/relation.ts'

const person = (handle: string, displayName: string, myName: string | null = null): PersonRow =>
  PersonRow.parse({
    handle,
    address: `@${handle}@directory.test`,
    displayName,
    myName,
    isFavourite: false,
    badge: null,
    relation: NO_RELATION,
    presence: 'online',
    reachability: { verdict: 'allowed', rule: 'everyone' },
    lastCall: null,
    hasChangedKey: false,
  })
const people = [
  person('max', 'Zoé Müller'),
  person('zoe_k', 'Anna'),
  person('bob', 'Bob Zoeller'),
  person('zoe', 'Carla'),
  person('razoeri', 'Dan'),
]
const found = (typed: string) => findPeople(people, typed).map(({ handle }) => handle)

describe('people search', () => {
  it('REACH1 the best come first: the handle, handles that begin so, names that do, later words, then anywhere', () => {
    expect(found('zoe')).toEqual(['zoe', 'zoe_k', 'max', 'bob', 'razoeri'])
  })

  it('REACH1 a person is found by my own name for them as well as by theirs', () => {
    const mother = person('mrs_k', 'Karin Holm', 'Mum, of course')
    for (const typed of ['mum', 'course', 'karin', 'holm', 'MRS'])
      expect(findPeople([...people, mother], typed)).toEqual([mother])
  })

  it.each(['ZOE', '@zoe', ' zoé ', 'Zoe\u0301', '\uff3aOE'])(
    'REACH1 case, accents, width and @ do not matter: %s',
    (typed) => {
      expect(found(typed)).toEqual(found('zoe'))
    },
  )

  it('REACH1 an umlaut is found with and without', () => {
    expect(found('muller')).toEqual(['max'])
    expect(found('müller')).toEqual(['max'])
  })

  it('REACH1 nothing typed finds nobody, and so does what nobody is called', () => {
    for (const typed of ['', '  ', '@', 'nobody at all', '.*', '[']) expect(found(typed)).toEqual([])
  })

  it('REACH1 at most 50 are found, and everyone of them matches', () => {
    const many = Array.from({ length: 200 }, (_, index) => person(`user_${index}`, `Person ${index}`))
    expect(findPeople(many, 'user')).toHaveLength(50)
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), (typed) => {
        const wanted = typed.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase().replace(/^@/, '')
        for (const row of findPeople(many, typed)) {
          expect(`${row.handle}\n${row.displayName.toLowerCase()}`).toContain(wanted)
        }
      }),
    )
  })
})
