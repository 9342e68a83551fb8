import type { AccountRecord, DirectoryCall } from '../../contract/directory/records.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Fingerprint } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { FailureOf } from '../../contract/rpc/contract.ts'
import { InvitationStatement } from '../../contract/statements.ts'
import type { CallEnd } from '../../domain/call-machine.ts'
import { formatAddress } from '../../domain/handle.ts'
import { checkPeer } from '../../domain/invitation-check.ts'
import { signStatement } from '../../domain/signed.ts'
import { type CallContext, checkContext, ownAddress, ownList, scopeOf } from './call-context.ts'
import type { CallRecord } from './call-record.ts'

/** Looks the callee up, holds their key against the known one, and asks the directory to ring them. */
export async function placeCall(
  context: CallContext,
  call: CallRecord,
  fingerprint: Fingerprint,
): Promise<Result<DirectoryCall, CallEnd>> {
  const first = await lookUpAndPlace(context, call, fingerprint)
  // They changed their device list between the look-up and the call: once more, with the new one.
  return !first.ok && first.error === 'stale'
    ? finish(await lookUpAndPlace(context, call, fingerprint))
    : finish(first)
}

type Placed = Result<DirectoryCall, CallEnd | 'stale'>

const finish = (placed: Placed): Result<DirectoryCall, CallEnd> => {
  if (placed.ok) return placed
  return fail(placed.error === 'stale' ? 'failed' : placed.error)
}

async function lookUpAndPlace(
  context: CallContext,
  call: CallRecord,
  fingerprint: Fingerprint,
): Promise<Placed> {
  const rpc = context.rpc()
  if (!rpc) return fail('directory-unreachable')
  const person = await rpc.call('person.lookUp', { handle: call.peer.handle })
  if (!person.ok) return fail(person.error.kind === 'not-found' ? 'not-found' : 'directory-unreachable')
  const met = meetCallee(context, call, person.value)
  if (!met.ok) return met
  // Taken back during the look-up: nobody is to be rung for it.
  if (call.state.kind !== 'placing') return fail('cancelled')
  call.invitation = invite(context, call, fingerprint)
  const placed = await rpc.call('call.place', { invitation: call.invitation.statement })
  if (placed.ok) return ok(placed.value.call)
  call.refusal = 'rule' in placed.error ? placed.error.rule : null
  return fail(toCallEnd(placed.error.kind))
}

function meetCallee(context: CallContext, call: CallRecord, record: AccountRecord): Result<null, CallEnd> {
  const checked = checkPeer(checkContext(context), record)
  if (!checked.ok || checked.value.list.handle !== call.peer.handle) return fail('failed')
  const { list, displayName, badge } = checked.value
  const verdict = context.people.meet(
    { handle: list.handle, displayName, badge, list, chain: record.deviceLists },
    true,
  )
  call.peer.checked = checked.value
  call.peer.chain = record.deviceLists
  call.peer.displayName = displayName
  call.peer.badge = badge
  call.peer.isFirstContact = verdict.kind === 'first-contact'
  call.peer.hasChangedKey = context.people.hasChangedKey(list.handle)
  return call.peer.hasChangedKey ? fail('key-changed') : ok(null)
}

function invite(
  context: CallContext,
  call: CallRecord,
  fingerprint: Fingerprint,
): NonNullable<CallRecord['invitation']> {
  const account = context.account()
  const nowMs = context.directoryNowMs()
  const list = ownList(context)
  const scope = scopeOf(account)
  const body = InvitationStatement.body.parse({
    callId: call.callId,
    from: ownAddress(account),
    device: account.device,
    listNumber: list.number,
    to: formatAddress(call.peer.handle, account.directory.host),
    toListHead: call.peer.checked?.list.head,
    media: call.media,
    fingerprint,
    commitment: context.crypto.sha256(call.ownNonce),
    pass: call.pass,
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + TIMES.invitationAgeMs,
  })
  const statement = signStatement(context.signer, InvitationStatement, scope, body)
  return { statement, body, hash: context.crypto.sha256(statement.text) }
}

function toCallEnd(kind: FailureOf<DirectoryContract, 'call.place'>['kind']): CallEnd | 'stale' {
  switch (kind) {
    case 'stale-device-list':
      return 'stale'
    case 'stale-invitation':
      return 'clock'
    case 'not-found':
    case 'not-allowed':
      return kind
    case 'disconnected':
    case 'timed-out':
    case 'not-signed-in':
      return 'directory-unreachable'
    default:
      return 'failed'
  }
}
