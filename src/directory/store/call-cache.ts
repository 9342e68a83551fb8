import type { CallId, DeviceId } from '../../contract/ids.ts'
import type { CallRecord } from '../calls/call-record.ts'

/** Some 4 kB each at most. */
const MOST_CALLS = 2_000
const MOST_LISTS = 20_000
/** A device that has more to take note of is read from the database each time. */
const LONGEST_LIST = 20

/** The calls that were read or written last, and which of them each device has not acknowledged. */
export type CallCache = {
  readonly get: (callId: CallId) => CallRecord | undefined
  /** Also of a call that has changed. */
  readonly put: (record: CallRecord) => void
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
  const lists = new Map<DeviceId, readonly CallId[]>()

  const put = (record: CallRecord) => {
    records.delete(record.callId)
    records.set(record.callId, record)
    dropOldest(records, MOST_CALLS)
  }
  const setList = (device: DeviceId, callIds: readonly CallId[]) => {
    lists.delete(device)
    if (callIds.length > LONGEST_LIST) return
    lists.set(device, callIds.length === 0 ? NOTHING : callIds)
    dropOldest(lists, MOST_LISTS)
  }
  return {
    get: (callId) => records.get(callId),
    put,
    listFor: (device) => {
      const list = lists.get(device)
      if (!list) return undefined
      const found = list.flatMap((callId) => records.get(callId) ?? [])
      return found.length === list.length ? found.sort(inOrder) : undefined
    },
    putList: (device, listed) => {
      setList(
        device,
        listed.map(({ callId }) => callId),
      )
      if (lists.has(device)) listed.forEach(put)
    },
    addTo: (device, callId) => {
      const list = lists.get(device)
      if (list) setList(device, [...list, callId])
    },
    takeFrom: (device, callId) => {
      const list = lists.get(device)
      if (list)
        setList(
          device,
          list.filter((other) => other !== callId),
        )
    },
    clear: () => {
      records.clear()
      lists.clear()
    },
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
