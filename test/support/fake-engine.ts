import type { Engine, EngineProcedure, EngineTopic, EngineTopics } from '../../src/client/engine.ts'
import { fail } from '../../src/contract/result.ts'

export type FakeEngine = Engine & {
  /** Changes a topic as the real one does: a whole new value, then everybody is told. */
  readonly set: <T extends EngineTopic>(topic: T, value: EngineTopics[T]) => void
  readonly sendMediaFrame: (frame: Parameters<Parameters<Engine['onMediaFrame']>[0]>[0]) => void
  /** The intents that were called, with their input, in order. */
  readonly called: readonly { readonly procedure: EngineProcedure; readonly input: unknown }[]
  /** What an intent answers from now on; unless told, every one answers `not-allowed`. */
  readonly answer: <N extends EngineProcedure>(
    procedure: N,
    result: Awaited<ReturnType<Engine['intents'][N]>>,
  ) => void
  readonly mediaPageLosses: () => number
  readonly wakes: () => number
  readonly listenerCount: () => number
}

const EMPTY: EngineTopics = {
  phase: { kind: 'starting' },
  me: null,
  connection: { kind: 'none' },
  people: { people: [] },
  book: { contacts: [] },
  requests: { received: [], sent: [] },
  passes: { passes: [] },
  recents: { calls: [] },
  calls: { calls: [] },
  media: null,
}

/** An engine without a network behind it: a test sets its topics, and reads what main asked of it. */
export function createFakeEngine(first: Partial<EngineTopics> = {}): FakeEngine {
  const topics: { -readonly [T in EngineTopic]: EngineTopics[T] } = { ...EMPTY, ...first }
  const listeners = new Map<EngineTopic, Set<(value: never) => void>>()
  const frameListeners = new Set<Parameters<Engine['onMediaFrame']>[0]>()
  const answers = new Map<string, unknown>()
  const called: { procedure: EngineProcedure; input: unknown }[] = []
  let losses = 0
  let wakes = 0

  const intents = new Proxy({} as Engine['intents'], {
    get: (_target, procedure) => async (input: unknown) => {
      called.push({ procedure: String(procedure) as EngineProcedure, input })
      return answers.get(String(procedure)) ?? fail({ kind: 'not-allowed' })
    },
    has: () => true,
    ownKeys: () => [...ENGINE_PROCEDURES],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })

  return {
    start: async () => {},
    get: (topic) => topics[topic],
    on: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      set.add(listener as (value: never) => void)
      return () => void set.delete(listener as (value: never) => void)
    },
    onMediaFrame: (listener) => {
      frameListeners.add(listener)
      return () => void frameListeners.delete(listener)
    },
    account: () => null,
    adopt: async () => false,
    intents,
    handleMediaPageLost: () => void (losses += 1),
    handleWake: () => void (wakes += 1),
    stop: async () => {},
    set: (topic, value) => {
      topics[topic] = value
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(value as never)
    },
    sendMediaFrame: (frame) => {
      for (const listener of [...frameListeners]) listener(frame)
    },
    called,
    answer: (procedure, result) => void answers.set(procedure, result),
    mediaPageLosses: () => losses,
    wakes: () => wakes,
    listenerCount: () =>
      [...listeners.values()].reduce((sum, set) => sum + set.size, 0) + frameListeners.size,
  }
}

const ENGINE_PROCEDURES = [
  'setup.startDirectory',
  'setup.join',
  'setup.leave',
  'setup.checkHandle',
  'setup.finish',
  'people.find',
  'people.watch',
  'people.forget',
  'recents.markSeen',
  'recents.remove',
  'recents.clear',
  'call.dial',
  'call.accept',
  'call.decline',
  'call.hangUp',
  'call.setSending',
  'call.dismiss',
  'media.ready',
  'media.send',
  'media.report',
  'profile.setDisplayName',
  'policy.set',
  'person.setRelation',
  'person.listFollows',
  'request.send',
  'request.withdraw',
  'request.answer',
  'pass.make',
  'pass.revoke',
  'policy.retry',
  'book.save',
  'book.remove',
  'book.import',
  'connection.retry',
] as const satisfies readonly EngineProcedure[]
