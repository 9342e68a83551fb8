import type { Clock } from '../../contract/clock.ts'
import type { CallingPolicy, QuietHours } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import { findQuietChange, isQuiet } from '../../domain/quiet-hours.ts'

/**
 * Notices when quiet hours begin or end of the people whom this node's devices watch. One timer for all of them, and one
 * entry for all who have the same hours. Each node of a directory has its own, for its own devices: so nothing of it goes
 * over the bus, and nothing is to be brought back after a restart, when the devices come and watch again.
 */
export type AvailabilityClock = {
  /** What was looked at, at `atMs`, to tell a device of this person: it is noticed once that does not hold any more. */
  readonly note: (handle: Handle, policy: CallingPolicy, atMs: number) => void
  /** The people who became available, or not available, by the clock. */
  readonly onChange: (listener: (handles: ReadonlySet<Handle>) => void) => () => void
  readonly stop: () => void
}

export type AvailabilityClockDeps = {
  readonly clock: Pick<Clock, 'nowMs' | 'setTimer'>
  /** Whom nobody watches any more is forgotten when their hours begin or end. */
  readonly isWatched: (handle: Handle) => boolean
}

/** Looks this often at least, so that a clock that is set, or a computer that slept, is noticed. */
const LOOK_MS = 60_000

type Group = {
  readonly hours: QuietHours
  readonly handles: Set<Handle>
  isQuiet: boolean
  /** When it became so here. */
  sinceMs: number
  nextMs: number
}

export function createAvailabilityClock({ clock, isWatched }: AvailabilityClockDeps): AvailabilityClock {
  const groups = new Map<string, Group>()
  const keys = new Map<Handle, string>()
  /** They were looked at just before their hours began or ended, and told after. */
  const late = new Set<Handle>()
  const listeners = new Set<(handles: ReadonlySet<Handle>) => void>()
  let cancel: (() => void) | null = null
  let lookAtMs = Number.POSITIVE_INFINITY
  /** The latest time that anything here is from. */
  let lastMs = clock.nowMs()

  const arm = (atMs: number) => {
    const nowMs = clock.nowMs()
    const nextMs = Math.min(atMs, nowMs + LOOK_MS)
    if (cancel && lookAtMs <= nextMs) return
    cancel?.()
    lookAtMs = nextMs
    cancel = clock.setTimer(Math.max(0, nextMs - nowMs), look)
  }
  const forget = (handle: Handle) => {
    const key = keys.get(handle)
    if (key === undefined) return
    keys.delete(handle)
    const group = groups.get(key)
    group?.handles.delete(handle)
    if (group?.handles.size === 0) groups.delete(key)
  }
  /** The group's people, where they have become another thing by now. */
  const follow = (group: Group, nowMs: number): readonly Handle[] => {
    group.nextMs = findQuietChange(group.hours, nowMs) ?? Number.POSITIVE_INFINITY
    const isQuietNow = isQuiet(group.hours, nowMs)
    if (group.isQuiet === isQuietNow) return []
    group.isQuiet = isQuietNow
    group.sinceMs = nowMs
    for (const handle of [...group.handles]) if (!isWatched(handle)) forget(handle)
    return [...group.handles]
  }
  const look = () => {
    cancel = null
    const nowMs = clock.nowMs()
    const wasSetBack = nowMs < lastMs
    lastMs = nowMs
    const changed = new Set(late)
    late.clear()
    for (const group of [...groups.values()])
      if (wasSetBack || group.nextMs <= nowMs) for (const handle of follow(group, nowMs)) changed.add(handle)
    if (groups.size > 0) arm(Math.min(...[...groups.values()].map(({ nextMs }) => nextMs)))
    if (changed.size > 0) for (const listener of listeners) listener(changed)
  }

  return {
    note: (handle, policy, atMs) => {
      const key = keyOf(policy)
      if (keys.get(handle) !== key) forget(handle)
      if (!policy.quietHours || key === undefined) return
      // What is noted now is from before a clock that is set back later.
      lastMs = Math.max(lastMs, clock.nowMs())
      const group = groups.get(key) ?? makeGroup(policy.quietHours, atMs)
      groups.set(key, group)
      group.handles.add(handle)
      keys.set(handle, key)
      if (atMs < group.sinceMs) late.add(handle)
      arm(atMs < group.sinceMs ? atMs : group.nextMs)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: () => {
      cancel?.()
      cancel = null
      groups.clear()
      keys.clear()
    },
  }
}

/** Undefined where the clock changes nothing for this person. */
const keyOf = ({ quietHours, isCallingOn, isDoNotDisturb }: CallingPolicy): string | undefined =>
  quietHours && quietHours.fromMinute !== quietHours.toMinute && isCallingOn && !isDoNotDisturb
    ? `${quietHours.fromMinute} ${quietHours.toMinute} ${quietHours.timeZone}`
    : undefined

const makeGroup = (hours: QuietHours, atMs: number): Group => ({
  hours,
  handles: new Set(),
  isQuiet: isQuiet(hours, atMs),
  sinceMs: Number.NEGATIVE_INFINITY,
  nextMs: findQuietChange(hours, atMs) ?? Number.POSITIVE_INFINITY,
})
