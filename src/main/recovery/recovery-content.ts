import { z } from 'zod'
import { StoredAccount } from '../../client/stored-records.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { verifyDeviceLists } from '../../domain/device-list.ts'
import { directoryKeyIdOf } from '../../domain/signed.ts'
import { nodeCrypto } from '../../node/crypto.ts'
import { createSigner, pkcs8FromSecret, secretFromPkcs8 } from '../adapters/secret-key.ts'

/** What brings an account back: its record as the engine keeps it, and the device's private key. */
export type RecoveryContent = {
  readonly account: StoredAccount
  /** As the vault keeps it: 32 bytes in base64url. */
  readonly secret: string
}

const Written = z.object({
  account: StoredAccount,
  /** PKCS#8, DER in base64. */
  privateKey: z.base64().max(200),
})

export const writeRecoveryContent = ({ account, secret }: RecoveryContent): string =>
  JSON.stringify({ account, privateKey: pkcs8FromSecret(secret) } satisfies z.infer<typeof Written>)

/** A key that does not speak for the account, and lists that do not hold, are no way back. */
export function parseRecoveryContent(raw: unknown): Result<RecoveryContent, { readonly kind: 'damaged' }> {
  const written = Written.safeParse(raw)
  if (!written.success) return fail({ kind: 'damaged' })
  const { account } = written.data
  const { directory } = account
  const secret = secretFromPkcs8(written.data.privateKey)
  const signer = secret === null ? null : createSigner(secret)
  if (secret === null || !signer?.ok) return fail({ kind: 'damaged' })
  const scope = { host: directory.host, keyId: directory.keyId }
  const list = verifyDeviceLists(nodeCrypto, scope, account.deviceLists)
  const isWhole =
    directory.keyId === directoryKeyIdOf(nodeCrypto, directory.publicKey) &&
    list.ok &&
    list.value.handle === account.handle &&
    list.value.devices.some(
      ({ id, publicKey }) => id === account.device && publicKey === signer.value.publicKey,
    )
  return isWhole ? ok({ account, secret }) : fail({ kind: 'damaged' })
}
