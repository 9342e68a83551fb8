import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type DirectoryHost, DisplayName, Handle, type PublicKey } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import { fail, invariant, ok, type Result } from '../contract/result.ts'
import type { SignedStatement, StatementScope } from '../contract/statement.ts'
import { DeviceListStatement } from '../contract/statements.ts'
import { deviceIdOf, directoryKeyIdOf, signStatement } from '../domain/signed.ts'
import { nodeCrypto } from '../node/crypto.ts'
import { createSigner, makePrivateKey } from '../node/ed25519.ts'

export const ECHO_HANDLE = Handle.parse('echo')
export const ECHO_NAME = DisplayName.parse('Echo')

/** So many calls at once: each has a device of its own. */
const LINES = 4
const KEYS_FILE = 'echo.json'

const KeysFile = z.object({
  version: z.literal(1),
  /** PKCS#8 in base64url, one for each line. */
  privateKeys: z.array(z.string().min(1).max(200)).min(1).max(LIMITS.deviceListEntries),
})

export type KeysTrouble = { readonly kind: 'damaged' | 'cannot-save' }

/**
 * The private keys of the echo's devices: made once, and kept beside the directory's data, readable by the owner only.
 * A file that cannot be read is left as it is: another key would be a warning to everybody who called before.
 * For `memory` they are gone with the process.
 */
export function loadKeys(dataDir: string): Result<readonly string[], KeysTrouble> {
  const made = () => Array.from({ length: LINES }, makePrivateKey)
  if (dataDir === 'memory') return ok(made())
  const path = join(dataDir, KEYS_FILE)
  const kept = readKeys(path)
  if (!kept.ok) return kept
  if (kept.value) return ok(kept.value)
  const privateKeys = made()
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    createFile(path, `${JSON.stringify({ version: 1, privateKeys } satisfies z.input<typeof KeysFile>)}\n`)
    return ok(privateKeys)
  } catch {
    return fail({ kind: 'cannot-save' })
  }
}

function readKeys(path: string): Result<readonly string[] | null, KeysTrouble> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isAbsent ? ok(null) : fail({ kind: 'damaged' })
  }
  try {
    const { privateKeys } = KeysFile.parse(JSON.parse(text))
    privateKeys.forEach(createSigner)
    return ok(privateKeys)
  } catch {
    return fail({ kind: 'damaged' })
  }
}

/** Whole or not at all, and never over a file that is there. */
function createFile(path: string, text: string): void {
  const temporary = `${path}.tmp-${randomBytes(6).toString('hex')}`
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
    linkSync(temporary, path)
  } finally {
    closeSync(file)
    rmSync(temporary, { force: true })
  }
}

export const scopeOf = (directory: {
  readonly host: DirectoryHost
  readonly publicKey: PublicKey
}): StatementScope => ({
  host: directory.host,
  keyId: directoryKeyIdOf(nodeCrypto, directory.publicKey),
})

/** The echo's first device list: one device for each line. */
export function signDeviceList(scope: StatementScope, privateKeys: readonly string[]): SignedStatement {
  const signers = privateKeys.map(createSigner)
  const devices = signers.map(({ publicKey }, index) => ({
    id: deviceIdOf(nodeCrypto, publicKey),
    publicKey,
    name: `Echo ${index + 1}`,
  }))
  const [signer] = signers
  const [first] = devices
  invariant(signer && first, 'the echo has a device')
  return signStatement(signer, DeviceListStatement, scope, {
    handle: ECHO_HANDLE,
    number: 1,
    previous: null,
    devices,
    signedBy: first.id,
  })
}
