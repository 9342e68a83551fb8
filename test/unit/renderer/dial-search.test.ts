import { describe, expect, it } from 'vitest'
import { Handle } from '../../../src/contract/ids.ts'
import { bob, person } from '../../../src/renderer/gallery/snapshots/people.ts'
import {
  createDialSearch,
  decideExactPerson,
  decideRows,
  type Found,
} from '../../../src/renderer/main-window/home/dial-search.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const bea = person('bea', 'Bea')
const matching = (...matches: Found['matches']): Found => ({ matches, exact: { kind: 'none' } })

function setUp() {
  const clock = createManualClock()
  const asked: { readonly typed: string; readonly answer: (found: Found | null) => void }[] = []
  const search = createDialSearch({
    clock,
    find: (typed) => new Promise((answer) => void asked.push({ typed, answer })),
  })
  return { clock, asked, search }
}

describe('REACH1 the dial field looks people up', () => {
  it('REACH1 asks once after a pause, not at each letter', async () => {
    const { clock, asked, search } = setUp()
    search.type('b')
    search.type('bo')
    expect(asked).toHaveLength(0)
    await clock.advanceAndSettle(200)
    expect(asked.map(({ typed }) => typed)).toEqual(['bo'])
  })

  it('REACH1 an answer to older text is dropped', async () => {
    const { clock, asked, search } = setUp()
    search.type('b')
    await clock.advanceAndSettle(200)
    search.type('bo')
    await clock.advanceAndSettle(200)
    asked[1]?.answer(matching(bob))
    asked[0]?.answer(matching(bea, bob))
    await clock.advanceAndSettle(0)
    expect(search.get()).toEqual({ typed: 'bo', found: matching(bob), isCurrent: true })
  })

  it('REACH1 keeps the rows of before until the new ones are there', async () => {
    const { clock, asked, search } = setUp()
    search.type('b')
    await clock.advanceAndSettle(200)
    asked[0]?.answer(matching(bea, bob))
    await clock.advanceAndSettle(0)
    search.type('bo')
    expect(search.get()).toEqual({ typed: 'bo', found: matching(bea, bob), isCurrent: false })
  })

  it('REACH1 Enter does not wait for the pause, and does not ask twice', async () => {
    const { clock, asked, search } = setUp()
    search.type('@bob')
    const settled = search.settle()
    await clock.advanceAndSettle(500)
    expect(asked).toHaveLength(1)
    asked[0]?.answer(matching(bob))
    expect(await settled).toEqual(matching(bob))
  })

  it('REACH1 empty text has no answer, and leaves no timer', async () => {
    const { clock, asked, search } = setUp()
    search.type('bo')
    search.type(' ')
    expect(search.get().found).toBeNull()
    expect(clock.timerCount()).toBe(0)
    expect(asked).toHaveLength(0)
  })

  it('REACH1 nothing is asked or told after the end', async () => {
    const { clock, asked, search } = setUp()
    let told = 0
    search.subscribe(() => void (told += 1))
    search.type('bo')
    search.dispose()
    await clock.advanceAndSettle(500)
    expect([asked.length, told]).toEqual([0, 1])
  })
})

describe('REACH1 whom the typed text means', () => {
  it('REACH1 the exact handle comes first', () => {
    expect(decideRows({ matches: [bea], exact: { kind: 'found', person: bob } })).toEqual([bob, bea])
  })

  it('REACH1 without a look, only a whole handle or address is called', () => {
    expect(decideExactPerson(matching(bob), 'bo')).toBeNull()
    expect(decideExactPerson(matching(bea, bob), ' @Bob ')).toBe(bob)
    expect(decideExactPerson(matching(bob), bob.address)).toBe(bob)
    expect(decideExactPerson(matching(bob), '@bob@elsewhere.example')).toBeNull()
    const missing: Found = { matches: [], exact: { kind: 'not-found', handle: Handle.parse('bob') } }
    expect(decideExactPerson(missing, 'bob')).toBeNull()
  })
})
