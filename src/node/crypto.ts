import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto'
import type { Crypto } from '../contract/crypto.ts'
import { Nonce, type PublicKey, Sha256 } from '../contract/ids.ts'
import { PUBLIC_KEY_PREFIX } from './ed25519.ts'

const CACHED_KEYS = 5_000

/** The primitives over Node's own crypto. */
export function createCrypto(): Crypto {
  const keys = new Map<PublicKey, KeyObject>()
  /** Who signs once has no key kept, which is 1 kB: only one that is used again. */
  const usedOnce = new Set<PublicKey>()

  const keyOf = (publicKey: PublicKey): KeyObject => {
    const known = keys.get(publicKey)
    if (known) return known
    const der = Buffer.concat([PUBLIC_KEY_PREFIX, Buffer.from(publicKey, 'base64url')])
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

/** One for the whole process, whose keys it remembers. */
export const nodeCrypto = createCrypto()
