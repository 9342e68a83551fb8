import { createHash, X509Certificate } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { generate } from 'selfsigned'
import { Sha256 } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'

/** The key by which other computers know this directory. It is not the one that signs. */
export type TlsIdentity = {
  /** A private key and its certificate, one after the other. */
  readonly pem: string
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), as a join link names it. */
  readonly tlsKey: Sha256
}

export const TLS_FILE = 'tls-key.pem'

/** Who joins by a link trusts the key, however old its certificate is. */
const VALID_MS = 20 * 365 * 24 * 3_600_000
const DAY_MS = 24 * 3_600_000

/**
 * The key that is kept in the directory's folder, made at the first use. One that is there and cannot be read is never
 * replaced in silence: the people who joined would be told that the directory is another one.
 */
export async function loadTlsIdentity(
  dataDir: string,
  nowMs: number,
): Promise<Result<TlsIdentity, { readonly kind: 'key-unusable' }>> {
  try {
    if (dataDir === 'memory') return ok(identityOf(await makePem(nowMs)))
    const path = join(dataDir, TLS_FILE)
    const kept = readIfThere(path)
    if (kept !== null) {
      chmodSync(path, 0o600)
      return ok(identityOf(kept))
    }
    const identity = identityOf(await makePem(nowMs))
    writeNew(path, identity.pem)
    return ok(identity)
  } catch {
    return fail({ kind: 'key-unusable' })
  }
}

async function makePem(nowMs: number): Promise<string> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Ahoy directory' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A clock that is a little behind is no reason to refuse.
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + VALID_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
    ],
  })
  return `${key.trim()}\n${cert.trim()}\n`
}

/** Throws for a text that does not hold a key with its own certificate. */
function identityOf(pem: string): TlsIdentity {
  createSecureContext({ key: pem, cert: pem })
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
  return { pem, tlsKey: Sha256.parse(createHash('sha256').update(spki).digest('hex')) }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all, and readable by its owner only. */
function writeNew(path: string, text: string): void {
  const temporary = `${path}.new`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
}
