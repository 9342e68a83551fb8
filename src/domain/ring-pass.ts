import { type RingPassId, RingPassSecret } from '../contract/call-request.ts'
import type { Crypto } from '../contract/crypto.ts'
import type { Address, Handle } from '../contract/ids.ts'
import type { RingPass } from '../contract/statements.ts'
import type { PresentedPass } from './reachability.ts'

const FIELD = 'pass'

/** Such as `ahoy:@bob@calls.example.org?pass=…`: it fills in the dial field, and never dials by itself. */
export const formatPassLink = (owner: Address, secret: RingPassSecret): string =>
  `ahoy:${owner}?${FIELD}=${secret}`

/** The secret behind the `?` of a link to a person; null for anything else, and for anything besides. */
export function parsePassQuery(query: string): RingPassSecret | null {
  const [name, value, ...rest] = query.split('=')
  const secret = RingPassSecret.safeParse(value)
  return name === FIELD && rest.length === 0 && secret.success ? secret.data : null
}

/** What the directory and the owner's devices know a pass by. */
export const passIdOf = (crypto: Crypto, secret: RingPassSecret): RingPassId => crypto.sha256(secret)

/**
 * What a presented secret is worth to a caller. `known` is the owner's pass with that id, and whether it may still be
 * used; null where there is none. `nowMs` is directory time.
 */
export function decidePass(
  secret: RingPassSecret | null,
  known: { readonly pass: Pick<RingPass, 'forHandle' | 'expiresAtMs'>; readonly isUnused: boolean } | null,
  caller: Handle,
  nowMs: number,
): PresentedPass {
  if (secret === null) return 'none'
  if (!known?.isUnused || nowMs >= known.pass.expiresAtMs) return 'bad'
  return known.pass.forHandle === null || known.pass.forHandle === caller ? 'good' : 'bad'
}
