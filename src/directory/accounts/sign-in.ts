import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DeviceId, Handle, Nonce, PublicKey } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { FailureOf } from '../../contract/rpc/contract.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { decodeStatement, type SignedStatement } from '../../contract/statement.ts'
import { DirectoryProofStatement, SignInStatement } from '../../contract/statements.ts'
import { openStatement, signStatement } from '../../domain/signed.ts'
import type { DirectoryContext } from '../context.ts'
import { badStatement } from '../statement-check.ts'
import type { ReadTables } from '../store/store.ts'
import { newestList } from './account.ts'

/** What one socket was asked to sign; good once, and for a short time. */
export type Challenge = { readonly nonce: Nonce; readonly madeAtMonotonicMs: number }

/** The directory names itself, proves that it holds its key, and gives a challenge. */
export function identify(
  context: DirectoryContext,
  deviceNonce: Nonce,
): {
  readonly challenge: Challenge
  readonly answer: HandlerResult<DirectoryContract, 'directory.identify'>
} {
  const { crypto, signer, scope, clock, registration } = context
  const nonce = crypto.randomNonce()
  const proof = signStatement(signer, DirectoryProofStatement, scope, {
    deviceNonce,
    challenge: nonce,
    directoryTimeMs: clock.nowMs(),
  })
  return {
    challenge: { nonce, madeAtMonotonicMs: clock.monotonicMs() },
    answer: ok({ host: scope.host, publicKey: signer.publicKey, challenge: nonce, proof, registration }),
  }
}

export type SignedInDevice = {
  readonly handle: Handle
  readonly device: DeviceId
  readonly publicKey: PublicKey
}

export type SignInFailure = Extract<
  FailureOf<DirectoryContract, 'session.signIn'>,
  { readonly kind: 'unknown-account' | 'unknown-device' | 'stale-challenge' | 'bad-statement' }
>

/**
 * Checks a sign-in against the account's newest device list. The challenge is this very socket's, and `via` is a host
 * of this very directory: a signature that was made for another socket or passed on from another directory is nothing.
 */
export async function checkSignIn(
  context: DirectoryContext,
  signed: SignedStatement,
  challenge: Challenge | null,
  tables: ReadTables,
): Promise<Result<SignedInDevice, SignInFailure>> {
  const { crypto, scope, clock, hosts } = context
  // Read first, for the name of the key; nothing of it counts before the signature holds.
  const claim = decodeStatement(SignInStatement, scope, signed.text)
  if (!claim.ok) return fail(badStatement(claim.error.kind))
  const account = await tables.accounts.find(claim.value.handle)
  if (!account) return fail({ kind: 'unknown-account' })
  // Nobody speaks for it until it is registered anew.
  if (await tables.resets.isOpen(account.handle)) return fail({ kind: 'unknown-device' })
  const listed = newestList(context, account).devices.find(({ id }) => id === claim.value.device)
  if (!listed) return fail({ kind: 'unknown-device' })
  const opened = openStatement(crypto, SignInStatement, scope, signed, listed.publicKey)
  if (!opened.ok) return fail(badStatement(opened.error.kind))

  const { handle, device, via } = opened.value
  const isFresh =
    challenge !== null &&
    challenge.nonce === opened.value.challenge &&
    clock.monotonicMs() - challenge.madeAtMonotonicMs <= TIMES.challengeMs
  if (!isFresh) return fail({ kind: 'stale-challenge' })
  if (!hosts().has(via.toLowerCase())) return fail(badStatement('content'))
  return ok({ handle, device, publicKey: listed.publicKey })
}
