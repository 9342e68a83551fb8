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
import type { Crypto, Signer } from '../../contract/crypto.ts'
import { Nonce, PublicKey, Sha256, Signature } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'

/** What stands before the 32 raw bytes in PKCS#8 and SPKI (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

export const nodeCrypto: Crypto = {
  sha256: (text) => Sha256.parse(createHash('sha256').update(text, 'utf8').digest('hex')),
  verify: (publicKey, text, signature) => {
    try {
      const raw = Buffer.from(publicKey, 'base64url')
      if (raw.length !== 32) return false
      const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' })
      return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'))
    } catch {
      return false
    }
  },
  randomNonce: () => Nonce.parse(randomBytes(32).toString('hex')),
}

/** 32 random bytes in base64url: an Ed25519 private key as the vault keeps it. */
export function makeSecret(): string {
  const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
  return der.subarray(-32).toString('base64url')
}

/** The signer of a kept secret; `malformed` when the text is not 32 bytes in base64url. */
export function createSigner(secret: string): Result<Signer, { readonly kind: 'malformed' }> {
  const raw = Buffer.from(secret, 'base64url')
  if (raw.length !== 32 || raw.toString('base64url') !== secret) return fail({ kind: 'malformed' })
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, raw]), format: 'der', type: 'pkcs8' })
  const publicKey = rawPublicKey(key)
  return ok({
    publicKey,
    sign: (text) => Signature.parse(sign(null, Buffer.from(text, 'utf8'), key).toString('base64url')),
  })
}

/** The key as other programs know it: PKCS#8, DER in base64. */
export const pkcs8FromSecret = (secret: string): string =>
  Buffer.concat([PRIVATE_PREFIX, Buffer.from(secret, 'base64url')]).toString('base64')

/** Null when it is no Ed25519 key. */
export function secretFromPkcs8(encoded: string): string | null {
  const der = Buffer.from(encoded, 'base64')
  const isOurs = der.length === PRIVATE_PREFIX.length + 32 && der.indexOf(PRIVATE_PREFIX) === 0
  return isOurs ? der.subarray(PRIVATE_PREFIX.length).toString('base64url') : null
}

function rawPublicKey(privateKey: KeyObject): PublicKey {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return PublicKey.parse(der.subarray(-32).toString('base64url'))
}
