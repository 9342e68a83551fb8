import type { DirectoryCall } from '../../contract/directory/records.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { type CallEffect, type CallEnd, type CallEvent, isRunning } from '../../domain/call-machine.ts'
import { decideOutcome, isWorthRecording } from '../../domain/call-rules.ts'
import { decideChain } from '../../domain/device-list.ts'
import { checkAccept, checkPeer } from '../../domain/invitation-check.ts'
import { answerCall } from './answering.ts'
import { type CallContext, checkContext } from './call-context.ts'
import { completeSafetyEmoji, saySending, sendMessage } from './call-messages.ts'
import type { CallRecord } from './call-record.ts'
import type { CallsDeps } from './calls.ts'
import { placeCall } from './placing.ts'
import { type LastWord, toSettled } from './tombstones.ts'

type Carried = Exclude<CallEffect, { type: 'prepare-media' | 'remove' }>
type Dispatch = (event: CallEvent) => void

/** Carries one effect out; what comes of it is dispatched as an event, later. */
export function runEffect(deps: CallsDeps, call: CallRecord, effect: Carried, dispatch: Dispatch): void {
  switch (effect.type) {
    case 'place':
      return void place(deps, call, dispatch)
    case 'send-accept':
      return void accept(deps, call, effect, dispatch)
    case 'send-decline':
      return sendLastWord(deps, call, { procedure: 'call.decline' })
    case 'send-cancel':
      return sendLastWord(deps, call, { procedure: 'call.cancel' })
    case 'send-end':
      return sendLastWord(deps, call, { procedure: 'call.end', reason: effect.reason })
    case 'open-media':
      return openMedia(deps, call)
    case 'begin-attempt':
      call.link.beginAttempt()
      return deps.log.info('another attempt', { attempt: call.link.attempt() })
    case 'close-media':
      call.wanted = { microphone: false, camera: false }
      return undefined
    case 'record':
      return record(deps, call)
  }
}

async function place(deps: CallsDeps, call: CallRecord, dispatch: Dispatch): Promise<void> {
  const fingerprint = call.ownCertificate
  if (!fingerprint) return dispatch({ type: 'place-failed', reason: 'failed' })
  const placed = await placeCall(deps, call, fingerprint)
  if (!placed.ok) return dispatch({ type: 'place-failed', reason: placed.error })
  dispatch({ type: 'placed' })
  return feedDirectoryCall(deps, call, placed.value, dispatch)
}

async function accept(
  deps: CallsDeps,
  call: CallRecord,
  { fingerprint, media }: Extract<CallEffect, { type: 'send-accept' }>,
  dispatch: Dispatch,
): Promise<void> {
  call.wanted = { microphone: true, camera: media === 'video' }
  call.fingerprints = call.invitation ? { own: fingerprint, peer: call.invitation.body.fingerprint } : null
  const answering = answerCall(deps, call, fingerprint, media)
  // The same socket keeps the order, so the directory has the yes before anything that follows from it.
  if (call.fingerprints) call.link.accept(call.fingerprints.peer)
  const answered = await answering
  if (!answered.ok) return dispatch({ type: 'accept-failed', reason: answered.error })
  if (answered.value.state.kind === 'answered') return dispatch({ type: 'accept-confirmed' })
  return feedDirectoryCall(deps, call, answered.value, dispatch)
}

/** What the directory says of a call that this device has in its books. */
export function feedDirectoryCall(
  deps: CallsDeps,
  call: CallRecord,
  told: DirectoryCall,
  dispatch: Dispatch,
): void {
  if (told.state.kind === 'ended') return dispatch(toSettled(call.direction, told.state.reason))
  if (told.state.kind === 'ringing') {
    if (call.direction === 'outgoing') call.link.handlePlaced()
    return undefined
  }
  if (call.direction === 'incoming' || isRunning(call.state) || call.state.kind === 'ended') return undefined
  const verified = verifyAnswer(deps, call, told)
  if (verified.ok) return dispatch({ type: 'answered' })
  deps.log.warn('an answer does not hold', { kind: verified.error })
  sendLastWord(deps, call, { procedure: 'call.end', reason: 'insecure' })
  return dispatch({ type: 'settled', reason: verified.error, by: 'nobody' })
}

/** The answer must be signed by a device of the very account that was dialled, for this very invitation. */
function verifyAnswer(context: CallContext, call: CallRecord, told: DirectoryCall): Result<null, CallEnd> {
  const { invitation, peer } = call
  if (told.state.kind !== 'answered' || !invitation || !peer.checked) return fail('failed')
  const checks = checkContext(context)
  const checked = checkPeer(checks, told.peer)
  if (!checked.ok || checked.value.list.handle !== peer.handle) return fail('insecure')
  const { number, head } = peer.checked.list
  const chain = decideChain(context.crypto, told.peer.deviceLists, { number, head })
  if (chain.kind !== 'known' && chain.kind !== 'grown') return fail('key-changed')
  const answer = checkAccept(checks, told.state.accept, checked.value, {
    invitation: invitation.body,
    invitationHash: invitation.hash,
  })
  if (!answer.ok) return fail('insecure')
  peer.device = answer.value.device
  call.peerNonce = answer.value.accept.nonce
  call.fingerprints = { own: invitation.body.fingerprint, peer: answer.value.accept.fingerprint }
  return ok(null)
}

function openMedia(deps: CallsDeps, call: CallRecord): void {
  if (call.fingerprints) call.link.open(call.fingerprints.peer)
  if (call.direction === 'outgoing') {
    sendMessage(deps, call, { type: 'reveal', nonce: call.ownNonce })
  } else if (call.peer.checked) {
    // Answering is knowing them: their key is pinned, and their row stays in the list.
    const { list, displayName, badge } = call.peer.checked
    deps.people.meet({ handle: list.handle, displayName, badge, list, chain: call.peer.chain }, true)
  }
  saySending(deps, call)
  completeSafetyEmoji(deps, call)
}

/** A word that ends the call. It is kept until the directory has it, also over a lost connection. */
function sendLastWord(deps: CallsDeps, call: CallRecord, word: LastWord): void {
  deps.tombstones.bury(call.callId, word)
}

function record(deps: CallsDeps, call: CallRecord): void {
  const { state, direction, peer, callId, media, startedAtMs, connectedAtMs, endedAtMs } = call
  if (direction === 'incoming') deps.seenCalls.settle(callId)
  if (state.kind !== 'ended' || !isWorthRecording(state.reason)) return
  const outcome = decideOutcome(direction, connectedAtMs !== null, state.reason, state.by)
  const durationMs = connectedAtMs === null ? 0 : Math.max(0, (endedAtMs ?? connectedAtMs) - connectedAtMs)
  const summary = { direction, media, outcome, atMs: startedAtMs, durationMs }
  deps.recents.add({
    callId,
    handle: peer.handle,
    displayName: peer.displayName,
    call: summary,
    isNew: outcome === 'missed',
  })
  deps.people.noteCall(peer.handle, summary)
}
