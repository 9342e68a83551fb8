import type { CallId, Handle } from '../../contract/ids.ts'
import type { EndReason } from '../../contract/call-end.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import type { Tables } from '../store/store.ts'
import { type CallRecord, endRecord } from './call-record.ts'
import { createLiveCalls, type LiveCall, type LiveCalls } from './live-calls.ts'

/** What the procedures of a call share: the live calls, and the one way to change a call. */
export type CallDesk = {
  readonly context: DirectoryContext
  readonly live: LiveCalls
  /**
   * Takes over records that a transaction has committed, and has their devices told. Returns what each was before.
   */
  readonly take: (records: readonly CallRecord[]) => readonly (LiveCall | null)[]
  /** Ends a call, if it is not over yet. */
  readonly end: (callId: CallId, reason: EndReason, isStill: CallRecord['state']['kind']) => Promise<void>
  /** Brings back the calls that were live when the directory stopped; a ring whose time is over ends. */
  readonly restore: () => Promise<void>
  readonly prune: () => Promise<void>
  readonly close: () => void
}

export function createCallDesk(context: DirectoryContext): CallDesk {
  const { clock, store, bus, log } = context

  const tell = (record: CallRecord) => {
    const handles = new Set<Handle>([record.caller, record.callee])
    for (const handle of handles) bus.publish({ type: 'calls-changed', handle, device: null })
  }
  const take: CallDesk['take'] = (records) =>
    records.map((record) => {
      const before = live.apply(record)
      tell(record)
      return before
    })
  const end: CallDesk['end'] = async (callId, reason, isStill) => {
    await store.transact(async (tables) => {
      const record = await tables.calls.find(callId)
      if (record?.state.kind !== isStill) return []
      return [await saveEnded(tables, endRecord(record, reason, clock.nowMs()))]
    }, take)
  }
  /** From a timer, where nobody waits for the outcome. */
  const endLater = (callId: CallId, reason: EndReason, isStill: CallRecord['state']['kind']) => {
    end(callId, reason, isStill).catch((error: unknown) => log.bug('a call could not be ended', error))
  }
  const live = createLiveCalls({
    clock,
    ringMs: context.limits.ringMs,
    onRingOver: (callId) => endLater(callId, 'no-answer', 'ringing'),
    onAbandoned: (callId) => endLater(callId, 'lost', 'answered'),
    onLeaseChange: tell,
  })

  return {
    context,
    live,
    take,
    end,
    restore: async () => {
      const records = await store.read(({ calls }) => calls.listLive())
      for (const record of records) live.apply(record)
    },
    prune: () => {
      const nowMs = clock.nowMs()
      return store.transact((tables) =>
        tables.calls.forgetEnded(nowMs - KEEPING.endedCallMs, nowMs - KEEPING.acknowledgedCallMs),
      )
    },
    close: () => live.close(),
  }
}

/** Stores the end of a call, and keeps the number of ended ones within its bound. */
export async function saveEnded(tables: Tables, record: CallRecord): Promise<CallRecord> {
  await tables.calls.saveState(record)
  await tables.calls.forgetBeyond(record.callee, KEEPING.endedCallsPerAccount)
  return record
}
