import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Crypto, Signer } from '../contract/crypto.ts'
import { Nonce, PublicKey, Sha256, Signature } from '../contract/ids.ts'

/** What stands before the 32 raw bytes of an Ed25519 public key in its DER form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

export const nodeCrypto: Crypto = {
  sha256: (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex')),
  verify: (publicKey, text, signature) => {
    try {
      const der = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64url')])
      const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
      return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'))
    } catch {
      return false
    }
  },
  randomNonce: () => Nonce.parse(randomBytes(32).toString('hex')),
}

/** A private key as it is kept: PKCS#8 in base64url. */
export const makePrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url')

/** Throws for a text that is not a kept Ed25519 key. */
export function createSigner(privateKey: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: PublicKey.parse(spki.subarray(SPKI_PREFIX.length).toString('base64url')),
    sign: (text) => Signature.parse(sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')),
  }
}
