import type { Clock } from '../../contract/clock.ts'
import type { SnapshotStore } from './snapshot-store.ts'

export type PacedSource<T> = {
  /** What is to be shown now; its parts are compared by identity. */
  readonly read: () => T
  /** Tells that something may have changed. */
  readonly subscribe: (listener: () => void) => () => void
}

export type Pace<T> = {
  readonly clock: Pick<Clock, 'setTimer'>
  /** How long after one change the next ones wait, in milliseconds. */
  readonly restMs: number
  /** How long a first change after a rest waits, in milliseconds; 0: not at all. */
  readonly firstWaitMs: (before: T, after: T) => number
}

/**
 * Follows a source that changes in bursts, so that a burst is drawn twice and not each time: a change after a rest is
 * told at once, what comes soon after it together.
 */
export function createPacedStore<T extends object>(
  source: PacedSource<T>,
  { clock, restMs, firstWaitMs }: Pace<T>,
): SnapshotStore<T> {
  const listeners = new Set<() => void>()
  let shown = source.read()
  let stopFollowing = () => {}
  let stopResting: (() => void) | null = null

  const take = (): boolean => {
    const now = source.read()
    if (isSame(shown, now)) return false
    shown = now
    return true
  }
  const tell = (): void => {
    stopResting?.()
    stopResting = null
    if (!take()) return
    stopResting = clock.setTimer(restMs, tell)
    for (const listener of [...listeners]) listener()
  }
  const handleChange = (): void => {
    if (stopResting !== null) return
    const waitMs = firstWaitMs(shown, source.read())
    if (waitMs === 0) tell()
    else stopResting = clock.setTimer(waitMs, tell)
  }
  return {
    get: () => {
      if (listeners.size === 0) take()
      return shown
    },
    subscribe: (listener) => {
      if (listeners.size === 0) {
        stopFollowing = source.subscribe(handleChange)
        take()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stopFollowing()
        stopResting?.()
        stopResting = null
      }
    },
  }
}

const isSame = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([key, value]) => Object.is(value, Reflect.get(b, key)))
