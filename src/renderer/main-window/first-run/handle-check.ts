import type { BridgeContract } from '../../../contract/bridge/contract.ts'
import type { Clock } from '../../../contract/clock.ts'
import type { OutputOf } from '../../../contract/rpc/contract.ts'
import { parseHandle } from '../../../domain/handle.ts'

/** A pause in typing this long asks the directory. */
const PAUSE_MS = 250

export type HandleAnswer = OutputOf<BridgeContract, 'setup.checkHandle'>
export type HandleCheckState =
  | { readonly kind: 'empty' | 'checking' | 'unknown' }
  | { readonly kind: 'invalid'; readonly why: 'too-short' | 'too-long' | 'characters' }
  | { readonly kind: 'free' | 'taken' | 'reserved' | 'reset'; readonly handle: string }

export type HandleCheck = {
  readonly get: () => HandleCheckState
  readonly subscribe: (listener: () => void) => () => void
  readonly type: (typed: string) => void
  readonly dispose: () => void
}

export type HandleCheckDeps = {
  /** Null when it could not be answered: then the handle is judged at the end. */
  readonly ask: (typed: string) => Promise<HandleAnswer | null>
  readonly clock: Pick<Clock, 'setTimer'>
}

/** Judges a handle while it is typed: what is wrong by itself at once, what others have after each pause. */
export function createHandleCheck({ ask, clock }: HandleCheckDeps): HandleCheck {
  let state: HandleCheckState = { kind: 'empty' }
  let turn = 0
  let cancelTimer = () => {}
  const listeners = new Set<() => void>()
  const set = (next: HandleCheckState) => {
    state = next
    for (const listener of [...listeners]) listener()
  }
  const askNow = async (typed: string, mine: number) => {
    const answer = await ask(typed)
    if (mine !== turn) return
    if (!answer) return set({ kind: 'unknown' })
    return answer.state === 'invalid'
      ? set({ kind: 'invalid', why: answer.why })
      : set({ kind: answer.state, handle: answer.handle })
  }
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    type: (typed) => {
      turn += 1
      const mine = turn
      cancelTimer()
      if (typed.trim().replace(/^@/, '') === '') return set({ kind: 'empty' })
      const handle = parseHandle(typed)
      if (!handle.ok) return set({ kind: 'invalid', why: handle.error.kind })
      set({ kind: 'checking' })
      cancelTimer = clock.setTimer(PAUSE_MS, () => void askNow(handle.value, mine))
      return undefined
    },
    dispose: () => {
      turn += 1
      cancelTimer()
      listeners.clear()
    },
  }
}
