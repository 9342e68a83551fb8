import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Crypto, Signer } from '../contract/crypto.ts'
import { Nonce, PublicKey, Sha256, Signature } from '../contract/ids.ts'

/** What stands before the 32 raw bytes of an Ed25519 public key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const CACHED_KEYS = 5_000

/** The primitives over Node's own crypto. */
export function createCrypto(): Crypto {
  const keys = new Map<PublicKey, KeyObject>()
  /** A device that does no more than sign in has no key kept, which is 1 kB: only one that is used again. */
  const usedOnce = new Set<PublicKey>()

  const keyOf = (publicKey: PublicKey): KeyObject => {
    const known = keys.get(publicKey)
    if (known) return known
    const der = Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'base64url')])
    // As text: of an object Node first finds out, by an exception, that it is no key of the Web's kind.
    const key = createPublicKey(
      `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----`,
    )
    if (usedOnce.delete(publicKey)) {
      dropOldest(keys)
      keys.set(publicKey, key)
    } else {
      dropOldest(usedOnce)
      usedOnce.add(publicKey)
    }
    return key
  }

  return {
    sha256: (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex')),
    verify: (publicKey, text, signature) => {
      try {
        const bytes = Buffer.from(signature, 'base64url')
        return verify(null, Buffer.from(text, 'utf8'), keyOf(publicKey), bytes)
      } catch {
        return false
      }
    },
    randomNonce: () => Nonce.parse(randomBytes(32).toString('hex')),
  }
}

function dropOldest(kept: Map<PublicKey, unknown> | Set<PublicKey>): void {
  const oldest = kept.keys().next()
  if (kept.size >= CACHED_KEYS && oldest.done === false) kept.delete(oldest.value)
}

/** A private key as it is stored: PKCS#8 in base64url. */
export const makePrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url')

/** Throws for a text that is not a stored Ed25519 key. */
export function createSigner(storedKey: string): Signer {
  const key = createPrivateKey({ key: Buffer.from(storedKey, 'base64url'), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: PublicKey.parse(spki.subarray(DER_PREFIX.length).toString('base64url')),
    sign: (text) => Signature.parse(sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')),
  }
}
