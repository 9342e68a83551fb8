import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '../contract/crypto.ts'
import { PublicKey, Signature } from '../contract/ids.ts'

/** What stands before the 32 raw bytes of an Ed25519 public key in its DER form (RFC 8410). */
export const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** A fresh private key: PKCS#8, in DER. */
export const makePrivateKeyDer = (): Buffer =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })

export function signerOf(privateKey: KeyObject): Signer {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: PublicKey.parse(spki.subarray(PUBLIC_KEY_PREFIX.length).toString('base64url')),
    sign: (text) => Signature.parse(sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url')),
  }
}

/** A fresh private key as a server keeps it: PKCS#8 in base64url. */
export const makePrivateKey = (): string => makePrivateKeyDer().toString('base64url')

/** Throws for a text that is not a key of `makePrivateKey`. */
export const createSigner = (privateKey: string): Signer =>
  signerOf(createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' }))
