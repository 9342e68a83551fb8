import type { Handle } from '../../contract/ids.ts'
import type { StoredAccount } from './store.ts'

const MOST_ACCOUNTS = 500

/** The accounts that were read last: a call reads the same two again and again. */
export type AccountCache = {
  readonly get: (handle: Handle) => StoredAccount | undefined
  readonly put: (account: StoredAccount) => void
  readonly forget: (handle: Handle) => void
  /** After anything was undone. */
  readonly clear: () => void
  /** At the beginning of each transaction: another process may have written since the last one. */
  readonly handleBegin: () => void
}

export function createAccountCache(foreignWrites: () => number): AccountCache {
  const accounts = new Map<Handle, StoredAccount>()
  let seenWrites = foreignWrites()
  return {
    get: (handle) => accounts.get(handle),
    put: (account) => {
      const oldest = accounts.keys().next()
      if (accounts.size >= MOST_ACCOUNTS && oldest.done === false) accounts.delete(oldest.value)
      accounts.set(account.handle, account)
    },
    forget: (handle) => void accounts.delete(handle),
    clear: () => accounts.clear(),
    handleBegin: () => {
      const writes = foreignWrites()
      if (writes !== seenWrites) accounts.clear()
      seenWrites = writes
    },
  }
}
