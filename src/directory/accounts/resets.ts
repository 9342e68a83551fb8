import type { Crypto } from '../../contract/crypto.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Store } from '../store/store.ts'
import { hashCode, makeCode } from './registration-codes.ts'
import { RESERVED_HANDLES } from './reserved-handles.ts'

/** So long the code of a reset registers its handle. A later reset makes a new one, and this one nothing. */
export const RESET_CODE_MS = 7 * 24 * 3_600_000

/**
 * Takes an account from all its devices: from now on none of them signs in, and the code that is returned registers
 * the handle anew, once. Until then it stays taken, and people see the account that they know, offline.
 */
export async function resetAccount(
  store: Store,
  crypto: Crypto,
  handle: Handle,
  nowMs: number,
): Promise<Result<{ readonly code: string }, { readonly kind: 'unknown-handle' | 'reserved-handle' }>> {
  if (RESERVED_HANDLES.has(handle)) return fail({ kind: 'reserved-handle' })
  const code = makeCode()
  return store.transact(async ({ accounts, resets }) => {
    if (!(await accounts.has(handle))) return fail({ kind: 'unknown-handle' })
    await resets.open(handle, hashCode(crypto, code), nowMs + RESET_CODE_MS)
    return ok({ code })
  })
}
