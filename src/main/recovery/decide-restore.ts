import type { StoredAccount } from '../../client/stored-records.ts'
import { fail, ok, type Result } from '../../contract/result.ts'

/**
 * Which record the device goes on with: the one of the file, or the one that is still here, where it is of the same
 * account and no older. Records of another account are never mixed with it.
 */
export function decideRestore(
  stored: StoredAccount | null,
  recovered: StoredAccount,
): Result<StoredAccount, { readonly kind: 'other-account' }> {
  if (!stored) return ok(recovered)
  const isSame =
    stored.handle === recovered.handle &&
    stored.device === recovered.device &&
    stored.directory.keyId === recovered.directory.keyId
  if (!isSame) return fail({ kind: 'other-account' })
  const isNoOlder =
    stored.deviceLists.length >= recovered.deviceLists.length &&
    stored.policy.revision >= recovered.policy.revision
  return ok(isNoOlder ? stored : recovered)
}
