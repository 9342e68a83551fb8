import type { z } from 'zod'
import type { Crypto } from '../contract/crypto.ts'
import type { DeviceId, Handle, PublicKey, Sha256 } from '../contract/ids.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import {
  decodeStatement,
  type SignedStatement,
  type StatementScope,
  type StatementSpec,
} from '../contract/statement.ts'
import { DeviceListStatement, type DeviceListVersion } from '../contract/statements.ts'
import { deviceIdOf } from './signed.ts'

export type ListedDevice = { readonly id: DeviceId; readonly publicKey: PublicKey; readonly name: string }

/** The newest version of a chain that holds from its beginning. `head` is the SHA-256 of its text. */
export type DeviceListHead = {
  readonly handle: Handle
  readonly number: number
  readonly head: Sha256
  readonly devices: readonly ListedDevice[]
}

export type DeviceListFailure = {
  readonly kind: 'empty' | 'malformed' | 'number' | 'link' | 'signer' | 'signature' | 'device-id' | 'handle'
}

type Step = { readonly version: DeviceListVersion; readonly hash: Sha256 }

/**
 * Checks a chain of device lists, oldest first: numbers rise by one from 1, each names the hash of the one before,
 * and each is signed by a device of the one before (the first by one of its own).
 */
export function verifyDeviceLists(
  crypto: Crypto,
  scope: StatementScope,
  chain: readonly SignedStatement[],
): Result<DeviceListHead, DeviceListFailure> {
  let before: Step | null = null
  for (const signed of chain) {
    const step = verifyStep(crypto, scope, signed, before)
    if (!step.ok) return step
    before = step.value
  }
  if (!before) return fail({ kind: 'empty' })
  const { handle, number, devices } = before.version
  return ok({ handle, number, head: before.hash, devices })
}

function verifyStep(
  crypto: Crypto,
  scope: StatementScope,
  signed: SignedStatement,
  before: Step | null,
): Result<Step, DeviceListFailure> {
  // Read first, for the signer's name; nothing of it is used before the signature holds.
  const read = decodeStatement(DeviceListStatement, scope, signed.text)
  if (!read.ok) return fail({ kind: 'malformed' })
  const version = read.value
  if (version.number !== (before?.version.number ?? 0) + 1) return fail({ kind: 'number' })
  if (version.previous !== (before?.hash ?? null)) return fail({ kind: 'link' })
  if (before && version.handle !== before.version.handle) return fail({ kind: 'handle' })
  const signer = (before?.version ?? version).devices.find((device) => device.id === version.signedBy)
  if (!signer) return fail({ kind: 'signer' })
  if (!crypto.verify(signer.publicKey, signed.text, signed.signature)) return fail({ kind: 'signature' })
  const ids = new Set(version.devices.map((device) => device.id))
  const hasOwnIds = version.devices.every((device) => device.id === deviceIdOf(crypto, device.publicKey))
  if (!hasOwnIds || ids.size !== version.devices.length) return fail({ kind: 'device-id' })
  return ok({ version, hash: crypto.sha256(signed.text) })
}

export type KnownHead = { readonly number: number; readonly head: Sha256 }

export type ChainVerdict =
  | { readonly kind: 'first-contact' }
  | { readonly kind: 'known' }
  /** Longer than the known one, which it holds. */
  | { readonly kind: 'grown' }
  /** The known version is not in it: another key speaks for this handle. */
  | { readonly kind: 'changed' }
  /** Shorter than what was seen: an old list is served. */
  | { readonly kind: 'rolled-back' }

/** Holds a verified chain against the version of it that this device has pinned. */
export function decideChain(
  crypto: Crypto,
  chain: readonly SignedStatement[],
  known: KnownHead | null,
): ChainVerdict {
  if (!known) return { kind: 'first-contact' }
  const pinned = chain[known.number - 1]
  if (pinned && crypto.sha256(pinned.text) !== known.head) return { kind: 'changed' }
  if (!pinned) return { kind: 'rolled-back' }
  return chain.length === known.number ? { kind: 'known' } : { kind: 'grown' }
}

export type ListedStatementFailure = { readonly kind: 'content' | 'device' | 'signature' }

/** Opens a statement that names its device, with the key that the device list has for it. */
export function openByListedDevice<S extends z.ZodType<{ readonly device: DeviceId }>>(
  { crypto, scope }: { readonly crypto: Crypto; readonly scope: StatementScope },
  spec: StatementSpec<S>,
  signed: SignedStatement,
  list: Pick<DeviceListHead, 'devices'>,
): Result<{ readonly body: z.output<S>; readonly device: ListedDevice }, ListedStatementFailure> {
  // Read first, for the signer's id; nothing of it is used before the signature holds.
  const claimed = decodeStatement(spec, scope, signed.text)
  if (!claimed.ok) return fail({ kind: 'content' })
  const device = list.devices.find((listed) => listed.id === claimed.value.device)
  if (!device) return fail({ kind: 'device' })
  if (!crypto.verify(device.publicKey, signed.text, signed.signature)) return fail({ kind: 'signature' })
  return ok({ body: claimed.value, device })
}
