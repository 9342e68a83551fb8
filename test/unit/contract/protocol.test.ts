import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideVersion, PROTOCOL, VersionRange } from '../../../src/contract/protocol.ts'

const range = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 10 }))
  .map(([lowest, more]) => ({ lowest, highest: lowest + more }))

describe('protocol version', () => {
  it('IT3 the highest version that both speak is taken, and both take the same', () => {
    fc.assert(
      fc.property(range, range, (ours, theirs) => {
        const speaks = ({ lowest, highest }: VersionRange, version: number) =>
          lowest <= version && version <= highest
        const common = Array.from({ length: 40 }, (_, version) => version).filter(
          (version) => speaks(ours, version) && speaks(theirs, version),
        )
        const choice = decideVersion(ours, theirs)
        const best = common.at(-1)
        if (best !== undefined) expect(choice).toEqual({ kind: 'agreed', version: best })
        else expect(choice.kind).toBe('mismatch')
      }),
    )
  })

  it('IT3 on a mismatch the two sides agree on which of them is to be updated', () => {
    fc.assert(
      fc.property(range, range, (ours, theirs) => {
        const here = decideVersion(ours, theirs)
        const there = decideVersion(theirs, ours)
        fc.pre(here.kind === 'mismatch')
        expect(there.kind).toBe('mismatch')
        if (here.kind !== 'mismatch' || there.kind !== 'mismatch') return
        expect(here.update).toBe(ours.highest < theirs.lowest ? 'us' : 'them')
        expect([here.update, there.update].toSorted()).toEqual(['them', 'us'])
      }),
    )
  })

  it('IT3 this build names a range that it speaks itself', () => {
    expect(VersionRange.parse(PROTOCOL)).toEqual(PROTOCOL)
    expect(decideVersion(PROTOCOL, PROTOCOL)).toEqual({ kind: 'agreed', version: PROTOCOL.highest })
  })
})
