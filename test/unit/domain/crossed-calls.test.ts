import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallId, Handle } from '../../../src/contract/ids.ts'
import { decideCrossed } from '../../../src/domain/crossed-calls.ts'

const alice = Handle.parse('alice')
const bob = Handle.parse('bob')
const carol = Handle.parse('carol')
const callId = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => CallId.parse(Buffer.from(bytes).toString('hex')))
const low = CallId.parse('0'.repeat(31) + '1')
const high = CallId.parse('f'.repeat(32))

describe('crossed calls', () => {
  it('RING8 both sides decide alike: exactly one of two crossed calls survives, the one with the lower id', () => {
    fc.assert(
      fc.property(callId, callId, (first, second) => {
        fc.pre(first !== second)
        const atAlice = decideCrossed(
          { callId: first, to: bob, isUnanswered: true },
          { callId: second, from: bob },
        )
        const atBob = decideCrossed(
          { callId: second, to: alice, isUnanswered: true },
          { callId: first, from: alice },
        )
        const survivorOf = { 'keep-mine': first, 'take-theirs': second, 'not-crossed': null }
        const survivorOfBob = { 'keep-mine': second, 'take-theirs': first, 'not-crossed': null }
        expect(survivorOf[atAlice]).toBe(survivorOfBob[atBob])
        expect(survivorOf[atAlice]).toBe(first < second ? first : second)
      }),
    )
  })

  it('RING8 somebody else’s ring is not crossed with the call that I dialled', () => {
    const mine = { callId: high, to: bob, isUnanswered: true }
    expect(decideCrossed(mine, { callId: low, from: carol })).toBe('not-crossed')
  })

  it('RING8 a call that was answered is never given up for a crossed one', () => {
    const mine = { callId: high, to: bob, isUnanswered: false }
    expect(decideCrossed(mine, { callId: low, from: bob })).toBe('not-crossed')
  })
})
