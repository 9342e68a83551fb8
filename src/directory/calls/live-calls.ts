import type { Clock } from '../../contract/clock.ts'
import type { CallId, DeviceId } from '../../contract/ids.ts'
import type { DeviceEvent } from '../bus/bus.ts'
import type { CallRecord } from './call-record.ts'
import { createHeldEvents, type HeldEvents } from './held-events.ts'
import { createLeases, type Leases } from './leases.ts'

/** A call that rings, with what waits in escrow until its answer. In memory only. */
export type RingingCall = {
  readonly kind: 'ringing'
  readonly record: CallRecord
  /** Offers of the caller that were let through; a device that joins the ring gets them too. */
  readonly passed: DeviceEvent[]
  readonly fromCaller: HeldEvents
  readonly fromCallee: Map<DeviceId, HeldEvents>
  readonly cancelTimer: () => void
}

/** What is remembered of one side of an answered call. */
export type CallSide = {
  readonly device: DeviceId
  /** The highest counter of its messages so far. */
  counter: number
  /** The highest attempt that it has announced; the first is the call itself. */
  attempt: number
  candidates: number
  /** What came for it while it had no socket. */
  readonly waiting: HeldEvents
}

export type AnsweredCall = {
  readonly kind: 'answered'
  readonly record: CallRecord
  readonly sides: readonly [CallSide, CallSide]
  readonly leases: Leases
}

export type LiveCall = RingingCall | AnsweredCall

/** The calls that are not over, as the frames between their devices need them: no frame waits for the database. */
export type LiveCalls = {
  readonly find: (callId: CallId) => LiveCall | null
  readonly list: () => readonly LiveCall[]
  /** Takes over what a transaction has settled. Returns what the call was before. */
  readonly apply: (record: CallRecord) => LiveCall | null
  readonly close: () => void
}

export type LiveCallsOptions = {
  readonly clock: Clock
  readonly ringMs: number
  readonly onRingOver: (callId: CallId) => void
  readonly onLeaseChange: (record: CallRecord) => void
  readonly onAbandoned: (callId: CallId) => void
}

export function createLiveCalls(options: LiveCallsOptions): LiveCalls {
  const { clock, ringMs, onRingOver, onLeaseChange, onAbandoned } = options
  const calls = new Map<CallId, LiveCall>()

  const startRinging = (record: CallRecord): RingingCall => ({
    kind: 'ringing',
    record,
    passed: [],
    fromCaller: createHeldEvents(),
    fromCallee: new Map(),
    cancelTimer: clock.setTimer(Math.max(0, record.placedAtMs + ringMs - clock.nowMs()), () =>
      onRingOver(record.callId),
    ),
  })
  const startAnswered = (record: CallRecord, device: DeviceId): AnsweredCall => ({
    kind: 'answered',
    record,
    sides: [startSide(record.callerDevice), startSide(device)],
    leases: createLeases({
      clock,
      devices: [record.callerDevice, device],
      onChange: () => onLeaseChange(record),
      onAbandoned: () => onAbandoned(record.callId),
    }),
  })
  const stop = (call: LiveCall) => (call.kind === 'ringing' ? call.cancelTimer() : call.leases.close())

  return {
    find: (callId) => calls.get(callId) ?? null,
    list: () => [...calls.values()],
    apply: (record) => {
      const before = calls.get(record.callId) ?? null
      if (before) stop(before)
      calls.delete(record.callId)
      const { state } = record
      if (state.kind === 'ringing') calls.set(record.callId, startRinging(record))
      if (state.kind === 'answered') calls.set(record.callId, startAnswered(record, state.device))
      return before
    },
    close: () => {
      for (const call of calls.values()) stop(call)
      calls.clear()
    },
  }
}

const startSide = (device: DeviceId): CallSide => ({
  device,
  counter: 0,
  attempt: 1,
  candidates: 0,
  waiting: createHeldEvents(),
})
