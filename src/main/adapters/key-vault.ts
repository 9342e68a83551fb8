import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { KeyVault, KeyVaultTrouble } from '../../client/ports.ts'
import type { Signer } from '../../contract/crypto.ts'
import { PublicKey } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { createSigner, makeSecret } from './secret-key.ts'
import { createFile, setAside } from './durable-file.ts'
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

/** The vault as main alone has it: the only way by which a private key leaves and enters. */
export type RecoverableKeyVault = KeyVault & {
  /** The private key, 32 bytes in base64url, for a recovery file. */
  readonly readSecret: () => Promise<Result<string, { readonly kind: KeyVaultTrouble | 'absent' }>>
  /**
   * Puts a recovered key in place. What was there is moved beside it as `.damaged-<n>` and never overwritten; the same
   * key, where it can still be used, stays. Whether a key may be replaced at all is for the caller to decide.
   */
  readonly restore: (
    secret: string,
    acceptsPlainKey: boolean,
  ) => Promise<Result<Signer, { readonly kind: 'key-store-consent' | 'cannot-save' }>>
}

/** This device's key, in one file that is written once; only a recovered key takes its place. */
export function createKeyVault(folder: string, box: SecretBox): RecoverableKeyVault {
  const path = join(folder, IDENTITY_FILE)
  return {
    keyStore: () => box.keyStore(),
    load: () => loadIdentity(path, box),
    create: async (acceptsPlainKey) => {
      if (existsSync(path)) return fail({ kind: 'already-there' })
      const made = await lockSecret(makeSecret(), box, acceptsPlainKey)
      if (!made.ok) return made
      try {
        createFile(path, made.value.text)
        return ok(made.value.signer)
      } catch (error) {
        const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
        return fail({ kind: isThere ? 'already-there' : 'cannot-save' })
      }
    },
    readSecret: async () => {
      // The whole check first: what would not load here is not worth keeping elsewhere.
      const loaded = await loadIdentity(path, box)
      if (!loaded.ok) return loaded
      const file = readIdentity(path)
      if (!file.ok) return file
      return file.value === null ? fail({ kind: 'absent' }) : openSecret(file.value, box)
    },
    restore: async (secret, acceptsPlainKey) => {
      const locked = await lockSecret(secret, box, acceptsPlainKey)
      if (!locked.ok) return locked
      const { signer, text } = locked.value
      const current = await loadIdentity(path, box)
      if (current.ok && current.value?.publicKey === signer.publicKey) return ok(current.value)
      return replaceIdentity(path, text) ? ok(signer) : fail({ kind: 'cannot-save' })
    },
  }
}

/** The file of a key, locked as well as this computer can, or as the person agreed. */
async function lockSecret(
  secret: string,
  box: SecretBox,
  acceptsPlainKey: boolean,
): Promise<
  Result<
    { readonly signer: Signer; readonly text: string },
    { readonly kind: 'key-store-consent' | 'cannot-save' }
  >
> {
  const keyStore = await box.keyStore()
  if (keyStore !== 'system' && !acceptsPlainKey) return fail({ kind: 'key-store-consent' })
  const signer = createSigner(secret)
  if (!signer.ok) return fail({ kind: 'cannot-save' })
  try {
    const kept = keyStore === 'system' ? await encrypted(secret, box) : plain(secret)
    const file: IdentityFile = { version: 1, publicKey: signer.value.publicKey, secret: kept }
    return ok({ signer: signer.value, text: `${JSON.stringify(file, null, 2)}\n` })
  } catch {
    return fail({ kind: 'cannot-save' })
  }
}

/** False when it could not be written; then what was there is there again. */
function replaceIdentity(path: string, text: string): boolean {
  let aside: string | null = null
  try {
    if (existsSync(path)) aside = setAside(path)
    createFile(path, text)
    return true
  } catch {
    if (aside !== null && !existsSync(path)) putBack(aside, path)
    return false
  }
}

function putBack(aside: string, path: string): void {
  try {
    renameSync(aside, path)
  } catch {
    // It stays beside its place: nothing is lost.
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
