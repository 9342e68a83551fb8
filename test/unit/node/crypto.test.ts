import { describe, expect, it } from 'vitest'
import { PublicKey, Signature } from '../../../src/contract/ids.ts'
import { createCrypto } from '../../../src/node/crypto.ts'
import { createSigner, makePrivateKey } from '../../../src/node/ed25519.ts'

const crypto = createCrypto()

describe('crypto', () => {
  it('TRUST3 hashes the UTF-8 bytes of a text', () => {
    // The vector of FIPS 180-2 for "abc".
    expect(crypto.sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(crypto.sha256('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c')
  })

  it('TRUST3 verifies what the key signed, and nothing else', () => {
    const signer = createSigner(makePrivateKey())
    const signature = signer.sign('a text')
    expect(crypto.verify(signer.publicKey, 'a text', signature)).toBe(true)
    expect(crypto.verify(signer.publicKey, 'a text ', signature)).toBe(false)
    expect(crypto.verify(createSigner(makePrivateKey()).publicKey, 'a text', signature)).toBe(false)
  })

  it('TRUST3 verifies a signature of RFC 8032, from the raw key', () => {
    const raw = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')
    const publicKey = PublicKey.parse(raw('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'))
    const signature = Signature.parse(
      raw(
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ),
    )
    expect(crypto.verify(publicKey, 'r', signature)).toBe(true)
    expect(crypto.verify(publicKey, 's', signature)).toBe(false)
    // From now on the key is kept.
    expect(crypto.verify(publicKey, 'r', signature)).toBe(true)
    expect(crypto.verify(publicKey, 's', signature)).toBe(false)
  })

  it('TRUST3 a key that is no point is false, never an exception', () => {
    const bad = PublicKey.parse(Buffer.alloc(32, 0xff).toString('base64url'))
    expect(crypto.verify(bad, 'a text', Signature.parse('A'.repeat(86)))).toBe(false)
  })

  it('ID2 a stored key signs as the same device', () => {
    const stored = makePrivateKey()
    expect(createSigner(stored).publicKey).toBe(createSigner(stored).publicKey)
    expect(createSigner(stored).sign('x')).toBe(createSigner(stored).sign('x'))
  })
})
