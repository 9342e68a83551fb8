import { createHash } from 'node:crypto'
import type { Signer } from '../../src/contract/crypto.ts'
import type { DeviceId, DirectoryHost, DirectoryKeyId } from '../../src/contract/ids.ts'
import { DirectoryHost as Host } from '../../src/contract/ids.ts'
import type { StatementScope } from '../../src/contract/statement.ts'
import { createCrypto } from '../../src/node/crypto.ts'
import { createSigner, makePrivateKey } from '../../src/node/ed25519.ts'
import { deviceIdOf, directoryKeyIdOf } from '../../src/domain/signed.ts'

/** Real cryptography: a test that fakes it proves nothing about trust. */
export const testCrypto = createCrypto()

/** What stands before the 32 raw bytes of an Ed25519 private key in its PKCS#8 form (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A signer with a fresh key. */
export const makeSigner = (): Signer => createSigner(makePrivateKey())

/** The signer of a raw Ed25519 seed: 32 bytes in hex, as the statement vectors name theirs. */
export const signerFromSeedHex = (seedHex: string): Signer =>
  createSigner(Buffer.concat([PKCS8_PREFIX, Buffer.from(seedHex, 'hex')]).toString('base64url'))

/** The same signer for the same text, on every machine: `signerFromSeed('alice laptop')`. */
export const signerFromSeed = (seed: string): Signer =>
  signerFromSeedHex(createHash('sha256').update(seed, 'utf8').digest('hex'))

export type TestDevice = { readonly id: DeviceId; readonly signer: Signer }

export function makeDevice(seed: string): TestDevice {
  const signer = signerFromSeed(seed)
  return { id: deviceIdOf(testCrypto, signer.publicKey), signer }
}

export type TestDirectory = {
  readonly host: DirectoryHost
  readonly keyId: DirectoryKeyId
  readonly signer: Signer
  readonly scope: StatementScope
}

/** A directory's name and key. `seed` names the key, so that two of one host can differ. */
export function makeTestDirectory(host = 'directory.test', seed = host): TestDirectory {
  const signer = signerFromSeed(`directory ${seed}`)
  const name = Host.parse(host)
  const keyId = directoryKeyIdOf(testCrypto, signer.publicKey)
  return { host: name, keyId, signer, scope: { host: name, keyId } }
}
