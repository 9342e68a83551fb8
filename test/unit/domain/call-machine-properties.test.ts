import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TIMES } from '../../../src/contract/limits.ts'
import {
  type CallEffect,
  type CallEvent,
  type CallStateKind,
  decideCall,
  dialCall,
  resumeCall,
  ringCall,
} from '../../../src/domain/call-machine.ts'
import { ALL_STATES, anyEvent, eventOf, EVENTS, STATES } from './call-samples.ts'
import { type OneCall, runOneCall } from './one-call.ts'

const RUNS = { numRuns: 2_000 }
/** Longer than any chain of deadlines that no event interrupts. */
const LONG_MS = 10 * 60_000

const BEGINNINGS = {
  dial: dialCall,
  ring: () => ringCall(false),
  'prepared ring': () => ringCall(true),
  resume: resumeCall,
}
type Step = { readonly event: CallEvent } | { readonly waitMs: number }
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: anyEvent.map((event) => ({ event })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }).map((waitMs) => ({ waitMs })) },
)
/** Steps that lead deep into a call more often than chance would. */
const usual: readonly CallEvent['type'][] = [
  'certificate',
  'placed',
  'answered',
  'accept',
  'accept-confirmed',
]
const usualStep: fc.Arbitrary<Step> = fc
  .constantFrom(...usual)
  .chain(eventOf)
  .map((event) => ({ event }))
const anyHistory = fc.record({
  begin: fc.constantFrom(...Object.keys(BEGINNINGS)).map((name) => name as keyof typeof BEGINNINGS),
  steps: fc.array(fc.oneof(usualStep, anyStep), { maxLength: 25 }),
})
type History = typeof anyHistory extends fc.Arbitrary<infer H> ? H : never

function live({ begin, steps }: History, after: (call: OneCall, step: Step) => void = () => {}): OneCall {
  const call = runOneCall(BEGINNINGS[begin]())
  for (const step of steps) {
    if ('event' in step) call.dispatch(step.event)
    else call.wait(step.waitMs)
    after(call, step)
  }
  return call
}

const count = (call: OneCall, ...types: readonly CallEffect['type'][]) =>
  call.effects().filter((effect) => types.includes(effect)).length

describe('call machine, whatever happens in whatever order', () => {
  it('RING8 no state is without an exit: waiting ends every call, but for one that is connected', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const call = live(history)
        const wasConnected = call.state().kind === 'connected'
        call.wait(LONG_MS)
        if (wasConnected) {
          expect(call.state().kind).toBe('connected')
          call.dispatch({ type: 'hang-up' })
          expect(call.state().kind).toBe('ended')
          call.wait(TIMES.endedMs)
        }
        expect(call.state().kind).toBe('ended')
        expect(call.isRemoved()).toBe(true)
        expect(call.hasDeadline()).toBe(false)
      }),
      RUNS,
    )
  })

  it('RING2 each state but connected has a deadline running at every moment', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        live(history, (call) => {
          const needsNone = call.state().kind === 'connected' || call.isRemoved()
          expect(call.hasDeadline()).toBe(!needsNone)
        })
      }),
      RUNS,
    )
  })

  it('RING8 a ring is over 50 s after it began, however busy the page is', () => {
    const noise = fc.constantFrom<CallEvent['type']>(
      'page-lost',
      'certificate',
      'link-failed',
      'peer-attempt',
    )
    fc.assert(
      fc.property(fc.array(noise.chain(eventOf), { maxLength: 20 }), (events) => {
        const call = runOneCall(ringCall(true))
        for (const event of events) {
          call.wait(2_000)
          call.dispatch(event)
        }
        call.wait(TIMES.ringMs + 5_000 - events.length * 2_000)
        expect(call.state()).toEqual({ kind: 'ended', reason: 'no-answer', by: 'nobody' })
      }),
    )
  })

  it('HIST1 a call is written down once and its media closed once, when it ends and not before', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const call = live(history, (now) => {
          const expected = now.state().kind === 'ended' ? 1 : 0
          expect(count(now, 'record')).toBe(expected)
          expect(count(now, 'close-media')).toBe(expected)
        })
        call.dispatch({ type: 'hang-up' }, { type: 'dismiss' }, { type: 'dismiss' })
        call.wait(LONG_MS)
        expect([count(call, 'record'), count(call, 'close-media'), count(call, 'remove')]).toEqual([1, 1, 1])
      }),
      RUNS,
    )
  })

  it('RING4 it is placed, accepted and opened at most once, and says one last word at most', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const call = live(history)
        call.wait(LONG_MS)
        for (const type of ['place', 'send-accept', 'open-media'] as const) {
          expect(count(call, type)).toBeLessThanOrEqual(1)
        }
        expect(count(call, 'send-decline', 'send-cancel', 'send-end')).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  it('RING3 media opens only on a verified answer, and an answer is sent only on a person’s accept', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let wasAccepted = false
        live(history, (call, step) => {
          const type = 'event' in step ? step.event.type : 'deadline'
          wasAccepted ||= type === 'accept'
          const given = call.lastEffects().map((effect) => effect.type)
          if (count(call, 'send-accept') > 0) expect(wasAccepted).toBe(true)
          if (type === 'answered' || type === 'accept-confirmed') return
          expect(given.includes('open-media') && call.state().kind !== 'connecting').toBe(false)
          expect(call.visited().has('connecting') && count(call, 'open-media') === 0).toBe(false)
        })
      }),
      RUNS,
    )
  })

  it('RING8 a call that the directory may know never ends here in silence', () => {
    const words = ['send-decline', 'send-cancel', 'send-end'] as const
    fc.assert(
      fc.property(anyHistory, (history) => {
        let wasEnded = false
        live(history, (call, step) => {
          const state = call.state()
          if (state.kind !== 'ended' || wasEnded) return
          wasEnded = true
          const type = 'event' in step ? step.event.type : 'deadline'
          const isUnheard = state.reason === 'directory-unreachable'
          // The directory said so, or refused, or it never left this device, or the ring ran out on both sides.
          const needsNoWord =
            type === 'settled' ||
            ((type === 'place-failed' || type === 'accept-failed') && !isUnheard) ||
            (history.begin === 'dial' && count(call, 'place') === 0) ||
            (state.reason === 'no-answer' && history.begin !== 'dial')
          expect(count(call, ...words)).toBe(needsNoWord ? 0 : 1)
        })
      }),
      RUNS,
    )
  })

  it('RING8 late events do nothing: an ended call knows only dismiss and its deadline', () => {
    const states = STATES.ended
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.oneof(...Object.values(EVENTS)), (state, event) => {
        const next = decideCall(state, event)
        const isExit = event.type === 'dismiss' || event.type === 'deadline'
        expect(next).toEqual(
          isExit
            ? { state, effects: [{ type: 'remove' }], deadline: 'none' }
            : { state, effects: [], deadline: 'keep' },
        )
      }),
    )
  })

  it('CALL1 the table has a cell for each state and event, and none throws or invents a state', () => {
    for (const state of ALL_STATES) {
      for (const event of Object.values(EVENTS)) {
        for (const sample of fc.sample<CallEvent>(event, 20)) {
          const next = decideCall(state, sample)
          expect(Object.keys(STATES)).toContain(next.state.kind)
          if (next.state.kind !== state.kind && next.state.kind !== 'connected') {
            expect(next.deadline).toBeTypeOf('number')
          }
        }
      }
    }
  })

  it('CALL1 random histories reach every state, so the properties above speak of all of them', () => {
    const reached = new Set<CallStateKind>()
    for (const history of fc.sample(anyHistory, { numRuns: 2_000, seed: 7 })) {
      for (const kind of live(history).visited()) reached.add(kind)
    }
    expect([...reached].toSorted()).toEqual(Object.keys(STATES).toSorted())
  })
})
