import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../contract/result.ts'
import { foldPassphrase } from '../../domain/passphrase.ts'
import { parseRecoveryContent, type RecoveryContent, writeRecoveryContent } from './recovery-content.ts'

/** A larger file is not even read. */
export const RECOVERY_MAX_BYTES = 64 * 1024
export const RECOVERY_VERSION = 1

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, 'wrong length')

const Kdf = z.object({
  name: z.literal('scrypt'),
  /** A power of two; the highest takes 128 MiB and about half a second. */
  n: z
    .number()
    .int()
    .min(2)
    .max(131_072)
    .refine((n) => Number.isInteger(Math.log2(n))),
  r: z.literal(8),
  p: z.literal(1),
  salt: base64(32),
})
const Cipher = z.object({ name: z.literal('aes-256-gcm'), nonce: base64(12) })
const Header = z.object({ ahoyRecovery: z.literal(RECOVERY_VERSION), kdf: Kdf, cipher: Cipher })
const RecoveryFile = Header.extend({
  ciphertext: z.base64(),
  /** SHA-256 of all the rest, in hex: tells a damaged file from a wrong passphrase. It protects nothing. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
})
type Header = z.infer<typeof Header>
type RecoveryFile = z.infer<typeof RecoveryFile>

const AnyVersion = z.object({ ahoyRecovery: z.number().int() })

export type RecoveryFileFailure = { readonly kind: 'damaged' | 'newer-version' | 'too-large' }
export type RecoveryFailure = RecoveryFileFailure | { readonly kind: 'wrong-passphrase' }

const STANDARD_N = 131_072
const TAG_BYTES = 16

/** The text of a recovery file. `too-large` where the account does not fit into one. `n` is scrypt's cost. */
export async function sealRecoveryFile(
  content: RecoveryContent,
  passphrase: string,
  n: number = STANDARD_N,
): Promise<Result<string, { readonly kind: 'too-large' }>> {
  const header: Header = {
    ahoyRecovery: RECOVERY_VERSION,
    kdf: { name: 'scrypt', n, r: 8, p: 1, salt: randomBytes(32).toString('base64') },
    cipher: { name: 'aes-256-gcm', nonce: randomBytes(12).toString('base64') },
  }
  const key = await deriveKey(header, passphrase)
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(header.cipher.nonce, 'base64'))
  cipher.setAAD(signedPart(header))
  const sealed = [cipher.update(writeRecoveryContent(content), 'utf8'), cipher.final(), cipher.getAuthTag()]
  const ciphertext = Buffer.concat(sealed).toString('base64')
  const file: RecoveryFile = { ...header, ciphertext, checksum: checksumOf(header, ciphertext) }
  const text = `${JSON.stringify(file, null, 2)}\n`
  return Buffer.byteLength(text) > RECOVERY_MAX_BYTES ? fail({ kind: 'too-large' }) : ok(text)
}

/** What can be said of a file without its passphrase. */
export function parseRecoveryFile(text: string): Result<RecoveryFile, RecoveryFileFailure> {
  if (Buffer.byteLength(text) > RECOVERY_MAX_BYTES) return fail({ kind: 'too-large' })
  const raw = parseJson(text)
  const version = AnyVersion.safeParse(raw)
  if (version.success && version.data.ahoyRecovery > RECOVERY_VERSION) return fail({ kind: 'newer-version' })
  const file = RecoveryFile.safeParse(raw)
  if (!file.success) return fail({ kind: 'damaged' })
  const isWhole = file.data.checksum === checksumOf(file.data, file.data.ciphertext)
  return isWhole ? ok(file.data) : fail({ kind: 'damaged' })
}

export async function openRecoveryFile(
  text: string,
  passphrase: string,
): Promise<Result<RecoveryContent, RecoveryFailure>> {
  const file = parseRecoveryFile(text)
  if (!file.ok) return file
  const sealed = Buffer.from(file.value.ciphertext, 'base64')
  if (sealed.length < TAG_BYTES) return fail({ kind: 'damaged' })
  const key = await deriveKey(file.value, passphrase)
  const plain = decrypt(file.value, sealed, key)
  return plain === null ? fail({ kind: 'wrong-passphrase' }) : parseRecoveryContent(parseJson(plain))
}

function decrypt(header: Header, sealed: Buffer, key: Buffer): string | null {
  try {
    const nonce = Buffer.from(header.cipher.nonce, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(signedPart(header))
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const plain = [decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]
    return Buffer.concat(plain).toString('utf8')
  } catch {
    return null
  }
}

/** Runs beside everything else: a call goes on meanwhile. */
function deriveKey({ kdf }: Header, passphrase: string): Promise<Buffer> {
  const { n, r, p, salt } = kdf
  // OpenSSL counts a little more than 128 * N * r.
  const cost = { N: n, r, p, maxmem: 128 * n * r + 32 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    scrypt(foldPassphrase(passphrase), Buffer.from(salt, 'base64'), 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** The header in one spelling, whatever the file's own. */
const signedPart = ({ ahoyRecovery, kdf, cipher }: Header): Buffer =>
  Buffer.from(
    ['ahoy-recovery', ahoyRecovery, kdf.name, kdf.n, kdf.r, kdf.p, kdf.salt, cipher.name, cipher.nonce].join(
      '\n',
    ),
  )

const checksumOf = (header: Header, ciphertext: string): string =>
  createHash('sha256').update(signedPart(header)).update('\n').update(ciphertext).digest('hex')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
