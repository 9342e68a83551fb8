import type { CallId } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { AttemptStatement, CallMessageStatement } from '../../contract/statements.ts'
import { openStatement } from '../../domain/signed.ts'
import type { Session } from '../sessions/sessions.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'
import type { CallDesk } from './call-desk.ts'
import { roleOf } from './call-record.ts'
import { deliver, sidesOf } from './escrow.ts'
import type { CallSide } from './live-calls.ts'

type Done = Record<never, never>
type NotInCall = { readonly kind: 'no-such-call' | 'not-answered' }

/** Hands a signed message to the other of the two devices. Its counter must be higher than any before. */
export function messageCall(
  desk: CallDesk,
  session: Session,
  callId: CallId,
  signed: SignedStatement,
): Result<Done, NotInCall | BadStatement | { readonly kind: 'counter-seen' }> {
  const found = findAnswered(desk, session, callId)
  if (!found.ok) return found
  const { own, other } = found.value
  if (Buffer.byteLength(signed.text) > LIMITS.messageBytes) return fail(badStatement('content'))
  const { crypto, scope } = desk.context
  const message = openStatement(crypto, CallMessageStatement, scope, signed, session.publicKey)
  if (!message.ok) return fail(badStatement(message.error.kind))
  if (message.value.device !== session.device) return fail(badStatement('device'))
  if (message.value.callId !== callId) return fail(badStatement('content'))
  if (message.value.counter <= own.counter) return fail({ kind: 'counter-seen' })
  own.counter = message.value.counter
  deliver(desk, other, { name: 'call.message', payload: { callId, message: signed } })
  return ok({})
}

/** Announces a fresh media connection under the same call: both sides name their key for it. */
export function attemptCall(
  desk: CallDesk,
  session: Session,
  callId: CallId,
  signed: SignedStatement,
): Result<Done, NotInCall | BadStatement | { readonly kind: 'older-attempt' }> {
  const found = findAnswered(desk, session, callId)
  if (!found.ok) return found
  const { own, other } = found.value
  if (Buffer.byteLength(signed.text) > LIMITS.messageBytes) return fail(badStatement('content'))
  const { crypto, scope } = desk.context
  const attempt = openStatement(crypto, AttemptStatement, scope, signed, session.publicKey)
  if (!attempt.ok) return fail(badStatement(attempt.error.kind))
  if (attempt.value.device !== session.device) return fail(badStatement('device'))
  if (attempt.value.callId !== callId) return fail(badStatement('content'))
  if (attempt.value.attempt <= own.attempt) return fail({ kind: 'older-attempt' })
  own.attempt = attempt.value.attempt
  own.candidates = 0
  deliver(desk, other, { name: 'call.attempt', payload: { callId, attempt: signed } })
  return ok({})
}

/** Says that this device is still in the call. While it rings there is no lease to renew. */
export function renewCall(
  desk: CallDesk,
  session: Session,
  callId: CallId,
): Result<Done, { readonly kind: 'no-such-call' }> {
  const call = desk.live.find(callId)
  if (!call || !roleOf(call.record, session)) return fail({ kind: 'no-such-call' })
  if (call.kind === 'answered') call.leases.renew(session.device)
  return ok({})
}

function findAnswered(
  desk: CallDesk,
  session: Session,
  callId: CallId,
): Result<{ readonly own: CallSide; readonly other: CallSide }, NotInCall> {
  const call = desk.live.find(callId)
  if (!call || !roleOf(call.record, session)) return fail({ kind: 'no-such-call' })
  if (call.kind === 'ringing') return fail({ kind: 'not-answered' })
  const sides = sidesOf(call, session.device)
  return sides ? ok(sides) : fail({ kind: 'no-such-call' })
}
