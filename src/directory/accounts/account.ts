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

/** What the chain says now. It was verified before it was stored. */
export function newestList(
  { scope, crypto }: Pick<DirectoryContext, 'scope' | 'crypto'>,
  account: StoredAccount,
): NewestList {
  const newest = account.deviceLists.at(-1)
  invariant(newest, 'an account has a device list')
  const body = decodeStatement(DeviceListStatement, scope, newest.text)
  invariant(body.ok, 'a stored device list can be read')
  return { number: body.value.number, head: crypto.sha256(newest.text), devices: body.value.devices }
}

/** What others are told of an account; the profile is signed anew. */
export function accountRecord(
  { scope, signer, clock }: Pick<DirectoryContext, 'scope' | 'signer' | 'clock'>,
  account: StoredAccount,
): AccountRecord {
  const { handle, displayName, deviceLists } = account
  const issuedAtMs = clock.nowMs()
  const profile = signStatement(signer, ProfileStatement, scope, { handle, displayName, issuedAtMs })
  return { handle, profile, deviceLists: [...deviceLists] }
}

export const ownRecord = (account: StoredAccount, device: DeviceId): OwnRecord => ({
  handle: account.handle,
  displayName: account.displayName,
  device,
  deviceLists: [...account.deviceLists],
  policy: { ...account.policy },
})
