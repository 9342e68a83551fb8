import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId, Handle } from '../../contract/ids.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { type Invitation, InvitationStatement } from '../../contract/statements.ts'
import { splitAddress } from '../../domain/handle.ts'
import { openStatement } from '../../domain/signed.ts'
import { newestList } from '../accounts/account.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import { badStatement } from '../statement-check.ts'
import type { Tables } from '../store/store.ts'
import { type CallDesk, saveEnded } from './call-desk.ts'
import { type CallRecord, endRecord } from './call-record.ts'
import { callFor, devicesToTell } from './call-snapshot.ts'
import { decidePlace, decideSender, type PlaceFailure } from './decide-place.ts'

type Placed = { readonly record: CallRecord; readonly call: DirectoryCall }

/** Stores the call and rings the callee's devices; with none online it has ended already. */
export async function placeCall(
  desk: CallDesk,
  session: Session,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'call.place'>> {
  const { crypto, scope, store, rates } = desk.context
  if (Buffer.byteLength(signed.text) > KEEPING.storedStatementBytes) return fail(badStatement('content'))
  const invitation = openStatement(crypto, InvitationStatement, scope, signed, session.publicKey)
  if (!invitation.ok) return fail(badStatement(invitation.error.kind))
  const refusal = await rates.take('calls', session.handle)
  if (refusal) return fail(refusal)
  const placed = await store.transact(
    (tables) => insertCall(desk, tables, session, signed, invitation.value),
    (committed) => desk.take(committed.ok ? [committed.value.record] : []),
  )
  return placed.ok ? ok({ call: placed.value.call }) : placed
}

async function insertCall(
  desk: CallDesk,
  tables: Tables,
  session: Session,
  signed: SignedStatement,
  invitation: Invitation,
): Promise<Result<Placed, PlaceFailure>> {
  const { context } = desk
  const own = await tables.accounts.find(session.handle)
  invariant(own, 'who is signed in has an account')
  const sender = decideSender(context.scope.host, invitation, session, newestList(context, own))
  if (!sender.ok) return sender
  const callee = await tables.accounts.find(splitAddress(invitation.to).handle)
  if (!callee) return fail({ kind: 'not-found' })
  const list = newestList(context, callee)
  const nowMs = context.clock.nowMs()
  const isOnline = context.sessions.isOnline(callee.handle)
  const isDuplicate = (await tables.calls.find(invitation.callId)) !== null
  const about = { list, policy: callee.policy, isOnline }
  const decision = decidePlace({ invitation, caller: session, nowMs, isDuplicate, callee: about })
  if (!decision.ok) return decision
  if (await hasTooManyRings(desk, tables, session, callee.handle))
    return fail({ kind: 'rate-limited', retryAfterMs: 1_000 })

  const ringing = startRecord(session, callee.handle, invitation.callId, signed, nowMs)
  const record = decision.value === 'ring' ? ringing : endRecord(ringing, 'offline', nowMs)
  await tables.calls.insert(record, devicesToTell(session.device, list.devices))
  if (record.state.kind === 'ended') await saveEnded(tables, record)
  const call = await callFor(desk, tables, record, session)
  invariant(call, 'the caller sees its own call')
  return ok({ record, call })
}

const startRecord = (
  caller: Session,
  callee: Handle,
  callId: CallId,
  invitation: SignedStatement,
  placedAtMs: number,
): CallRecord => ({
  callId,
  caller: caller.handle,
  callerDevice: caller.device,
  callee,
  invitation,
  placedAtMs,
  state: { kind: 'ringing' },
})

async function hasTooManyRings(
  { context: { limits } }: CallDesk,
  { calls }: Tables,
  caller: Session,
  callee: Handle,
): Promise<boolean> {
  const { ringsPerCaller, ringsPerCallee } = limits
  return (
    (await calls.countRings('caller', caller.handle)) >= ringsPerCaller ||
    (await calls.countRings('callee', callee)) >= ringsPerCallee
  )
}
