import type { z } from 'zod'
import type { DeviceId, Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { SignedStatement, StatementSpec } from '../../contract/statement.ts'
import { openStatement } from '../../domain/signed.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import type { SignedInDevice } from '../accounts/sign-in.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'

type OwnBody = z.ZodType<{ readonly handle: Handle; readonly device: DeviceId }>

/** Opens what a device says of its own account: signed by this very device, and naming both. */
export function openOwnStatement<S extends OwnBody>(
  { crypto, scope }: Pick<DirectoryContext, 'crypto' | 'scope'>,
  spec: StatementSpec<S>,
  signed: SignedStatement,
  by: SignedInDevice,
): Result<z.output<S>, BadStatement> {
  if (Buffer.byteLength(signed.text) > KEEPING.storedStatementBytes) return fail(badStatement('content'))
  const opened = openStatement(crypto, spec, scope, signed, by.publicKey)
  if (!opened.ok) return fail(badStatement(opened.error.kind))
  if (opened.value.device !== by.device) return fail(badStatement('device'))
  return opened.value.handle === by.handle ? ok(opened.value) : fail(badStatement('content'))
}
