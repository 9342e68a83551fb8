import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { ringCall } from '../../domain/call-machine.ts'
import { decideOutcome, decidePreparation } from '../../domain/call-rules.ts'
import { decideCrossed } from '../../domain/crossed-calls.ts'
import { type CallsDeps, type Calls, isUnanswered } from './calls.ts'
import { createCallRecord } from './create-call-record.ts'
import { type JudgedRing, judgeRing, readMissedCall } from './incoming.ts'
import { feedDirectoryCall } from './run-effect.ts'
import { toSettled } from './tombstones.ts'

export type DirectoryCalls = {
  /** Takes a whole snapshot of what the directory holds for this device. */
  readonly handle: (told: readonly DirectoryCall[]) => void
  /** A media frame; one that overtakes the judging of its ring waits for it. */
  readonly handleFrame: (callId: CallId, attempt: number, frame: SignalFrame) => void
}

/** A ring passes one offer; a directory that sends more to a call that does not ring yet gets nowhere. */
const MOST_EARLY_FRAMES = 4

/** Brings the directory's calls and this device's calls together. Every part may be late, missing or hostile. */
export function createDirectoryCalls(deps: CallsDeps, calls: Calls): DirectoryCalls {
  /** Being judged, refused, or given up for a crossed call: not looked at twice. */
  const setAside = new Set<CallId>()
  /** Frames of rings that are being judged. */
  const early = new Map<CallId, { readonly attempt: number; readonly frame: SignalFrame }[]>()

  const acknowledge = (callIds: readonly CallId[]) => {
    if (callIds.length > 0) void deps.rpc()?.call('call.acknowledge', { callIds: callIds.slice(0, 200) })
  }

  const handleOwn = (told: DirectoryCall) => {
    const call = calls.find(told.callId)
    if (!call) return
    deps.tombstones.handle(told)
    feedDirectoryCall(deps, call, told, (event) => calls.dispatch(call, event))
  }

  const handleUnknown = (told: DirectoryCall) => {
    deps.tombstones.handle(told)
    if (deps.tombstones.has(told.callId)) return
    if (told.state.kind === 'ended') return handleOver(told)
    // A call of mine from before this app was started anew: its page and its keys are gone.
    if (told.role === 'caller' && told.state.kind === 'ringing') {
      return deps.tombstones.bury(told.callId, { procedure: 'call.cancel' })
    }
    if (told.state.kind === 'answered') {
      return deps.tombstones.bury(told.callId, { procedure: 'call.end', reason: 'failed' })
    }
    if (setAside.has(told.callId)) return
    setAside.add(told.callId)
    early.set(told.callId, [])
    void ring(told).finally(() => {
      const call = calls.find(told.callId)
      for (const { attempt, frame } of early.get(told.callId) ?? [])
        call?.link.handlePeerFrame(attempt, frame)
      early.delete(told.callId)
    })
  }

  const ring = async (told: DirectoryCall) => {
    const judged = await judgeRing(deps, told)
    if (!judged.ok) return deps.log.warn('a ring was refused', { kind: judged.error.kind })
    if (calls.find(told.callId)) return
    const mine = calls.dialled()
    const verdict = mine
      ? decideCrossed(
          { callId: mine.callId, to: mine.peer.handle, isUnanswered: isUnanswered(mine) },
          { callId: told.callId, from: judged.value.peer.list.handle },
        )
      : 'not-crossed'
    if (verdict === 'keep-mine') return
    setAside.delete(told.callId)
    if (verdict === 'not-crossed' || !mine) return void startRinging(judged.value)
    const { media } = mine
    calls.dispatch(mine, { type: 'superseded' })
    calls.dispatch(mine, { type: 'dismiss' })
    return calls.dispatch(startRinging(judged.value), { type: 'accept', media })
  }

  const startRinging = (judged: JudgedRing) => {
    const call = createCallRecord(deps, { direction: 'incoming', ring: judged })
    const isOnlyRing = calls.all().every(({ state }) => state.kind === 'ended')
    const prepares = decidePreparation({ isOnlyRing, isKnownPerson: deps.people.isKnown(call.peer.handle) })
    if (prepares) call.link.allowPreparing()
    calls.add(call, ringCall(prepares))
    return call
  }

  /** It was over before this device could ring. */
  const handleOver = (told: DirectoryCall) => {
    if (told.state.kind !== 'ended' || told.role !== 'callee' || setAside.has(told.callId)) return
    const caller = deps.recents.has(told.callId) ? null : readMissedCall(deps, told)
    if (!caller || told.state.reason === 'crossed') return
    const { reason } = told.state
    const outcome = decideOutcome('incoming', false, reason, toSettled('incoming', reason).by)
    const atMs = deps.clock.nowMs() - Math.max(0, deps.directoryNowMs() - told.placedAtMs)
    const summary = { direction: 'incoming', media: caller.media, outcome, atMs, durationMs: 0 } as const
    const { handle } = caller.peer.list
    deps.recents.add({
      callId: told.callId,
      handle,
      displayName: caller.peer.displayName,
      call: summary,
      isNew: outcome === 'missed',
    })
    deps.people.noteCall(handle, summary)
  }

  /** A ring that the directory no longer knows has ended; a dead window must not stay behind. */
  const endForgotten = (toldIds: ReadonlySet<CallId>) => {
    for (const call of calls.all()) {
      const isOld = deps.clock.nowMs() - call.startedAtMs > TIMES.rpcMs
      const isRinging = call.state.kind === 'ringing-in' || (call.state.kind === 'ringing-out' && isOld)
      if (isRinging && !toldIds.has(call.callId)) calls.dispatch(call, toSettled(call.direction, 'cancelled'))
    }
  }

  return {
    handleFrame: (callId, attempt, frame) => {
      const call = calls.find(callId)
      if (call) return call.link.handlePeerFrame(attempt, frame)
      const waiting = early.get(callId)
      if (waiting && waiting.length < MOST_EARLY_FRAMES) waiting.push({ attempt, frame })
      return undefined
    },
    handle: (told) => {
      for (const call of told) {
        if (calls.find(call.callId)) handleOwn(call)
        else handleUnknown(call)
      }
      endForgotten(new Set(told.map((call) => call.callId)))
      acknowledge(told.filter((call) => call.state.kind === 'ended').map((call) => call.callId))
    },
  }
}
