import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fingerprint, Nonce, Sha256 } from '../../../src/contract/ids.ts'
import { deriveSafetyEmoji, SAFETY_EMOJI, SAFETY_EMOJI_COUNT } from '../../../src/domain/safety-emoji.ts'
import { testCrypto } from '../../support/test-crypto.ts'

const hex = (text: string) => createHash('sha256').update(text).digest('hex')
const sideOf = (seed: string) => ({
  listHead: Sha256.parse(hex(`${seed} list`)),
  fingerprint: Fingerprint.parse(hex(`${seed} certificate`)),
  nonce: Nonce.parse(hex(`${seed} nonce`)),
})
const derive = (caller: string, callee: string) =>
  deriveSafetyEmoji(testCrypto, { caller: sideOf(caller), callee: sideOf(callee) })

describe('safety emoji', () => {
  it('TRUST2 there are 64, each with a name and a symbol of its own, which every language file can key by', () => {
    expect(SAFETY_EMOJI).toHaveLength(64)
    expect(new Set(SAFETY_EMOJI.map(({ name }) => name)).size).toBe(64)
    expect(new Set(SAFETY_EMOJI.map(({ symbol }) => symbol.replace('\ufe0f', ''))).size).toBe(64)
    for (const { name, symbol } of SAFETY_EMOJI) {
      expect(name).toMatch(/^[a-z]{3,20}$/)
      expect(symbol).toMatch(/^\p{Extended_Pictographic}\ufe0f?$/u)
    }
  })

  it('TRUST2 both ends derive the same six from the same facts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (caller, callee) => {
        const atCaller = derive(caller, callee)
        expect(derive(caller, callee)).toEqual(atCaller)
        expect(atCaller).toHaveLength(SAFETY_EMOJI_COUNT)
        const names = new Set(SAFETY_EMOJI.map(({ name }) => name))
        expect(atCaller.every((name) => names.has(name))).toBe(true)
      }),
    )
  })

  it('TRUST2 each of the six facts counts: another list, certificate or nonce of either side shows', () => {
    const before = { caller: sideOf('alice'), callee: sideOf('bob') }
    const shown = deriveSafetyEmoji(testCrypto, before)
    for (const side of ['caller', 'callee'] as const) {
      for (const fact of ['listHead', 'fingerprint', 'nonce'] as const) {
        const changed = { ...before, [side]: { ...before[side], [fact]: hex('mallory') } }
        expect(deriveSafetyEmoji(testCrypto, changed)).not.toEqual(shown)
      }
    }
    expect(derive('bob', 'alice')).not.toEqual(shown)
  })

  it('TRUST2 the derivation is pinned: another build shows the same', () => {
    expect(derive('alice', 'bob')).toMatchInlineSnapshot(`
      [
        "glasses",
        "pin",
        "pencil",
        "turtle",
        "wrench",
        "pencil",
      ]
    `)
  })

  it('TRUST2 each of the 64 comes about equally often, at each of the six places', () => {
    const rounds = 6_400
    const counts = Array.from({ length: SAFETY_EMOJI_COUNT }, () => new Map<string, number>())
    for (let round = 0; round < rounds; round++) {
      derive(`alice ${round}`, 'bob').forEach((name, place) => {
        const at = counts[place]
        at?.set(name, (at.get(name) ?? 0) + 1)
      })
    }
    const expected = rounds / 64
    for (const at of counts) {
      const deviations = SAFETY_EMOJI.map(({ name }) => ((at.get(name) ?? 0) - expected) ** 2 / expected)
      const chiSquare = deviations.reduce((sum, deviation) => sum + deviation, 0)
      // 63 degrees of freedom: 63 on average, above 120 once in 50,000 even draws. The draws are fixed.
      expect(chiSquare).toBeLessThan(120)
    }
  })
})
