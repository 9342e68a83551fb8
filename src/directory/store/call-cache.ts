import type { CallId, DeviceId, Handle } from '../../contract/ids.ts'
import type { CallRecord, Role } from '../calls/call-record.ts'

/** Some 4 kB each at most. */
const MOST_CALLS = 2_000
const MOST_LISTS = 20_000
/** Of who has more to take note of the database is asked each time. */
const LONGEST_LIST = 20

/** The calls that were read or written last, which of them each device has not acknowledged, and who rings whom. */
export type CallCache = {
  readonly get: (callId: CallId) => CallRecord | undefined
  /** Also of a call that has changed. */
  readonly put: (record: CallRecord) => void
  /** The calls that ring on this side of an account; undefined where the database has to say. */
  readonly ringsOf: (side: Role, handle: Handle) => readonly CallId[] | undefined
  readonly putRings: (side: Role, handle: Handle, callIds: readonly CallId[]) => void
  /** In the order of `CallTable.listFor`; undefined where the database has to say. */
  readonly listFor: (device: DeviceId) => readonly CallRecord[] | undefined
  readonly putList: (device: DeviceId, records: readonly CallRecord[]) => void
  /** A call is to be told to this device. */
  readonly addTo: (device: DeviceId, callId: CallId) => void
  readonly takeFrom: (device: DeviceId, callId: CallId) => void
  /** After anything was undone or forgotten, or another process wrote. */
  readonly clear: () => void
}

export function createCallCache(): CallCache {
  const records = new Map<CallId, CallRecord>()
  const lists = createLists<DeviceId>()
  const rings = { caller: createLists<Handle>(), callee: createLists<Handle>() }

  const put = (record: CallRecord) => {
    const { callId, state } = record
    records.delete(callId)
    records.set(callId, record)
    dropOldest(records, MOST_CALLS)
    for (const side of ['caller', 'callee'] as const)
      if (state.kind === 'ringing') rings[side].add(record[side], callId)
      else rings[side].remove(record[side], callId)
  }
  return {
    get: (callId) => records.get(callId),
    put,
    ringsOf: (side, handle) => rings[side].get(handle),
    putRings: (side, handle, callIds) => rings[side].set(handle, callIds),
    listFor: (device) => {
      const list = lists.get(device)
      if (!list) return undefined
      const found = list.flatMap((callId) => records.get(callId) ?? [])
      return found.length === list.length ? found.sort(inOrder) : undefined
    },
    putList: (device, listed) => {
      lists.set(
        device,
        listed.map(({ callId }) => callId),
      )
      if (lists.get(device)) listed.forEach(put)
    },
    addTo: lists.add,
    takeFrom: lists.remove,
    clear: () => {
      records.clear()
      lists.clear()
      rings.caller.clear()
      rings.callee.clear()
    },
  }
}

/** Lists of calls that are known whole, by whose they are. A list that is not known stays so until it is set. */
function createLists<Key>() {
  const lists = new Map<Key, readonly CallId[]>()
  const set = (key: Key, callIds: readonly CallId[]) => {
    lists.delete(key)
    if (callIds.length > LONGEST_LIST) return
    lists.set(key, callIds.length === 0 ? NOTHING : callIds)
    dropOldest(lists, MOST_LISTS)
  }
  return {
    get: (key: Key) => lists.get(key),
    set,
    add: (key: Key, callId: CallId) => {
      const list = lists.get(key)
      if (list && !list.includes(callId)) set(key, [...list, callId])
    },
    remove: (key: Key, callId: CallId) => {
      const list = lists.get(key)
      if (list?.includes(callId))
        set(
          key,
          list.filter((other) => other !== callId),
        )
    },
    clear: () => lists.clear(),
  }
}

/** One for all, since most devices have nothing to take note of. */
const NOTHING: readonly CallId[] = []

/** Live calls first, oldest first; then ended ones, newest first. */
function inOrder(one: CallRecord, other: CallRecord): number {
  const [a, b] = [one.state, other.state]
  if (a.kind === 'ended') return b.kind === 'ended' ? b.atMs - a.atMs : 1
  return b.kind === 'ended' ? -1 : one.placedAtMs - other.placedAtMs
}

function dropOldest<K>(entries: Map<K, unknown>, most: number): void {
  const oldest = entries.keys().next()
  if (entries.size > most && oldest.done === false) entries.delete(oldest.value)
}
