import type { Clock } from '../../contract/clock.ts'
import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { SignalFrame } from '../../contract/signal-frame.ts'

export type EarlyFrame = { readonly attempt: number; readonly frame: SignalFrame }

/** Calls to this account of which the directory tells before this device knows who may ring it. */
export type HeldCalls = {
  /** Keeps it back, neither shown nor refused; false where it need not be. */
  readonly hold: (told: DirectoryCall) => boolean
  /** False where its call is not held. */
  readonly handleFrame: (callId: CallId, early: EarlyFrame) => boolean
  /** A whole snapshot: a ring that it does not name any more is over. */
  readonly handleSnapshot: (toldIds: ReadonlySet<CallId>) => void
  /** Hands them on, once who may ring is known. */
  readonly release: () => void
  readonly stop: () => void
}

export type HeldCallsDeps = {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly isReady: () => boolean
  /** As it was told last, with the frames that came meanwhile; `isOver` where its time has passed here. */
  readonly onRelease: (told: DirectoryCall, early: readonly EarlyFrame[], isOver: boolean) => void
}

/** What the directory keeps for one account; more of them are told again at the next sign-in. */
const MOST_HELD = 200
/** Of all held rings together. One passes one offer. */
const MOST_FRAMES = 24
/** No ring is shown later than this after it was heard of. */
const HOLD_MS = TIMES.ringMs

type Held = { latest: DirectoryCall; early: EarlyFrame[]; isOver: boolean; readonly cancel: () => void }

export function createHeldCalls({ clock, isReady, onRelease }: HeldCallsDeps): HeldCalls {
  const held = new Map<CallId, Held>()

  const add = (told: DirectoryCall) => {
    const one: Held = {
      latest: told,
      early: [],
      isOver: false,
      cancel: clock.setTimer(HOLD_MS, () => {
        one.isOver = true
        one.early = []
      }),
    }
    held.set(told.callId, one)
  }
  const update = (one: Held, told: DirectoryCall) => {
    one.latest = told
    if (told.state.kind !== 'ringing') one.early = []
  }
  const remove = (one: Held) => {
    one.cancel()
    held.delete(one.latest.callId)
  }

  return {
    hold: (told) => {
      const known = held.get(told.callId)
      const mayWait = told.role === 'callee' && told.state.kind !== 'answered'
      if (isReady() || !mayWait) {
        if (known) remove(known)
        return false
      }
      if (known) update(known, told)
      else if (held.size < MOST_HELD) add(told)
      return true
    },
    handleFrame: (callId, early) => {
      const one = held.get(callId)
      if (!one) return false
      const frames = [...held.values()].reduce((sum, each) => sum + each.early.length, 0)
      const isWanted = one.latest.state.kind === 'ringing' && !one.isOver && frames < MOST_FRAMES
      if (isWanted) one.early.push(early)
      return true
    },
    handleSnapshot: (toldIds) => {
      for (const [callId, one] of held)
        if (!toldIds.has(callId) && one.latest.state.kind === 'ringing') update(one, toForgotten(one.latest))
    },
    release: () => {
      if (!isReady()) return
      for (const one of [...held.values()]) {
        remove(one)
        onRelease(one.latest, one.early, one.isOver)
      }
    },
    stop: () => {
      for (const one of [...held.values()]) remove(one)
    },
  }
}

/** What a snapshot says by silence: the ring is over. */
export const toForgotten = (told: DirectoryCall): DirectoryCall => ({
  ...told,
  state: { kind: 'ended', reason: 'cancelled', atMs: told.placedAtMs, durationMs: 0 },
})

/** It rang for as long as a ring lasts, and nobody heard it here. */
export const toUnheard = (told: DirectoryCall): DirectoryCall => ({
  ...told,
  state: { kind: 'ended', reason: 'no-answer', atMs: told.placedAtMs, durationMs: 0 },
})
