import type { Clock } from '../contract/clock.ts'
import type { Crypto, Signer } from '../contract/crypto.ts'
import type { StatementScope } from '../contract/statement.ts'
import type { Bus } from './bus/bus.ts'
import type { DirectoryLimits } from './limits.ts'
import type { DirectoryLog } from './log.ts'
import type { AvailabilityClock } from './presence/availability-clock.ts'
import type { RateLimits } from './rpc/rate-limits.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { Store } from './store/store.ts'

/** What the parts of one directory share. */
export type DirectoryContext = {
  /** The directory's own host and key: what every statement names. */
  readonly scope: StatementScope
  readonly signer: Signer
  readonly crypto: Crypto
  readonly registration: 'open' | 'invitation'
  readonly clock: Clock
  readonly log: DirectoryLog
  readonly limits: DirectoryLimits
  readonly rates: RateLimits
  readonly store: Store
  readonly bus: Bus
  readonly sessions: Sessions
  /** Of the people whom this node's devices watch. */
  readonly availability: AvailabilityClock
  /** The hosts under which it is reached; known once it listens. */
  readonly hosts: () => ReadonlySet<string>
  /** Where a device asks under which address it is seen; null while nobody but this computer reaches the directory. */
  readonly stun: () => { readonly port: number } | null
}
