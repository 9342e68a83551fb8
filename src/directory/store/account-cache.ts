import type { Handle } from '../../contract/ids.ts'
import type { StoredAccount } from './store.ts'

/**
 * All device lists that are kept, in characters: those of some thousand accounts, or of a few whose chains are as long
 * as they may be.
 */
const MOST_CHARS = 4 * 1024 * 1024

/** The accounts that were read last: a call reads the same two again and again. */
export type AccountCache = {
  readonly get: (handle: Handle) => StoredAccount | undefined
  readonly put: (account: StoredAccount) => void
  readonly forget: (handle: Handle) => void
  /** After anything was undone, or another process wrote. */
  readonly clear: () => void
}

export function createAccountCache(): AccountCache {
  const accounts = new Map<Handle, StoredAccount>()
  let chars = 0

  const forget = (handle: Handle) => {
    const account = accounts.get(handle)
    if (account) chars -= charsOf(account)
    accounts.delete(handle)
  }
  return {
    get: (handle) => accounts.get(handle),
    put: (account) => {
      forget(account.handle)
      accounts.set(account.handle, account)
      chars += charsOf(account)
      for (const oldest of accounts.keys()) {
        if (chars <= MOST_CHARS) break
        forget(oldest)
      }
    },
    forget,
    clear: () => {
      accounts.clear()
      chars = 0
    },
  }
}

const charsOf = ({ deviceLists }: StoredAccount): number =>
  deviceLists.reduce((sum, { text }) => sum + text.length, 0)
