import { createPrivateKey } from 'node:crypto'
import type { Signer } from '../../contract/crypto.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { makePrivateKeyDer, signerOf } from '../../node/ed25519.ts'

/** What stands before the 32 raw bytes in PKCS#8 (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** 32 random bytes in base64url: an Ed25519 private key as the vault keeps it. */
export const makeSecret = (): string =>
  makePrivateKeyDer().subarray(PRIVATE_PREFIX.length).toString('base64url')

/** The signer of a kept secret; `malformed` when the text is not 32 bytes in base64url. */
export function createSigner(secret: string): Result<Signer, { readonly kind: 'malformed' }> {
  const raw = Buffer.from(secret, 'base64url')
  if (raw.length !== 32 || raw.toString('base64url') !== secret) return fail({ kind: 'malformed' })
  const key = Buffer.concat([PRIVATE_PREFIX, raw])
  return ok(signerOf(createPrivateKey({ key, format: 'der', type: 'pkcs8' })))
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
