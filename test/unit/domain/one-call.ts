import {
  type CallEffect,
  type CallEvent,
  type CallState,
  decideCall,
  type Transition,
} from '../../../src/domain/call-machine.ts'
import { createManualClock } from '../../support/manual-clock.ts'

export type OneCall = {
  readonly state: () => CallState
  readonly isRemoved: () => boolean
  /** All that were given so far, in order. */
  readonly effects: () => readonly CallEffect['type'][]
  readonly lastEffects: () => readonly CallEffect[]
  readonly visited: () => ReadonlySet<CallState['kind']>
  /** Whether a deadline is running. */
  readonly hasDeadline: () => boolean
  readonly dispatch: (...events: readonly CallEvent[]) => void
  readonly wait: (ms: number) => void
}

/** One call under a manual clock: carries deadlines out as the engine's runner does, and only notes the effects. */
export function runOneCall(begin: Transition): OneCall {
  const clock = createManualClock()
  const effects: CallEffect['type'][] = []
  const visited = new Set<CallState['kind']>()
  let lastEffects: readonly CallEffect[] = []
  let state = begin.state
  let isRemoved = false
  let cancelDeadline = () => {}

  const apply = (next: Transition) => {
    state = next.state
    visited.add(state.kind)
    lastEffects = next.effects
    effects.push(...next.effects.map((effect) => effect.type))
    isRemoved ||= next.effects.some((effect) => effect.type === 'remove')
    if (next.deadline === 'keep') return
    cancelDeadline()
    cancelDeadline = () => {}
    if (next.deadline !== 'none') {
      cancelDeadline = clock.setTimer(next.deadline, () => dispatch({ type: 'deadline' }))
    }
  }
  const dispatch = (...events: readonly CallEvent[]) => {
    for (const event of events) if (!isRemoved) apply(decideCall(state, event))
  }

  apply(begin)
  return {
    state: () => state,
    isRemoved: () => isRemoved,
    effects: () => effects,
    lastEffects: () => lastEffects,
    visited: () => visited,
    hasDeadline: () => clock.timerCount() > 0,
    dispatch,
    wait: clock.advance,
  }
}
