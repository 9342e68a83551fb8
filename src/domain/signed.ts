import type { z } from 'zod'
import type { Crypto, Signer } from '../contract/crypto.ts'
import { DeviceId, DirectoryKeyId, type PublicKey } from '../contract/ids.ts'
import { fail, type Result } from '../contract/result.ts'
import {
  decodeStatement,
  encodeStatement,
  type SignedStatement,
  type StatementFailure,
  type StatementScope,
  type StatementSpec,
} from '../contract/statement.ts'

export type SignedFailure = StatementFailure | { readonly kind: 'signature' }

export function signStatement<S extends z.ZodType>(
  signer: Signer,
  spec: StatementSpec<S>,
  scope: StatementScope,
  body: z.input<S>,
): SignedStatement {
  const text = encodeStatement(spec, scope, body)
  return { text, signature: signer.sign(text) }
}

/** Verifies the signature over the text as received, and only then reads it. */
export function openStatement<S extends z.ZodType>(
  crypto: Crypto,
  spec: StatementSpec<S>,
  scope: StatementScope,
  signed: SignedStatement,
  publicKey: PublicKey,
): Result<z.output<S>, SignedFailure> {
  if (!crypto.verify(publicKey, signed.text, signed.signature)) return fail({ kind: 'signature' })
  return decodeStatement(spec, scope, signed.text)
}

const KEY_ID_HEX_CHARS = 32

/** A device's id is taken from its key, so nobody can claim another's. */
export const deviceIdOf = (crypto: Crypto, publicKey: PublicKey): DeviceId =>
  DeviceId.parse(crypto.sha256(publicKey).slice(0, KEY_ID_HEX_CHARS))

export const directoryKeyIdOf = (crypto: Crypto, publicKey: PublicKey): DirectoryKeyId =>
  DirectoryKeyId.parse(crypto.sha256(publicKey).slice(0, KEY_ID_HEX_CHARS))
