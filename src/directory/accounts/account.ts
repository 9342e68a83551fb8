import type { AccountRecord, OwnRecord } from '../../contract/directory/records.ts'
import type { DeviceId, Sha256 } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import { decodeStatement } from '../../contract/statement.ts'
import { DeviceListStatement, ProfileStatement } from '../../contract/statements.ts'
import type { ListedDevice } from '../../domain/device-list.ts'
import { signStatement } from '../../domain/signed.ts'
import type { DirectoryContext } from '../context.ts'
import type { StoredAccount } from '../store/store.ts'

/** The newest version of an account's devices. */
export type NewestList = {
  readonly number: number
  readonly head: Sha256
  readonly devices: readonly ListedDevice[]
}

/** How old a signed profile may be that is told again. */
const PROFILE_MS = 60_000

/** What was made of an account as it is stored; goes with the object, which a change replaces. */
const newestLists = new WeakMap<StoredAccount, NewestList>()
const signedRecords = new WeakMap<StoredAccount, { readonly record: AccountRecord; readonly atMs: number }>()

/** What the chain says now. It was verified before it was stored. */
export function newestList(
  { scope, crypto }: Pick<DirectoryContext, 'scope' | 'crypto'>,
  account: StoredAccount,
): NewestList {
  const known = newestLists.get(account)
  if (known) return known
  const newest = account.deviceLists.at(-1)
  invariant(newest, 'an account has a device list')
  const body = decodeStatement(DeviceListStatement, scope, newest.text)
  invariant(body.ok, 'a stored device list can be read')
  const list = { number: body.value.number, head: crypto.sha256(newest.text), devices: body.value.devices }
  newestLists.set(account, list)
  return list
}

/** What others are told of an account; the profile is signed anew once a minute at most. */
export function accountRecord(
  { scope, signer, clock }: Pick<DirectoryContext, 'scope' | 'signer' | 'clock'>,
  account: StoredAccount,
): AccountRecord {
  const issuedAtMs = clock.nowMs()
  const known = signedRecords.get(account)
  if (known && Math.abs(issuedAtMs - known.atMs) < PROFILE_MS) return known.record
  const { handle, displayName, deviceLists, badge } = account
  const profile = signStatement(signer, ProfileStatement, scope, { handle, displayName, badge, issuedAtMs })
  const record = { handle, profile, deviceLists: [...deviceLists] }
  signedRecords.set(account, { record, atMs: issuedAtMs })
  return record
}

export const ownRecord = (
  account: StoredAccount,
  device: DeviceId,
  placingRefusal: OwnRecord['placingRefusal'],
): OwnRecord => ({
  handle: account.handle,
  displayName: account.displayName,
  device,
  deviceLists: [...account.deviceLists],
  policy: account.signedPolicy,
  badge: account.badge,
  plan: account.plan,
  placingRefusal,
})
