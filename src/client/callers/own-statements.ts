import type { z } from 'zod'
import type { DeviceId, Handle } from '../../contract/ids.ts'
import type { SignedStatement, StatementSpec } from '../../contract/statement.ts'
import { openByListedDevice } from '../../domain/device-list.ts'
import { type CallContext, ownList, scopeOf } from '../calls/call-context.ts'

/** What it takes to say something for this account, and to know its own devices' word. */
export type OwnContext = Pick<CallContext, 'account' | 'crypto' | 'signer'>

/** Opens what a device of this very account signed; null for all else, whoever passed it on. */
export function openOwn<S extends z.ZodType<{ readonly handle: Handle; readonly device: DeviceId }>>(
  context: OwnContext,
  spec: StatementSpec<S>,
  signed: SignedStatement,
): z.output<S> | null {
  const account = context.account()
  const scope = scopeOf(account)
  const opened = openByListedDevice({ crypto: context.crypto, scope }, spec, signed, ownList(context))
  return opened.ok && opened.value.body.handle === account.handle ? opened.value.body : null
}

const LAST_REVISION = Number.MAX_SAFE_INTEGER
export const isLastRevision = (revision: number): boolean => revision >= LAST_REVISION
export const nextRevision = (revision: number): number => Math.min(revision + 1, LAST_REVISION)
