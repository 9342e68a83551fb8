import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import { ringCall } from '../../domain/call-machine.ts'
import { decideOutcome, decidePreparation } from '../../domain/call-rules.ts'
import { decideCrossed } from '../../domain/crossed-calls.ts'
import { type CallsDeps, type Calls, isUnanswered } from './calls.ts'
import type { CallRecord } from './call-record.ts'
import { createCallRecord } from './create-call-record.ts'
import { createHeldCalls, type EarlyFrame, toForgotten, toUnheard } from './held-calls.ts'
import { type JudgedRing, judgeRing, readMissedCall } from './incoming.ts'
import { feedDirectoryCall } from './run-effect.ts'
import { toSettled } from './tombstones.ts'

export type DirectoryCalls = {
  /** Takes a whole snapshot of what the directory holds for this device. */
  readonly handle: (told: readonly DirectoryCall[]) => void
  /** A call of this device has changed: a ring that gave way to one that is over by now rings after all. */
  readonly reconsider: () => void
  /** A media frame; one that overtakes the judging of its ring waits for it. */
  readonly handleFrame: (callId: CallId, attempt: number, frame: SignalFrame) => void
  /** Who may ring is known now: what was held until then is judged. */
  readonly release: () => void
  readonly stop: () => void
}

/** A ring passes one offer; a directory that sends more to a call that does not ring yet gets nowhere. */
const MOST_EARLY_FRAMES = 4
/** More rings than a person can look at; the windows' snapshot has room for twenty calls. */
const MOST_CALLS = 12
/** Refused rings that are remembered; one that is forgotten is judged, and refused, again. */
const MOST_SET_ASIDE = 500

type Judging = {
  readonly kind: 'judging'
  /** Frames that overtake it. */
  readonly early: EarlyFrame[]
  /** What was told last of it; null where the directory does not know it any more. */
  latest: DirectoryCall | null
}
/** A ring that is no call here. */
type SetAside =
  | Judging
  | { readonly kind: 'refused' }
  /** Given up for my own call to the same person, for as long as that lasts. */
  | { readonly kind: 'crossed'; readonly mine: CallId; readonly told: DirectoryCall }

/** Brings the directory's calls and this device's calls together. Every part may be late, missing or hostile. */
export function createDirectoryCalls(deps: CallsDeps, calls: Calls): DirectoryCalls {
  const setAside = new Map<CallId, SetAside>()

  const acknowledge = (callIds: readonly CallId[]) => {
    if (callIds.length > 0) void deps.rpc()?.call('call.acknowledge', { callIds: callIds.slice(0, 200) })
  }

  const handleOwn = (told: DirectoryCall) => {
    const call = calls.find(told.callId)
    if (!call) return
    deps.tombstones.handle(told)
    feedDirectoryCall(deps, call, told, (event) => calls.dispatch(call, event))
  }

  /** `held`: it is not taken in before this device knows who may ring. */
  const handleUnknown = (told: DirectoryCall): 'taken' | 'held' => {
    deps.tombstones.handle(told)
    if (deps.tombstones.has(told.callId)) return 'taken'
    const aside = setAside.get(told.callId)
    if (aside?.kind === 'judging') {
      aside.latest = told
      return 'taken'
    }
    if (!aside && held.hold(told)) return 'held'
    takeUnknown(told, aside)
    return 'taken'
  }

  const takeUnknown = (told: DirectoryCall, aside: SetAside | undefined) => {
    if (told.state.kind === 'ended') {
      handleOver(told)
      if (aside?.kind === 'crossed') refuse(told.callId)
      return undefined
    }
    // A call of mine from before this app was started anew: its page and its keys are gone.
    if (told.role === 'caller' && told.state.kind === 'ringing') {
      return deps.tombstones.bury(told.callId, { procedure: 'call.cancel' })
    }
    if (told.state.kind === 'answered') {
      return deps.tombstones.bury(told.callId, { procedure: 'call.end', reason: 'failed' })
    }
    return aside ? undefined : void judge(told)
  }

  const held = createHeldCalls({
    clock: deps.clock,
    isReady: deps.ringRule.isReady,
    onRelease: (told, early, isOver) => {
      if (told.state.kind === 'ringing') return isOver ? handleOver(toUnheard(told)) : void judge(told, early)
      handleUnknown(told)
      return acknowledge([told.callId])
    },
  })

  const isLive = (callId: CallId): boolean => {
    const call = calls.find(callId)
    return call !== null && call.state.kind !== 'ended'
  }

  const judge = async (told: DirectoryCall, early: readonly EarlyFrame[] = []) => {
    const judging: Judging = { kind: 'judging', early: [...early], latest: told }
    setAside.set(told.callId, judging)
    const judged = await judgeRing(deps, told)
    setAside.delete(told.callId)
    if (!judged.ok) {
      deps.log.warn('a ring was refused', { kind: judged.error.kind })
      return refuse(told.callId)
    }
    // It ended while it was judged: it must not ring any more.
    if (judging.latest?.state.kind !== 'ringing')
      return void handleUnknown(judging.latest ?? toForgotten(told))
    if (calls.all().length >= MOST_CALLS) return deps.log.warn('too many rings at once')
    ring(told, judged.value)
    const call = calls.find(told.callId)
    for (const { attempt, frame } of judging.early) call?.link.handlePeerFrame(attempt, frame)
  }

  const refuse = (callId: CallId) => {
    setAside.set(callId, { kind: 'refused' })
    const oldest = [...setAside].find(([, aside]) => aside.kind === 'refused')
    if (oldest && setAside.size > MOST_SET_ASIDE) setAside.delete(oldest[0])
  }

  const ring = (told: DirectoryCall, judged: JudgedRing) => {
    const mine = calls.dialled()
    const verdict = mine ? decideMine(mine, judged) : 'not-crossed'
    if (!mine || verdict === 'not-crossed') return void startRinging(judged)
    if (verdict === 'keep-mine')
      return void setAside.set(told.callId, { kind: 'crossed', mine: mine.callId, told })
    const { media } = mine
    calls.dispatch(mine, { type: 'superseded' })
    calls.dispatch(mine, { type: 'dismiss' })
    return calls.dispatch(startRinging(judged), { type: 'accept', media })
  }

  /** Taking the other of two crossed calls answers it unasked, so only the known key of that person may do it. */
  const decideMine = (mine: CallRecord, { peer, verdict, invitation }: JudgedRing) => {
    if (verdict.kind === 'changed' || deps.people.hasChangedKey(peer.list.handle)) return 'not-crossed'
    return decideCrossed(
      { callId: mine.callId, to: mine.peer.handle, isUnanswered: isUnanswered(mine) },
      { callId: invitation.body.callId, from: peer.list.handle },
    )
  }

  const startRinging = (judged: JudgedRing) => {
    const call = createCallRecord(deps, { direction: 'incoming', ring: judged })
    const isOnlyRing = calls.all().every(({ state }) => state.kind === 'ended')
    const { handle, hasChangedKey } = call.peer
    const isKnownPerson = deps.people.isKnown(handle) && !hasChangedKey
    const prepares = decidePreparation({ isOnlyRing, isKnownPerson })
    if (prepares) call.link.allowPreparing()
    calls.add(call, ringCall(prepares))
    return call
  }

  /** It was over before this device could ring. */
  const handleOver = (told: DirectoryCall) => {
    if (told.state.kind !== 'ended' || told.role !== 'callee') return
    const isNoNews = setAside.has(told.callId) || deps.recents.has(told.callId)
    const caller = isNoNews ? null : readMissedCall(deps, told)
    if (!caller) return
    void deps.seenCalls.note(told.callId, deps.crypto.sha256(told.invitation.text))
    deps.seenCalls.settle(told.callId)
    const { reason } = told.state
    const { handle } = caller.peer.list
    const { invitation } = caller
    // It rang while nobody was here, so what let it in once is used up.
    if (reason !== 'offline')
      void deps.ringRule.spend({ caller: { handle, badge: caller.peer.badge }, invitation })
    // They took it back for my own call to them, whether or not the directory knows that the two crossed.
    const isCalled = calls.all().some((call) => call.peer.handle === handle && isLive(call.callId))
    if (reason === 'crossed' || isCalled) return
    const outcome = decideOutcome('incoming', false, reason, toSettled('incoming', reason).by)
    // Directory time is the directory's word: what comes of it must still be a time.
    const atMs = Math.max(0, deps.clock.nowMs() - Math.max(0, deps.directoryNowMs() - told.placedAtMs))
    const summary = { direction: 'incoming', media: invitation.media, outcome, atMs, durationMs: 0 } as const
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
    held.handleSnapshot(toldIds)
    for (const call of calls.all()) {
      const isOld = deps.clock.nowMs() - call.startedAtMs > TIMES.rpcMs
      const isRinging = call.state.kind === 'ringing-in' || (call.state.kind === 'ringing-out' && isOld)
      if (isRinging && !toldIds.has(call.callId)) calls.dispatch(call, toSettled(call.direction, 'cancelled'))
    }
    for (const [callId, aside] of setAside) {
      if (toldIds.has(callId)) continue
      if (aside.kind === 'judging') aside.latest = null
      if (aside.kind === 'crossed') refuse(callId)
    }
  }

  return {
    reconsider: () => {
      for (const [callId, aside] of [...setAside]) {
        if (aside.kind !== 'crossed' || isLive(aside.mine)) continue
        setAside.delete(callId)
        handleUnknown(aside.told)
      }
    },
    handleFrame: (callId, attempt, frame) => {
      const call = calls.find(callId)
      if (call) return call.link.handlePeerFrame(attempt, frame)
      if (held.handleFrame(callId, { attempt, frame })) return undefined
      const aside = setAside.get(callId)
      if (aside?.kind !== 'judging' || aside.early.length >= MOST_EARLY_FRAMES) return undefined
      return void aside.early.push({ attempt, frame })
    },
    handle: (told) => {
      const over: CallId[] = []
      for (const call of told) {
        const isOwn = calls.find(call.callId) !== null
        if (isOwn) handleOwn(call)
        const isHeld = !isOwn && handleUnknown(call) === 'held'
        if (call.state.kind === 'ended' && !isHeld) over.push(call.callId)
      }
      endForgotten(new Set(told.map((call) => call.callId)))
      // What is held is told again, should the app end before it is taken in.
      acknowledge(over)
    },
    release: held.release,
    stop: held.stop,
  }
}
