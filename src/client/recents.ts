import type { RecentCall } from '../contract/bridge/snapshots.ts'
import type { CallId } from '../contract/ids.ts'
import type { RecordKeeper } from './record-keeper.ts'

const MOST = 500

/** This device's history of calls, newest first. */
export type Recents = {
  readonly all: () => readonly RecentCall[]
  /** A call that is there already is replaced. */
  readonly add: (call: RecentCall) => void
  readonly has: (callId: CallId) => boolean
  readonly markSeen: () => void
  readonly remove: (callId: CallId) => void
  readonly clear: () => void
}

export function createRecents(keeper: RecordKeeper<readonly RecentCall[]>, onChange: () => void): Recents {
  const replace = (calls: readonly RecentCall[]) => {
    void keeper.set(calls.slice(0, MOST))
    onChange()
  }
  const without = (callId: CallId) => keeper.get().filter((call) => call.callId !== callId)
  return {
    all: () => keeper.get(),
    add: (call) => replace([call, ...without(call.callId)].toSorted((a, b) => b.call.atMs - a.call.atMs)),
    has: (callId) => keeper.get().some((call) => call.callId === callId),
    markSeen: () => replace(keeper.get().map((call) => ({ ...call, isNew: false }))),
    remove: (callId) => replace(without(callId)),
    clear: () => replace([]),
  }
}
