import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PublicKey, Signature } from '../../../../src/contract/ids.ts'
import { createSigner, makeSecret } from '../../../../src/main/adapters/secret-key.ts'
import { nodeCrypto } from '../../../../src/node/crypto.ts'
import { anyText } from '../../../support/any-text.ts'

function signerOf(secret: string) {
  const signer = createSigner(secret)
  if (!signer.ok) throw new Error('a fresh secret is well formed')
  return signer.value
}

test('ID2 the test vector of RFC 8032 comes out', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const signer = signerOf(seed.toString('base64url'))
  const expected = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
  expect(Buffer.from(signer.publicKey, 'base64url').toString('hex')).toBe(expected)
  const signature = Buffer.from(signer.sign(''), 'base64url').toString('hex')
  expect(signature.startsWith('e5564300c360ac729086e2cc806e828a')).toBe(true)
})

test('ID3 a signature holds for its text and key, and for no other', () => {
  const signer = signerOf(makeSecret())
  const other = signerOf(makeSecret())
  const signature = signer.sign('ahoy-statement')
  expect(nodeCrypto.verify(signer.publicKey, 'ahoy-statement', signature)).toBe(true)
  expect(nodeCrypto.verify(signer.publicKey, 'ahoy-statemenT', signature)).toBe(false)
  expect(nodeCrypto.verify(other.publicKey, 'ahoy-statement', signature)).toBe(false)
})

test('ID3 keys of Node itself fit', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url')
  const signature = sign(null, Buffer.from('é'), privateKey).toString('base64url')
  expect(nodeCrypto.verify(PublicKey.parse(raw), 'é', Signature.parse(signature))).toBe(true)
})

test('ID3 nothing that stands for a key or a signature makes a check throw', () => {
  fc.assert(
    fc.property(
      anyText(50),
      anyText(50),
      anyText(50),
      (key, text, signature) => nodeCrypto.verify(key as PublicKey, text, signature as Signature) === false,
    ),
  )
})

test.each(['', 'abc', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, '/'.repeat(43)])(
  'ID2 %j is no secret',
  (secret) => {
    expect(createSigner(secret)).toEqual({ ok: false, error: { kind: 'malformed' } })
  },
)

test('ID2 secrets and nonces do not repeat', () => {
  expect(new Set([makeSecret(), makeSecret(), makeSecret()]).size).toBe(3)
  expect(nodeCrypto.randomNonce()).not.toBe(nodeCrypto.randomNonce())
  expect(nodeCrypto.sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})
