import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DeviceId } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { ParsedInputOf } from '../../contract/rpc/contract.ts'
import { gateFrame, gateOffer } from '../../domain/sdp-gate.ts'
import type { DeviceEvent } from '../bus/bus.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import type { CallDesk } from './call-desk.ts'
import { roleOf } from './call-record.ts'
import { createHeldEvents } from './held-events.ts'
import type { AnsweredCall, CallSide, RingingCall } from './live-calls.ts'

type Signal = ParsedInputOf<DirectoryContract, 'call.signal'>
type SignalFailure = {
  readonly kind:
    | 'no-such-call'
    | 'address-before-answer'
    | 'too-many-frames'
    | 'not-your-turn'
    | 'not-allowed'
}

/**
 * Takes a frame of a media connection. While it rings, the caller's offer passes if it names no address; all else is
 * held. After the answer frames go straight to the other of the two devices.
 */
export function signalCall(
  desk: CallDesk,
  session: Session,
  signal: Signal,
): Result<Record<never, never>, SignalFailure> {
  const call = desk.live.find(signal.callId)
  const role = call && roleOf(call.record, session)
  if (!call || !role) return fail({ kind: 'no-such-call' })
  const outcome =
    call.kind === 'answered'
      ? passFrame(desk, call, session, signal)
      : role === 'caller'
        ? holdOfCaller(desk, call, signal)
        : holdOfCallee(call, session, signal)
  return outcome === null ? ok({}) : fail({ kind: outcome })
}

type Refusal = SignalFailure['kind'] | null

const eventOf = (signal: Signal): DeviceEvent => ({ name: 'call.signal', payload: signal })

function holdOfCaller(desk: CallDesk, call: RingingCall, signal: Signal): Refusal {
  const { frame, attempt } = signal
  if (attempt !== 1 || frame.type === 'answer') return 'not-your-turn'
  const isSound = gateFrame(frame).ok
  if (frame.type === 'offer' && gateOffer(frame.sdp).ok) {
    if (call.passed.length >= KEEPING.heldDescriptions) return 'too-many-frames'
    call.passed.push(eventOf(signal))
    for (const { device } of desk.context.sessions.ofAccount(call.record.callee))
      desk.context.bus.publish({ type: 'device-event', device, event: eventOf(signal) })
    return null
  }
  if (!isSound) return frame.type === 'offer' ? 'address-before-answer' : 'not-allowed'
  return call.fromCaller.hold(eventOf(signal)) ? null : 'too-many-frames'
}

function holdOfCallee(call: RingingCall, session: Session, signal: Signal): Refusal {
  if (signal.attempt !== 1 || signal.frame.type === 'offer') return 'not-your-turn'
  if (!gateFrame(signal.frame).ok) return 'not-allowed'
  const held = call.fromCallee.get(session.device) ?? createHeldEvents()
  call.fromCallee.set(session.device, held)
  return held.hold(eventOf(signal)) ? null : 'too-many-frames'
}

function passFrame(desk: CallDesk, call: AnsweredCall, session: Session, signal: Signal): Refusal {
  const sides = sidesOf(call, session.device)
  if (!sides || signal.attempt < sides.own.attempt) return 'not-your-turn'
  if (!gateFrame(signal.frame).ok) return 'not-allowed'
  if (signal.frame.type === 'candidate') {
    if (sides.own.candidates >= LIMITS.candidatesPerCall) return 'too-many-frames'
    sides.own.candidates += 1
  } else {
    // Each description begins a round of candidates of its own.
    sides.own.candidates = 0
  }
  return deliver(desk, sides.other, eventOf(signal)) ? null : 'too-many-frames'
}

/** The two sides of an answered call as one of its two devices sees them; null for any other. */
export function sidesOf(
  call: AnsweredCall,
  device: DeviceId,
): { readonly own: CallSide; readonly other: CallSide } | null {
  const [caller, callee] = call.sides
  if (caller.device === device) return { own: caller, other: callee }
  return callee.device === device ? { own: callee, other: caller } : null
}

/** To the device's socket; where it has none at the moment, it waits for it, within bounds. */
export function deliver({ context: { sessions, bus } }: CallDesk, to: CallSide, event: DeviceEvent): boolean {
  if (!sessions.ofDevice(to.device)) return to.waiting.hold(event)
  bus.publish({ type: 'device-event', device: to.device, event })
  return true
}

/** At the answer: the winner's frames go to the caller, the caller's to the winner; what the others held is dropped. */
export function releaseEscrow(desk: CallDesk, before: RingingCall, winner: DeviceId): void {
  const call = desk.live.find(before.record.callId)
  const sides = call?.kind === 'answered' ? sidesOf(call, winner) : null
  if (!sides) return
  for (const event of before.fromCaller.release()) deliver(desk, sides.own, event)
  for (const event of before.fromCallee.get(winner)?.release() ?? []) deliver(desk, sides.other, event)
}

/** What a device that has just signed in has missed: the offers of what rings, and the frames that waited for it. */
export function eventsForJoiner(desk: CallDesk, session: Session): readonly DeviceEvent[] {
  return desk.live.list().flatMap((call) => {
    if (call.kind === 'ringing') return call.record.callee === session.handle ? call.passed : []
    return sidesOf(call, session.device)?.own.waiting.release() ?? []
  })
}
