import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { type Accept, AcceptStatement } from '../../contract/statements.ts'
import { formatAddress } from '../../domain/handle.ts'
import { openStatement } from '../../domain/signed.ts'
import { newestList } from '../accounts/account.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import { badStatement } from '../statement-check.ts'
import type { Tables } from '../store/store.ts'
import { type CallDesk, saveEnded } from './call-desk.ts'
import { answerRecord, type CallRecord, endRecord } from './call-record.ts'
import { callFor } from './call-snapshot.ts'
import { releaseEscrow } from './escrow.ts'

type Settled = { readonly changed: readonly CallRecord[]; readonly call: DirectoryCall }
type AcceptFailure =
  | ReturnType<typeof badStatement>
  | { readonly kind: 'no-such-call' }
  | { readonly kind: 'already-settled'; readonly call: DirectoryCall }

/** Settles the call for the first device that comes, and lets go what both sides held. */
export async function acceptCall(
  desk: CallDesk,
  session: Session,
  callId: CallId,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'call.accept'>> {
  const { crypto, scope, store } = desk.context
  if (Buffer.byteLength(signed.text) > KEEPING.storedStatementBytes) return fail(badStatement('content'))
  const accept = openStatement(crypto, AcceptStatement, scope, signed, session.publicKey)
  if (!accept.ok) return fail(badStatement(accept.error.kind))
  const settled = await store.transact(
    (tables) => settle(desk, tables, session, callId, { signed, accept: accept.value }),
    (committed) => {
      const [before] = desk.take(committed.ok ? committed.value.changed : [])
      if (before?.kind === 'ringing') releaseEscrow(desk, before, session.device)
    },
  )
  return settled.ok ? ok({ call: settled.value.call }) : settled
}

async function settle(
  desk: CallDesk,
  tables: Tables,
  session: Session,
  callId: CallId,
  { signed, accept }: { readonly signed: SignedStatement; readonly accept: Accept },
): Promise<Result<Settled, AcceptFailure>> {
  const record = await tables.calls.find(callId)
  if (!record || record.callee !== session.handle) return fail({ kind: 'no-such-call' })
  const trouble = await findTrouble(desk, tables, session, record, accept)
  if (trouble) return fail(badStatement(trouble))

  const view = async (of: CallRecord) => {
    const call = await callFor(desk, tables, of, session)
    invariant(call, 'the callee sees the call')
    return call
  }
  const { state } = record
  if (state.kind === 'answered' && state.accept.text === signed.text)
    return ok({ changed: [], call: await view(record) })
  if (state.kind !== 'ringing') return fail({ kind: 'already-settled', call: await view(record) })

  const atMs = desk.context.clock.nowMs()
  const answered = answerRecord(record, { accept: signed, device: session.device, atMs })
  await tables.calls.saveState(answered)
  const crossed: CallRecord[] = []
  for (const other of await tables.calls.listLiveOf(record.callee)) {
    const isReverse = other.caller === record.callee && other.callee === record.caller
    if (isReverse && other.state.kind === 'ringing')
      crossed.push(await saveEnded(tables, endRecord(other, 'crossed', atMs)))
  }
  return ok({ changed: [answered, ...crossed], call: await view(answered) })
}

/** What the accept names must be this call, this device, and the account's newest list. */
async function findTrouble(
  { context }: CallDesk,
  tables: Tables,
  session: Session,
  record: CallRecord,
  accept: Accept,
): Promise<'device' | 'content' | null> {
  const account = await tables.accounts.find(session.handle)
  invariant(account, 'who is signed in has an account')
  const list = newestList(context, account)
  if (accept.device !== session.device || !list.devices.some(({ id }) => id === session.device))
    return 'device'
  const { host } = context.scope
  const isSound =
    accept.callId === record.callId &&
    accept.invitation === context.crypto.sha256(record.invitation.text) &&
    accept.from === formatAddress(record.caller, host) &&
    accept.to === formatAddress(record.callee, host) &&
    accept.listNumber === list.number
  return isSound ? null : 'content'
}
