import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { AttemptStatement, type CallMessageContent, CallMessageStatement } from '../../contract/statements.ts'
import { isRunning } from '../../domain/call-machine.ts'
import { openStatement, signStatement } from '../../domain/signed.ts'
import { deriveSafetyEmoji } from '../../domain/safety-emoji.ts'
import { type CallContext, ownList, scopeOf } from './call-context.ts'
import type { CallRecord } from './call-record.ts'

/** Signed words between the two devices of an answered call. */

export function sendMessage(context: CallContext, call: CallRecord, content: CallMessageContent): void {
  const rpc = context.rpc()
  if (!rpc) return
  const account = context.account()
  call.sentMessages += 1
  const message = signStatement(context.signer, CallMessageStatement, scopeOf(account), {
    callId: call.callId,
    device: account.device,
    counter: call.sentMessages,
    content,
  })
  void rpc.call('call.message', { callId: call.callId, message }).then((result) => {
    if (!result.ok) context.log.warn('call message was not sent', { kind: result.error.kind })
  })
}

/**
 * Tells the other side what this one sends, if that is news there: also a microphone that was muted, or was not found,
 * before the answer. A device that is wanted and still opens counts as it was told last.
 */
export function saySending(context: CallContext, call: CallRecord): void {
  const { capture, wanted, saidSending: said } = call
  const microphone = isSent(capture.microphone, wanted.microphone, said?.microphone)
  const camera = isSent(capture.camera, wanted.camera, said?.camera)
  if (said?.microphone === microphone && said.camera === camera) return
  call.saidSending = { microphone, camera }
  sendMessage(context, call, { type: 'sending', microphone, camera })
}

function isSent(state: CaptureState, isWanted: boolean, wasSaid = true): boolean {
  const isUnderway = state === 'opening' || (state === 'off' && isWanted)
  return isUnderway ? wasSaid : state === 'on'
}

/** From the signed yes to the end: the other side's first words may overtake the directory's confirmation. */
const canHear = ({ state }: CallRecord): boolean => state.kind === 'accepting' || isRunning(state)

/** Null where it does not hold: before Accept, another device's, another call's, or a counter that was seen before. */
export function readMessage(
  context: CallContext,
  call: CallRecord,
  signed: SignedStatement,
): CallMessageContent | null {
  const { device } = call.peer
  if (!device || !canHear(call)) return null
  const opened = openStatement(
    context.crypto,
    CallMessageStatement,
    scopeOf(context.account()),
    signed,
    device.publicKey,
  )
  if (!opened.ok) return null
  const { callId, counter, content, device: sender } = opened.value
  if (callId !== call.callId || sender !== device.id || counter <= call.lastPeerCounter) return null
  call.lastPeerCounter = counter
  return content
}

/** Tells the other device of a fresh media connection, once this one has a certificate for it. */
export function announceAttempt(context: CallContext, call: CallRecord): void {
  const rpc = context.rpc()
  const announcement = call.link.announcement()
  if (!rpc || !announcement) return
  const account = context.account()
  const attempt = signStatement(context.signer, AttemptStatement, scopeOf(account), {
    callId: call.callId,
    device: account.device,
    ...announcement,
  })
  void rpc.call('call.attempt', { callId: call.callId, attempt }).then((result) => {
    if (!result.ok) context.log.warn('attempt was not announced', { kind: result.error.kind })
  })
}

export function readAttempt(
  context: CallContext,
  call: CallRecord,
  signed: SignedStatement,
): ReturnType<CallRecord['link']['handlePeerAttempt']> {
  const { device } = call.peer
  if (!device || !canHear(call)) return 'old'
  const opened = openStatement(
    context.crypto,
    AttemptStatement,
    scopeOf(context.account()),
    signed,
    device.publicKey,
  )
  if (!opened.ok || opened.value.callId !== call.callId || opened.value.device !== device.id) return 'old'
  return call.link.handlePeerAttempt(opened.value.attempt, opened.value.fingerprint)
}

/** Completes the safety emoji as soon as both nonces and both fingerprints are known. */
export function completeSafetyEmoji(context: CallContext, call: CallRecord): void {
  const { checked } = call.peer
  const { invitation, fingerprints, peerNonce } = call
  if (!checked || !invitation || !fingerprints || !peerNonce) return
  const isCaller = call.direction === 'outgoing'
  const mine = { fingerprint: fingerprints.own, nonce: call.ownNonce }
  const theirs = { fingerprint: fingerprints.peer, nonce: peerNonce }
  call.safetyEmoji = deriveSafetyEmoji(context.crypto, {
    caller: { listHead: isCaller ? ownList(context).head : checked.list.head, ...(isCaller ? mine : theirs) },
    callee: { listHead: invitation.body.toListHead, ...(isCaller ? theirs : mine) },
  })
}
