import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId, Handle } from '../../contract/ids.ts'
import type { Reachability } from '../../contract/reachability.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { type Invitation, InvitationStatement } from '../../contract/statements.ts'
import { splitAddress } from '../../domain/handle.ts'
import { passIdOf } from '../../domain/ring-pass.ts'
import { openStatement } from '../../domain/signed.ts'
import { newestList } from '../accounts/account.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import { badStatement } from '../statement-check.ts'
import type { ReadTables, Tables } from '../store/store.ts'
import { decideBetween } from '../callers/decide-between.ts'
import { untilPlainAnswer } from '../callers/plain-answer.ts'
import { type CallDesk, saveEnded } from './call-desk.ts'
import { type CallRecord, endRecord } from './call-record.ts'
import { callFor, devicesToTell } from './call-snapshot.ts'
import {
  decidePlace,
  decideSender,
  NOT_AVAILABLE,
  type PlaceFacts,
  type PlaceFailure,
} from './decide-place.ts'
import { isUntold, spend, tellPlaced } from './place-effects.ts'

type Placed = {
  readonly record: CallRecord
  /** As the caller sees it; null where it must not hear of it. */
  readonly call: DirectoryCall | null
  readonly rule: Reachability['rule']
}

/** Stores the call and rings the callee's devices; with none online it has ended already. */
export async function placeCall(
  desk: CallDesk,
  session: Session,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'call.place'>> {
  const { crypto, scope, store, rates, clock } = desk.context
  const askedAtMs = clock.monotonicMs()
  if (Buffer.byteLength(signed.text) > KEEPING.storedStatementBytes) return fail(badStatement('content'))
  const invitation = openStatement(crypto, InvitationStatement, scope, signed, session.publicKey)
  if (!invitation.ok) return fail(badStatement(invitation.error.kind))
  const refusal = await rates.take('calls', session.handle)
  if (refusal) return fail(refusal)
  const placed = await store.transact(
    (tables) => insertCall(desk, tables, session, signed, invitation.value),
    (committed) => {
      if (committed.ok) tellPlaced(desk, committed.value)
    },
  )
  if (placed.ok && placed.value.call) return ok({ call: placed.value.call })
  const failure = placed.ok ? NOT_AVAILABLE : placed.error
  if ('rule' in failure && failure.rule === NOT_AVAILABLE.rule)
    await untilPlainAnswer(desk.context, askedAtMs)
  return fail(failure)
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
  const before = await tables.calls.find(invitation.callId)
  // Of the first one, too, the caller was told no more than this.
  if (before && (await isUntold(tables, before, session))) return fail(NOT_AVAILABLE)
  const { pass } = invitation
  const reachability = await decideBetween(context, tables, own, callee, { pass })
  const decision = decidePlace({
    invitation,
    nowMs,
    isDuplicate: before !== null,
    callee: { list, isOnline, disclosure: callee.policy.disclosure },
    reachability,
    hasTooManyRings: await countRings(desk, tables, session, callee.handle),
  })
  if (!decision.ok) return decision

  const ringing = startRecord(session, callee.handle, invitation.callId, signed, nowMs)
  const record = decision.value === 'ring' ? ringing : endRecord(ringing, 'offline', nowMs)
  const devices = devicesToTell(session.device, list.devices)
  await tables.calls.insert(record, decision.value === 'untold' ? devices.slice(1) : devices)
  if (record.state.kind === 'ended') await saveEnded(tables, record)
  else await spend(tables, record, reachability.rule, pass ? passIdOf(context.crypto, pass) : null)
  const call = decision.value === 'untold' ? null : await callFor(desk, tables, record, session)
  return ok({ record, call, rule: reachability.rule })
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

async function countRings(
  { context: { limits } }: CallDesk,
  { calls }: ReadTables,
  caller: Session,
  callee: Handle,
): Promise<PlaceFacts['hasTooManyRings']> {
  return {
    caller: (await calls.countRings('caller', caller.handle)) >= limits.ringsPerCaller,
    callee: (await calls.countRings('callee', callee)) >= limits.ringsPerCallee,
  }
}
