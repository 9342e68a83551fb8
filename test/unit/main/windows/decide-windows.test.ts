import { expect, test } from 'vitest'
import type { CallView, MediaSession } from '../../../../src/contract/bridge/snapshots.ts'
import {
  decideSteps,
  decideWindows,
  isCallInView,
  NO_WINDOWS,
  type WindowFacts,
  type WindowWishes,
} from '../../../../src/main/windows/decide-windows.ts'
import { followCalls } from '../../../../src/main/windows/follow-calls.ts'
import { createFakeEngine } from '../../../support/fake-engine.ts'
import { CONNECTED, ENDED, RINGING_IN, sampleCall, sampleCallId } from '../../../support/sample-snapshots.ts'

const MEDIA: MediaSession = {
  callId: sampleCallId(1),
  attempt: 1,
  role: 'offerer',
  capture: { microphone: true, camera: false },
  remoteFingerprint: null,
  stun: null,
}

const facts = (calls: readonly CallView[], change: Partial<WindowFacts> = {}): WindowFacts => ({
  phase: { kind: 'ready' },
  calls: { calls: [...calls] },
  media: null,
  ...change,
})
const shown = (n: number) => ({ kind: 'shown', callId: sampleCallId(n) }) as const
const WARM: WindowWishes = { ring: { kind: 'warm' }, call: { kind: 'warm' } }

test('RING1 both windows are warm once there is an account, and absent before', () => {
  expect(decideWindows(facts([]), NO_WINDOWS)).toEqual(WARM)
  expect(decideWindows(facts([], { phase: { kind: 'first-run' } }), NO_WINDOWS)).toEqual(NO_WINDOWS)
  expect(decideWindows(facts([], { phase: { kind: 'starting' } }), NO_WINDOWS)).toEqual(NO_WINDOWS)
})

test('RING2 a ringing call shows the ring window and not the call window', () => {
  expect(decideWindows(facts([sampleCall(1, RINGING_IN)]), WARM)).toEqual({
    ring: shown(1),
    call: { kind: 'warm' },
  })
})

test('RING6 a second ring beside a running call shows both windows', () => {
  const calls = [sampleCall(1, CONNECTED), sampleCall(2, RINGING_IN)]
  expect(decideWindows(facts(calls), WARM)).toEqual({ ring: shown(2), call: shown(1) })
})

test.each(['dialing', 'ringing-out', 'connecting', 'connected', 'reconnecting'] as const)(
  'CALL1 a call that is %s shows the call window',
  (kind) => {
    const phase = kind === 'dialing' || kind === 'connecting' ? { kind } : { kind, sinceMs: 1 }
    expect(decideWindows(facts([sampleCall(1, phase)]), WARM).call).toEqual(shown(1))
  },
)

test('CALL1 the page that prepares media is there before its window shows', () => {
  const starting = facts([], { phase: { kind: 'starting' }, media: MEDIA })
  expect(decideWindows(starting, NO_WINDOWS).call).toEqual({ kind: 'warm' })
})

test('RING8 a ring that ends unanswered opens no call window and closes the ring window', () => {
  const ringing = decideWindows(facts([sampleCall(1, RINGING_IN)]), WARM)
  const ended = sampleCall(1, ENDED, { direction: 'incoming' })
  expect(decideWindows(facts([ended]), ringing)).toEqual(WARM)
})

test('CALL1 a call that was in view says how it ended, and then its window goes', () => {
  const inView: WindowWishes = { ring: { kind: 'warm' }, call: shown(1) }
  const ended = sampleCall(1, ENDED, { direction: 'incoming' })
  expect(decideWindows(facts([ended]), inView).call).toEqual(shown(1))
  expect(decideWindows(facts([]), inView).call).toEqual({ kind: 'warm' })
})

test('CALL1 an outgoing call that failed at once still shows why', () => {
  expect(decideWindows(facts([sampleCall(1, ENDED)]), WARM).call).toEqual(shown(1))
})

test('CALL1 a running call comes before one that has just ended', () => {
  const calls = [sampleCall(2, CONNECTED), sampleCall(1, ENDED)]
  expect(decideWindows(facts(calls), WARM).call).toEqual(shown(2))
})

test('CALL5 a call window that the person hid is not shown again for the same call', () => {
  expect(decideSteps(shown(1), shown(1))).toEqual([])
  expect(decideSteps(shown(1), shown(2))).toEqual(['show'])
})

test('RING1 a wish becomes the fewest steps', () => {
  const absent = { kind: 'absent' } as const
  const warm = { kind: 'warm' } as const
  expect(decideSteps(absent, absent)).toEqual([])
  expect(decideSteps(absent, warm)).toEqual(['create'])
  expect(decideSteps(absent, shown(1))).toEqual(['create', 'show'])
  expect(decideSteps(warm, warm)).toEqual([])
  expect(decideSteps(warm, shown(1))).toEqual(['show'])
  expect(decideSteps(shown(1), warm)).toEqual(['hide'])
  expect(decideSteps(warm, absent)).toEqual(['destroy'])
})

test('CALL5 only a call besides rings is one that can be shown', () => {
  expect(isCallInView({ calls: [sampleCall(1, RINGING_IN)] })).toBe(false)
  expect(isCallInView({ calls: [sampleCall(1, CONNECTED)] })).toBe(true)
})

test('RING8 the windows follow a whole call: ring, answer, end, gone', () => {
  const engine = createFakeEngine()
  const steps: string[] = []
  const note = (step: string) => (role: string) => void steps.push(`${step} ${role}`)
  const end = followCalls(engine, {
    create: note('create'),
    show: note('show'),
    hide: note('hide'),
    destroy: note('destroy'),
  })
  engine.set('phase', { kind: 'ready' })
  engine.set('calls', { calls: [sampleCall(1, RINGING_IN)] })
  engine.set('calls', { calls: [sampleCall(1, { kind: 'connecting' }, { direction: 'incoming' })] })
  engine.set('calls', { calls: [sampleCall(1, CONNECTED, { direction: 'incoming' })] })
  engine.set('calls', { calls: [sampleCall(1, ENDED, { direction: 'incoming' })] })
  engine.set('calls', { calls: [] })
  end()
  expect(steps).toEqual(['create call', 'create ring', 'show ring', 'show call', 'hide ring', 'hide call'])
  expect(engine.listenerCount()).toBe(0)
})
