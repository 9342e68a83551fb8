import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { KeyVault, KeyVaultTrouble } from '../../client/ports.ts'
import type { Signer } from '../../contract/crypto.ts'
import { PublicKey } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { createSigner, makeSecret } from './crypto.ts'
import { createFile } from './durable-file.ts'
import type { SecretBox } from './secret-box.ts'

const IDENTITY_FILE = 'identity.json'

const IdentityFile = z.object({
  version: z.literal(1),
  publicKey: PublicKey,
  secret: z.discriminatedUnion('kept', [
    /** Encrypted by the named store, in base64. */
    z.object({ kept: z.literal('key-store'), backend: z.string().max(60), ciphertext: z.base64() }),
    /** As it is, with the person's consent. */
    z.object({ kept: z.literal('plain-text'), key: z.string().max(60) }),
  ]),
})
type IdentityFile = z.infer<typeof IdentityFile>

type Loaded = Result<Signer | null, { readonly kind: KeyVaultTrouble }>

/** This device's key, in one file that is written once and never again. */
export function createKeyVault(folder: string, box: SecretBox): KeyVault {
  const path = join(folder, IDENTITY_FILE)
  return {
    keyStore: () => box.keyStore(),
    load: () => loadIdentity(path, box),
    create: async (acceptsPlainKey) => {
      if (existsSync(path)) return fail({ kind: 'already-there' })
      const keyStore = await box.keyStore()
      if (keyStore !== 'system' && !acceptsPlainKey) return fail({ kind: 'key-store-consent' })
      const secret = makeSecret()
      const signer = createSigner(secret)
      if (!signer.ok) return fail({ kind: 'cannot-save' })
      try {
        const kept = keyStore === 'system' ? await encrypted(secret, box) : plain(secret)
        const file: IdentityFile = { version: 1, publicKey: signer.value.publicKey, secret: kept }
        createFile(path, `${JSON.stringify(file, null, 2)}\n`)
        return signer
      } catch (error) {
        const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
        return fail({ kind: isThere ? 'already-there' : 'cannot-save' })
      }
    },
  }
}

async function encrypted(secret: string, box: SecretBox): Promise<IdentityFile['secret']> {
  const ciphertext = (await box.encrypt(secret)).toString('base64')
  return { kept: 'key-store', backend: box.backend(), ciphertext }
}

const plain = (secret: string): IdentityFile['secret'] => ({ kept: 'plain-text', key: secret })

async function loadIdentity(path: string, box: SecretBox): Promise<Loaded> {
  const file = readIdentity(path)
  if (!file.ok) return file
  if (file.value === null) return ok(null)
  const secret = await openSecret(file.value, box)
  if (!secret.ok) return secret
  const signer = createSigner(secret.value)
  const isWhole = signer.ok && signer.value.publicKey === file.value.publicKey
  return isWhole ? signer : fail({ kind: 'damaged' })
}

function readIdentity(path: string): Result<IdentityFile | null, { readonly kind: 'damaged' }> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? ok(null) : fail({ kind: 'damaged' })
  }
  try {
    const file = IdentityFile.safeParse(JSON.parse(text))
    return file.success ? ok(file.data) : fail({ kind: 'damaged' })
  } catch {
    return fail({ kind: 'damaged' })
  }
}

async function openSecret(
  { secret }: IdentityFile,
  box: SecretBox,
): Promise<Result<string, { readonly kind: KeyVaultTrouble }>> {
  if (secret.kept === 'plain-text') return ok(secret.key)
  const keyStore = await box.keyStore()
  if (keyStore === 'absent') return fail({ kind: 'key-store-unavailable' })
  if (box.backend() !== secret.backend) return fail({ kind: 'key-store-changed' })
  try {
    return ok(await box.decrypt(Buffer.from(secret.ciphertext, 'base64')))
  } catch {
    return fail({ kind: 'damaged' })
  }
}
