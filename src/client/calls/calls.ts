import type { RingPassSecret } from '../../contract/call-request.ts'
import type { CallMedia, CallId, Handle } from '../../contract/ids.ts'
import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import { TIMES } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'
import {
  type CallEvent,
  decideCall,
  dialCall,
  isRunning,
  type Transition,
} from '../../domain/call-machine.ts'
import { announceAttempt, saySending, sendMessage } from './call-messages.ts'
import type { CallContext } from './call-context.ts'
import type { CallRecord } from './call-record.ts'
import { createCallRecord } from './create-call-record.ts'
import { decideMediaCall, toMediaSession } from './call-view.ts'
import { runEffect } from './run-effect.ts'
import type { Tombstones } from './tombstones.ts'

export type CallsDeps = CallContext & {
  readonly tombstones: Tombstones
  readonly stun: () => NonNullable<MediaSession>['stun']
  /** Something that a window shows has changed. */
  readonly onChange: () => void
  readonly deliver: (callId: CallId, attempt: number, frame: SignalFrame) => void
}

/** The calls of this device: each a state of the machine, changed only by `dispatch`. */
export type Calls = {
  readonly all: () => readonly CallRecord[]
  readonly find: (callId: CallId) => CallRecord | null
  readonly dial: (to: Handle, media: CallMedia, pass: RingPassSecret | null) => CallRecord
  /** Takes a checked ring into the books; it rings from now on. */
  readonly add: (call: CallRecord, begin: Transition) => void
  /** The one call that was dialled and is not answered yet. */
  readonly dialled: () => CallRecord | null
  readonly isBusy: () => boolean
  readonly dispatch: (call: CallRecord, event: CallEvent) => void
  readonly setWanted: (call: CallRecord, wanted: CallRecord['wanted']) => void
  /** Says again what the other side may have missed, after the connection came back. */
  readonly repeatWords: () => void
  readonly mediaSession: () => MediaSession
  /** The call that the page serves now. */
  readonly mediaCall: () => CallRecord | null
  readonly publish: () => void
  readonly stop: () => void
}

export function createCalls(deps: CallsDeps): Calls {
  const calls = new Map<CallId, CallRecord>()
  let preparedId: CallId | null = null
  /** The call that the page served when it was last looked at. */
  let servedId: CallId | null = null
  let cancelLease: (() => void) | null = null
  let isStopped = false

  const all = () => [...calls.values()]
  const publish = () => {
    keepLease()
    deps.onChange()
  }

  const apply = (call: CallRecord, { state, effects, deadline }: Transition) => {
    const before = call.state
    call.state = state
    if (state.kind === 'connected') call.connectedAtMs ??= deps.clock.nowMs()
    if (state.kind === 'ended') call.endedAtMs ??= deps.clock.nowMs()
    if (before.kind !== state.kind) deps.log.info('call changed', { from: before.kind, to: state.kind })
    if (deadline !== 'keep') {
      call.cancelDeadline()
      call.cancelDeadline =
        deadline === 'none'
          ? () => {}
          : deps.clock.setTimer(deadline, () => dispatch(call, { type: 'deadline' }))
    }
    for (const effect of effects) {
      if (effect.type === 'prepare-media') preparedId = call.callId
      else if (effect.type === 'remove') calls.delete(call.callId)
      else runEffect(deps, call, effect, (event) => dispatch(call, event))
    }
    followMedia()
    publish()
  }

  /** Events come one after the other: an effect's own events are dispatched when it has ended. */
  const dispatch = (call: CallRecord, event: CallEvent) => {
    if (calls.has(call.callId)) apply(call, decideCall(call.state, event))
  }

  /** While a call runs, the directory is told so; a device that died is noticed by its silence. */
  const keepLease = () => {
    const running = all().filter((call) => isRunning(call.state))
    if (running.length === 0) {
      cancelLease?.()
      cancelLease = null
      return
    }
    cancelLease ??= deps.clock.setTimer(TIMES.leaseMs, () => {
      cancelLease = null
      const stillRunning = all().filter((call) => isRunning(call.state))
      for (const call of stillRunning) void deps.rpc()?.call('call.renew', { callId: call.callId })
      keepLease()
    })
  }

  /** The one page serves one call: a ring that was ready on it, and gave way to another call, is not ready any more. */
  const followMedia = () => {
    const before = servedId && calls.get(servedId)
    const now = mediaCall()
    servedId = now?.callId ?? null
    if (!before || before === now || before.state.kind !== 'ringing-in') return
    before.link.handlePageLost()
    dispatch(before, { type: 'page-lost' })
  }

  const add = (call: CallRecord, begin: Transition) => {
    if (isStopped) return
    calls.set(call.callId, call)
    apply(call, begin)
  }
  const mediaCall = () => decideMediaCall(all(), preparedId)

  return {
    all,
    find: (callId) => calls.get(callId) ?? null,
    dial: (to, media, pass) => {
      const call = createCallRecord(deps, { direction: 'outgoing', to, media, pass })
      add(call, dialCall())
      return call
    },
    add,
    dialled: () => all().find((call) => call.direction === 'outgoing' && isUnanswered(call)) ?? null,
    isBusy: () => all().some((call) => call.state.kind !== 'ringing-in' && call.state.kind !== 'ended'),
    dispatch,
    setWanted: (call, wanted) => {
      call.wanted = wanted
      publish()
    },
    repeatWords: () => {
      for (const call of all().filter(({ state }) => isRunning(state))) {
        announceAttempt(deps, call)
        if (call.direction === 'outgoing') sendMessage(deps, call, { type: 'reveal', nonce: call.ownNonce })
        call.saidSending = null
        saySending(deps, call)
      }
    },
    mediaSession: () => toMediaSession(mediaCall(), deps.stun()),
    mediaCall,
    publish,
    stop: () => {
      // An app that quits is no answer: what rings goes on on other devices, and here once it is started again.
      for (const call of all()) if (call.state.kind !== 'ringing-in') dispatch(call, { type: 'hang-up' })
      for (const call of all()) call.cancelDeadline()
      cancelLease?.()
      calls.clear()
      isStopped = true
    },
  }
}

export const isUnanswered = ({ state }: CallRecord): boolean =>
  state.kind === 'preparing' || state.kind === 'placing' || state.kind === 'ringing-out'
