import type { Clock } from '../../contract/clock.ts'
import type { Crypto, Signer } from '../../contract/crypto.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Address } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import type { RpcClient } from '../../contract/rpc/client.ts'
import type { StatementScope } from '../../contract/statement.ts'
import { type DeviceListHead, verifyDeviceLists } from '../../domain/device-list.ts'
import { formatAddress } from '../../domain/handle.ts'
import type { CheckContext } from '../../domain/invitation-check.ts'
import type { RingRule } from '../callers/ring-rule.ts'
import type { People } from '../people.ts'
import type { Log } from '../ports.ts'
import type { Recents } from '../recents.ts'
import type { SeenCalls } from '../seen-calls.ts'
import type { StoredAccount } from '../stored-records.ts'

/** What every part of the calls needs of the rest of the engine. */
export type CallContext = {
  readonly clock: Clock
  readonly crypto: Crypto
  readonly signer: Signer
  readonly log: Log
  readonly account: () => StoredAccount
  /** Null while this device is not signed in. */
  readonly rpc: () => RpcClient<DirectoryContract> | null
  readonly directoryNowMs: () => number
  readonly people: People
  readonly recents: Recents
  readonly seenCalls: SeenCalls
  readonly ringRule: RingRule
}

export function scopeOf(account: StoredAccount): StatementScope {
  return { host: account.directory.host, keyId: account.directory.keyId }
}

export function ownAddress(account: StoredAccount): Address {
  return formatAddress(account.handle, account.directory.host)
}

/** By the stored chain itself: it is verified once, and again when another one takes its place. */
const verifiedLists = new WeakMap<StoredAccount['deviceLists'], DeviceListHead>()

export function ownList(context: Pick<CallContext, 'account' | 'crypto'>): DeviceListHead {
  const account = context.account()
  const known = verifiedLists.get(account.deviceLists)
  if (known) return known
  const list = verifyDeviceLists(context.crypto, scopeOf(account), account.deviceLists)
  invariant(list.ok, 'own device lists hold')
  verifiedLists.set(account.deviceLists, list.value)
  return list.value
}

export function checkContext(
  context: Pick<CallContext, 'account' | 'crypto' | 'directoryNowMs'>,
): CheckContext {
  const account = context.account()
  return {
    crypto: context.crypto,
    scope: scopeOf(account),
    directoryKey: account.directory.publicKey,
    host: account.directory.host,
    nowMs: context.directoryNowMs(),
  }
}
