import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fingerprint, Handle, Sha256 } from '../../../src/contract/ids.ts'
import type { SignedStatement } from '../../../src/contract/statement.ts'
import { AcceptStatement, AttemptStatement, DeviceListStatement } from '../../../src/contract/statements.ts'
import { decideChain, openByListedDevice, verifyDeviceLists } from '../../../src/domain/device-list.ts'
import { signStatement } from '../../../src/domain/signed.ts'
import { deviceOf, headOf, listed, makeChain, signNextList } from '../../support/sample-accounts.ts'
import { makeTestDirectory, testCrypto } from '../../support/test-crypto.ts'

const { scope } = makeTestDirectory()
const verify = (chain: readonly SignedStatement[]) => verifyDeviceLists(testCrypto, scope, chain)
const refused = (kind: string) => ({ ok: false, error: { kind } })

const first = deviceOf('alice 1')
const second = deviceOf('alice 2')
const mallory = deviceOf('mallory')
const chain1 = makeChain(scope, 1)
const chain3 = makeChain(scope, 3)
const last3 = chain3.slice(-1)
const headOf3 = last3.map(headOf)[0]

describe('device list', () => {
  it('TRUST1 a chain of any length that holds gives its newest version', () => {
    for (const length of [1, 2, 5, 20]) {
      const chain = makeChain(scope, length)
      const verified = verify(chain)
      expect(verified).toMatchObject({ ok: true, value: { handle: 'alice', number: length } })
      if (!verified.ok) continue
      expect(verified.value.devices).toHaveLength(length)
      expect(chain.map(headOf).at(-1)).toBe(verified.value.head)
    }
  })

  it('TRUST1 an empty chain is nobody', () => {
    expect(verify([])).toEqual(refused('empty'))
  })

  it('TRUST1 a device that was dropped from the list can sign no further version', () => {
    const dropped = signNextList(scope, chain1, first, [listed(second)])
    expect(verify([...chain1, dropped])).toMatchObject({ ok: true, value: { devices: [{ id: second.id }] } })
    const revenge = signNextList(scope, [...chain1, dropped], first, [listed(first)])
    expect(verify([...chain1, dropped, revenge])).toEqual(refused('signer'))
  })

  it('TRUST1 a directory cannot add a device of its own: not in the list before, it is no signer', () => {
    const planted = signNextList(scope, chain1, mallory, [listed(first), listed(mallory)])
    expect(verify([...chain1, planted])).toEqual(refused('signer'))
  })

  it('TRUST1 a version in somebody else’s name is not signed by them', () => {
    const forged = signNextList(scope, chain1, mallory, [listed(first), listed(mallory)], {
      signedBy: first.id,
    })
    expect(verify([...chain1, forged])).toEqual(refused('signature'))
  })

  it('TRUST1 the first version is signed by a device of its own', () => {
    const foreign = signNextList(scope, [], mallory, [listed(first)])
    expect(verify([foreign])).toEqual(refused('signer'))
  })

  it('TRUST1 a key under another device’s id is refused, also when the other fields hold', () => {
    const swapped = { ...listed(first), publicKey: mallory.signer.publicKey }
    const forged = signNextList(scope, [], mallory, [swapped], { signedBy: first.id })
    expect(verify([forged])).toEqual(refused('device-id'))
    const later = signNextList(scope, chain1, first, [swapped])
    expect(verify([...chain1, later])).toEqual(refused('device-id'))
  })

  it('TRUST1 one device twice is refused', () => {
    const twice = signNextList(scope, [], first, [listed(first, 'One'), listed(first, 'Two')])
    expect(verify([twice])).toEqual(refused('device-id'))
  })

  it('TRUST1 a gap, a repeated version and a wrong order are refused', () => {
    const [one, two, three] = chain3
    if (!one || !two || !three) throw new Error('three versions')
    expect(verify([one, three])).toEqual(refused('number'))
    expect(verify([two, three])).toEqual(refused('number'))
    expect(verify([one, one])).toEqual(refused('number'))
    expect(verify([one, three, two])).toEqual(refused('number'))
  })

  it('TRUST1 a version of another chain does not link, however it is numbered', () => {
    const fork = makeChain(scope, 2, 'alice', { handle: Handle.parse('alice_2') })
    const [one] = chain3
    const [, forkTwo] = fork
    if (!one || !forkTwo) throw new Error('two chains')
    expect(verify([one, forkTwo])).toEqual(refused('link'))
    const unlinked = signNextList(scope, chain1, first, [listed(first)], { previous: null })
    expect(verify([...chain1, unlinked])).toEqual(refused('link'))
    const linkedFirst = signNextList(scope, [], first, [listed(first)], {
      previous: Sha256.parse('0'.repeat(64)),
    })
    expect(verify([linkedFirst])).toEqual(refused('link'))
  })

  it('TRUST1 an account does not change its handle on the way', () => {
    const renamed = signNextList(scope, chain1, first, [listed(first)], { handle: Handle.parse('bob') })
    expect(verify([...chain1, renamed])).toEqual(refused('handle'))
  })

  it('ID3 a chain of another directory says nothing here, be it another host or another key', () => {
    for (const other of [
      makeTestDirectory('elsewhere.test'),
      makeTestDirectory('directory.test', 'other key'),
    ]) {
      expect(verify(makeChain(other.scope, 1))).toEqual(refused('malformed'))
    }
  })

  it('TRUST3 one changed character anywhere in text or signature is refused', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: chain3.length - 1 }),
        fc.nat(),
        fc.constantFrom('text', 'signature'),
        fc.integer({ min: 33, max: 126 }),
        (index, seed, part, code) => {
          const chain = chain3.map((signed, at) => {
            if (at !== index) return signed
            const position = seed % signed[part].length
            const character = String.fromCharCode(code)
            fc.pre(signed[part][position] !== character)
            // The contract refuses other characters than base64url's; of the last one, four bits say nothing.
            const isLast = position === signed.signature.length - 1
            fc.pre(part === 'text' || (/[A-Za-z0-9_-]/.test(character) && !isLast))
            const changed = signed[part].slice(0, position) + character + signed[part].slice(position + 1)
            return { ...signed, [part]: changed }
          })
          expect(verify(chain).ok).toBe(false)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('TRUST1 no shuffle, cut or repetition of true versions passes, but for a beginning of the chain', () => {
    const long = makeChain(scope, 5)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...long.keys()), { minLength: 1, maxLength: 7 }), (picks) => {
        const isBeginning = picks.every((pick, at) => pick === at)
        const picked = picks.flatMap((pick) => long.slice(pick, pick + 1))
        expect(verify(picked).ok).toBe(isBeginning)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a pinned chain', () => {
  const known = headOf3 ? { number: 3, head: headOf3 } : null

  it('TRUST1 the same, a longer and a first chain are told apart', () => {
    expect(decideChain(testCrypto, chain3, null)).toEqual({ kind: 'first-contact' })
    expect(decideChain(testCrypto, chain3, known)).toEqual({ kind: 'known' })
    expect(decideChain(testCrypto, makeChain(scope, 5), known)).toEqual({ kind: 'grown' })
  })

  it('TRUST1 an older list than the one that was seen is a rollback', () => {
    expect(decideChain(testCrypto, makeChain(scope, 2), known)).toEqual({ kind: 'rolled-back' })
  })

  it('TRUST1 a fork from the same beginning, and a chain of another key, are changed keys', () => {
    const fork = [...makeChain(scope, 2)]
    fork.push(signNextList(scope, fork, second, [listed(second), listed(deviceOf('alice tablet'))]))
    expect(verify(fork).ok).toBe(true)
    expect(decideChain(testCrypto, fork, known)).toEqual({ kind: 'changed' })
    expect(decideChain(testCrypto, makeChain(scope, 4, 'impostor'), known)).toEqual({ kind: 'changed' })
  })
})

describe('a statement by a listed device', () => {
  const verified = verify(chain3)
  const list = verified.ok ? verified.value : { devices: [] }
  const body = {
    callId: '1'.repeat(32),
    device: second.id,
    attempt: 2,
    fingerprint: Fingerprint.parse('cd'.repeat(32)),
  }
  const open = (signed: SignedStatement) =>
    openByListedDevice({ crypto: testCrypto, scope }, AttemptStatement, signed, list)
  const signAttempt = (signer = second.signer, device = second.id) =>
    signStatement(signer, AttemptStatement, scope, AttemptStatement.body.parse({ ...body, device }))

  it('TRUST1 opens with the key that the list has for the device that it names', () => {
    expect(open(signAttempt())).toMatchObject({ ok: true, value: { body, device: { id: second.id } } })
  })

  it('TRUST1 another listed device’s signature, an unlisted device and another kind are refused', () => {
    expect(open(signAttempt(first.signer))).toEqual(refused('signature'))
    expect(open(signAttempt(mallory.signer, mallory.id))).toEqual(refused('device'))
    const [one] = chain3
    if (!one) throw new Error('a chain')
    expect(open(one)).toEqual(refused('content'))
    expect(openByListedDevice({ crypto: testCrypto, scope }, AcceptStatement, signAttempt(), list)).toEqual(
      refused('content'),
    )
    expect(DeviceListStatement.purpose).not.toBe(AttemptStatement.purpose)
  })
})
