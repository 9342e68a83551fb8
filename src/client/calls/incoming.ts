import type { DirectoryCall } from '../../contract/directory/records.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { type Invitation, InvitationStatement } from '../../contract/statements.ts'
import type { AllowingRule } from '../../contract/reachability.ts'
import { type ChainVerdict, openByListedDevice } from '../../domain/device-list.ts'
import { type CheckedPeer, checkInvitation, checkPeer } from '../../domain/invitation-check.ts'
import { type CallContext, checkContext, ownAddress, ownList } from './call-context.ts'
import type { CallRecord, SentInvitation } from './call-record.ts'

/** An invitation that may ring here. */
export type JudgedRing = {
  readonly peer: CheckedPeer
  /** Their device lists as they came, oldest first. */
  readonly chain: readonly SignedStatement[]
  readonly verdict: ChainVerdict
  readonly invitation: SentInvitation
  readonly device: NonNullable<CallRecord['peer']['device']>
  readonly rule: AllowingRule
}

export type RingRefusal = {
  readonly kind:
    | 'device-lists'
    | 'profile'
    | 'device'
    | 'signature'
    | 'content'
    | 'addressee'
    | 'age'
    | 'replay'
    | 'rolled-back'
    | 'not-allowed'
}

/**
 * Decides from this device's own knowledge whether what the directory forwards may ring: signature, device lists,
 * age, replay, and who may call me. The id is stored before the call rings.
 */
export async function judgeRing(
  context: CallContext,
  call: DirectoryCall,
): Promise<Result<JudgedRing, RingRefusal>> {
  const checks = checkContext(context)
  const peer = checkPeer(checks, call.peer)
  if (!peer.ok) return peer
  const me = { address: ownAddress(context.account()), listHead: ownList(context).head }
  const body = checkInvitation(checks, call, peer.value, me)
  if (!body.ok) return body
  const device = peer.value.list.devices.find((listed) => listed.id === body.value.device)
  if (!device) return fail({ kind: 'device' })

  const { handle } = peer.value.list
  const chain = call.peer.deviceLists
  const verdict = context.people.judge({
    handle,
    displayName: peer.value.displayName,
    badge: peer.value.badge,
    list: peer.value.list,
    chain,
  })
  if (verdict.kind === 'rolled-back') return fail({ kind: 'rolled-back' })
  const ring = { caller: { handle, badge: peer.value.badge }, invitation: body.value }
  if (context.ringRule.judge(ring).verdict === 'refused') return fail({ kind: 'not-allowed' })

  const hash = context.crypto.sha256(call.invitation.text)
  if (context.seenCalls.judge(call.callId, hash) === 'replay') return fail({ kind: 'replay' })
  const noted = await context.seenCalls.note(call.callId, hash)
  // A full disk must not make a person unreachable: the id is remembered for as long as the app runs.
  if (!noted.ok) context.log.warn('the id of a ring could not be stored', { kind: noted.error.kind })
  // What is good for one ring is used up by the first that comes this far.
  const spent = await context.ringRule.spend(ring)
  if (!spent.ok)
    context.log.warn('that a ring was let in once could not be stored', { kind: spent.error.kind })
  // Storing took a while, in which the person may have changed who may call.
  const reachability = context.ringRule.judge(ring)
  if (reachability.verdict === 'refused') return fail({ kind: 'not-allowed' })
  const invitation = { statement: call.invitation, body: body.value, hash }
  return ok({ peer: peer.value, chain, verdict, invitation, device, rule: reachability.rule })
}

/**
 * Who called, of a call that was over before this device heard of it. Null where the invitation does not hold, and
 * where it was settled here before; and of somebody blocked.
 */
export function readMissedCall(
  context: CallContext,
  call: DirectoryCall,
): { readonly peer: CheckedPeer; readonly invitation: Invitation } | null {
  const checks = checkContext(context)
  const peer = checkPeer(checks, call.peer)
  if (!peer.ok) return null
  const opened = openByListedDevice(checks, InvitationStatement, call.invitation, peer.value.list)
  if (!opened.ok) return null
  const isMine =
    opened.value.body.to === ownAddress(context.account()) && opened.value.body.callId === call.callId
  const { list, displayName, badge } = peer.value
  if (context.ringRule.isBlocked(list.handle)) return null
  const seen = { handle: list.handle, displayName, badge, list, chain: call.peer.deviceLists }
  const isOld = context.people.judge(seen).kind === 'rolled-back'
  const isReplay =
    context.seenCalls.judge(call.callId, context.crypto.sha256(call.invitation.text)) === 'replay'
  return isMine && !isOld && !isReplay ? { peer: peer.value, invitation: opened.value.body } : null
}
