import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RingPassSecret } from '../../../src/contract/call-request.ts'
import { Address, Handle } from '../../../src/contract/ids.ts'
import { RingPassStatement } from '../../../src/contract/statements.ts'
import { decidePass, formatPassLink, parsePassQuery, passIdOf } from '../../../src/domain/ring-pass.ts'
import { anyText } from '../../support/any-text.ts'
import { testCrypto } from '../../support/test-crypto.ts'

const alice = Handle.parse('alice')
const carol = Handle.parse('carol')
const secret = RingPassSecret.parse(Buffer.alloc(16, 7).toString('base64url'))
const pass = (forHandle: Handle | null) =>
  RingPassStatement.body.parse({
    handle: 'bob',
    device: 'd0'.repeat(16),
    passId: passIdOf(testCrypto, secret),
    forHandle,
    expiresAtMs: 1_000,
  })

describe('ring pass', () => {
  it('CAN7 a link carries the secret there and back, and nothing else is read as one', () => {
    const owner = Address.parse('@bob@calls.example.org:4700')
    const link = formatPassLink(owner, secret)
    expect(link).toBe(`ahoy:@bob@calls.example.org:4700?pass=${secret}`)
    expect(parsePassQuery(link.split('?')[1] ?? '')).toBe(secret)
    for (const query of ['', 'pass', 'pass=', `pass=${secret}&x=1`, `pass=${secret}=`, `key=${secret}`]) {
      expect(parsePassQuery(query)).toBeNull()
    }
    fc.assert(
      fc.property(anyText(60), (text) => {
        const read = parsePassQuery(text)
        expect(read === null || text === `pass=${read}`).toBe(true)
      }),
    )
  })

  it('CAN7 it is good for whom it was made, until it expires or was used', () => {
    const known = { pass: pass(null), isUnused: true }
    expect(decidePass(null, known, alice, 0)).toBe('none')
    expect(decidePass(secret, known, alice, 999)).toBe('good')
    expect(decidePass(secret, known, alice, 1_000)).toBe('bad')
    expect(decidePass(secret, { ...known, isUnused: false }, alice, 0)).toBe('bad')
    expect(decidePass(secret, null, alice, 0)).toBe('bad')
    const bound = { pass: pass(alice), isUnused: true }
    expect(decidePass(secret, bound, alice, 0)).toBe('good')
    expect(decidePass(secret, bound, carol, 0)).toBe('bad')
  })
})
