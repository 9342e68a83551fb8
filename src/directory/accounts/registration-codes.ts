import { randomInt } from 'node:crypto'
import type { Crypto } from '../../contract/crypto.ts'
import type { Sha256 } from '../../contract/ids.ts'
import type { Store } from '../store/store.ts'

/** Without the letters and digits that are taken for one another. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const GROUPS = 4
const GROUP_CHARS = 4

/** The database holds the hash only, so a copy of it lets nobody in. Spaces, dashes and case do not count. */
export const hashCode = (crypto: Crypto, typed: string): Sha256 =>
  crypto.sha256(`ahoy-registration-code ${typed.toUpperCase().replace(/[\s-]/g, '')}`)

export function makeCode(): string {
  const group = () =>
    Array.from({ length: GROUP_CHARS }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Makes a code that registers one account, stores it, and returns it: it is never seen again. */
export async function makeRegistrationCode(store: Store, crypto: Crypto, nowMs: number): Promise<string> {
  const code = makeCode()
  await store.transact((tables) => tables.invitations.insert(hashCode(crypto, code), nowMs))
  return code
}
