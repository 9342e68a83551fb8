import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../../src/contract/directory/records.ts'
import { type ChaosWorld, createChaosWorld } from '../../support/chaos-world.ts'
import { ENGINE_RUNS, timeoutFor } from '../../support/run-counts.ts'
import { ANSWER, candidate, OFFER } from '../../support/signal-frames.ts'

const TIMEOUT_MS = timeoutFor(ENGINE_RUNS, 200)

type Step = { readonly name: string; readonly run: (world: ChaosWorld) => unknown }
const step = (name: string, run: Step['run']): Step => ({ name, run })

const nthCall = ({ device }: ChaosWorld, nth: number) => {
  const { calls } = device.engine.get('calls')
  return calls[nth % Math.max(1, calls.length)]?.callId
}
const withCall =
  (nth: number, intent: 'call.decline' | 'call.hangUp' | 'call.dismiss') => (world: ChaosWorld) => {
    const callId = nthCall(world, nth)
    return callId && world.device.engine.intents[intent]({ callId })
  }

const small = fc.nat({ max: 3 })
const handle = fc.constantFrom('@alice', '@mallory', '@nobody')

const personSteps: fc.Arbitrary<Step> = fc.oneof(
  handle.map((to) =>
    step(`dial ${to}`, ({ device }) =>
      device.engine.intents['call.dial']({ to, media: 'video', pass: null }),
    ),
  ),
  small.map((nth) =>
    step(`accept ${nth}`, (world) => {
      const callId = nthCall(world, nth)
      return callId && world.device.engine.intents['call.accept']({ callId, media: 'audio' })
    }),
  ),
  small.map((nth) => step(`decline ${nth}`, withCall(nth, 'call.decline'))),
  small.map((nth) => step(`hang up ${nth}`, withCall(nth, 'call.hangUp'))),
  small.map((nth) => step(`dismiss ${nth}`, withCall(nth, 'call.dismiss'))),
  fc.boolean().map((isCallingOn) =>
    // It answers once it is on the disk, which takes time on a clock that stands still meanwhile.
    step(`calling ${isCallingOn ? 'on' : 'off'}`, ({ device }) => {
      void device.engine.intents['policy.set']({ isCallingOn })
    }),
  ),
)

const pageSteps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .constantFrom('connected' as const, 'interrupted' as const, 'failed' as const)
    .map((state) => step(`link ${state}`, ({ device }) => device.page.report(state))),
  fc.constant(step('page lost', ({ device }) => device.page.lose())),
  fc.boolean().map((isStuck) =>
    step(`page ${isStuck ? 'stuck' : 'moves'}`, ({ device }) => {
      device.page.isStuck = isStuck
    }),
  ),
  fc
    .constantFrom(OFFER, ANSWER, candidate())
    .map((frame) => step(`page sends ${frame.type}`, ({ device }) => device.page.send(frame))),
  fc.constant(step('page mutes', ({ device }) => device.page.capture('off'))),
  fc.constant(step('page opens the microphone', ({ device }) => device.page.capture('on'))),
)

const snapshots: Readonly<Record<string, (calls: readonly DirectoryCall[]) => readonly DirectoryCall[]>> = {
  whole: (calls) => calls,
  reversed: (calls) => calls.toReversed(),
  'without the last': (calls) => calls.slice(0, -1),
  empty: () => [],
  'as if all rang': (calls) => calls.map((call) => ({ ...call, state: { kind: 'ringing', sinceMs: 0 } })),
}

const directorySteps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .constantFrom('alice' as const, 'mallory' as const)
    .map((from) => step(`${from} rings`, (world) => world.ring(world[from]))),
  {
    weight: 4,
    arbitrary: fc.constant(step('tells all', (world) => world.directory.tell(...world.books.values()))),
  },
  fc
    .constantFrom(...Object.entries(snapshots))
    .map(([name, cut]) =>
      step(`tells ${name}`, (world) => world.directory.tell(...cut([...world.books.values()]))),
    ),
  small.map((nth) => step(`callee answers ${nth}`, (world) => world.answerMine(nth))),
  fc
    .tuple(small, fc.constantFrom('cancelled', 'no-answer', 'hung-up', 'answered-elsewhere'))
    .map(([nth, reason]) => step(`ends ${nth}: ${reason}`, (world) => world.end(nth, reason))),
  fc
    .tuple(small, fc.integer({ min: 1, max: 2 }), fc.constantFrom(OFFER, ANSWER, candidate()))
    .map(([nth, attempt, frame]) =>
      step(`forwards ${frame.type}`, ({ books, directory }) => {
        const call = [...books.values()][nth % Math.max(1, books.size)]
        if (call) directory.emit('call.signal', { callId: call.callId, attempt, frame })
      }),
    ),
  fc
    .tuple(small, fc.integer({ min: 2, max: 5 }))
    .map(([nth, attempt]) => step(`attempt ${attempt}`, (world) => world.attempt(nth, attempt))),
  fc.boolean().map((isMute) =>
    step(isMute ? 'falls mute' : 'speaks', (world) => {
      world.isMute = isMute
    }),
  ),
)

const networkSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant(step('cut', ({ directory }) => directory.cut())),
  fc.boolean().map((isReachable) =>
    step(isReachable ? 'reachable' : 'unreachable', (world) => {
      world.network.isReachable = isReachable
    }),
  ),
  fc.constant(step('retry', ({ device }) => device.engine.intents['connection.retry']({}))),
  fc.constant(step('wake', ({ device }) => device.engine.handleWake())),
  fc
    .constantFrom(10, 500, 4_000, 11_000, 31_000, 46_000)
    .map((ms) => step(`${ms} ms pass`, ({ clock }) => clock.advanceAndSettle(ms))),
)

/** What leads deep into a call more often than chance would. */
const usualSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant(
    step('a call out is answered', async (world) => {
      await world.device.engine.intents['call.dial']({ to: '@alice', media: 'audio', pass: null })
      await world.clock.advanceAndSettle(100)
      for (let nth = 0; nth < world.books.size; nth += 1) world.answerMine(nth)
      world.directory.tell(...world.books.values())
    }),
  ),
  fc.constantFrom('alice' as const, 'mallory' as const).map((from) =>
    step(`a ring of ${from} is taken`, async (world) => {
      world.ring(world[from])
      world.directory.tell(...world.books.values())
      await world.clock.advanceAndSettle(100)
      const ring = world.device.engine.get('calls').calls.findLast(({ phase }) => phase.kind === 'ringing-in')
      if (ring) await world.device.engine.intents['call.accept']({ callId: ring.callId, media: 'video' })
    }),
  ),
  fc.constant(step('the link comes up', ({ device }) => device.page.report('connected'))),
)

const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: usualSteps },
    { weight: 3, arbitrary: personSteps },
    { weight: 3, arbitrary: pageSteps },
    { weight: 5, arbitrary: directorySteps },
    { weight: 1, arbitrary: networkSteps },
  ),
  { minLength: 4, maxLength: 40 },
)

/** Runs the steps, then lets everything come to rest: the network is back, and the directory tells the truth. */
async function play(world: ChaosWorld, played: readonly Step[]): Promise<void> {
  for (const { run } of played) {
    await run(world)
    await world.settle()
  }
  world.network.isReachable = true
  world.isMute = false
  world.directory.answers['session.signIn'] = withBooks(world)
  await world.device.engine.intents['connection.retry']({})
  for (let minute = 0; minute < 5; minute += 1) {
    await world.clock.advanceAndSettle(60_000)
    for (const [callId] of world.books) {
      const index = [...world.books.keys()].indexOf(callId)
      if (minute > 1) world.end(index, 'no-answer')
    }
    world.directory.tell(...world.books.values())
    await world.settle()
  }
  await world.clock.advanceAndSettle(60_000)
}

function withBooks(world: ChaosWorld): ChaosWorld['directory']['answers']['session.signIn'] {
  const before = world.directory.answers['session.signIn']
  return (input, caller) => {
    world.directory.calls = [...world.books.values()]
    return before(input, caller)
  }
}

describe('the engine under random people, pages, networks and directories', () => {
  it('RING8 CALL1 comes to rest: no call, no ring, no media and no timer is left', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const rejections: unknown[] = []
    const phases = new Set<string>()
    const note = (reason: unknown) => void rejections.push(reason)
    process.on('unhandledRejection', note)
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        const world = await createChaosWorld()
        world.device.engine.on('calls', ({ calls }) => {
          for (const { phase } of calls) phases.add(phase.kind === 'ended' ? phase.reason : phase.kind)
        })
        await play(world, played)
        const { engine } = world.device
        const shown = played.map(({ name }) => name).join(' | ')
        expect({ wrongs: world.wrongs, shown }).toEqual({ wrongs: [], shown })
        expect({ left: engine.get('calls').calls, shown }).toEqual({ left: [], shown })
        expect(engine.get('media')).toBeNull()
        expect(engine.get('connection')).toEqual({ kind: 'online' })
        expect(world.clock.timerCount()).toBe(0)
        await world.device.stop()
        await world.settle()
        expect(world.clock.timerCount()).toBe(0)
      }),
      { numRuns: ENGINE_RUNS },
    )
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
    // The steps lead everywhere, so that the peace above is not that of an idle engine.
    const reached = ['ringing-in', 'ringing-out', 'connected', 'reconnecting', 'lost', 'hung-up', 'cancelled']
    expect([...phases]).toEqual(expect.arrayContaining(reached))
  })
})
