import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import { ok, type Result } from '../../contract/result.ts'
import type {
  EventName,
  FailureOf,
  InputOf,
  OutputOf,
  PayloadOf,
  ProcedureName,
} from '../../contract/rpc/contract.ts'
import { createTopicStore, type Topic } from '../bridge/topic-store.ts'
import type { Bridge } from '../bridge/use-bridge.ts'

type Name = ProcedureName<BridgeContract>
type Answer<N extends Name> = Result<OutputOf<BridgeContract, N>, FailureOf<BridgeContract, N>>

/** What a procedure answers; those that are left out succeed with nothing. */
export type FakeAnswers = {
  readonly [N in Name]?: (input: InputOf<BridgeContract, N>) => Answer<N> | Promise<Answer<N>>
}

export type FakeBridge = Bridge & {
  /** Every call so far, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[]
  readonly set: <T extends Topic>(topic: T, value: AllSnapshots[T]) => void
  readonly emit: <N extends EventName<BridgeContract>>(name: N, payload: PayloadOf<BridgeContract, N>) => void
}

const nothingWaits: FakeAnswers = {
  'link.take': () => ok({ handle: null, pass: null }),
  'link.takeJoin': () => ok({ link: null }),
}

/** Main's side of the bridge, from written answers. Its topics are there once `topics.load` has resolved. */
export function createFakeBridge(snapshots: AllSnapshots, answers: FakeAnswers = {}): FakeBridge {
  const calls: { readonly name: string; readonly input: unknown }[] = []
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const all: FakeAnswers = { ...nothingWaits, ...answers, 'snapshot.get': () => ok(snapshots) }
  const call = async (name: Name, input: unknown): Promise<unknown> => {
    calls.push({ name, input })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name has its own input type
    const answer = all[name] as ((input: unknown) => unknown) | undefined
    return answer ? answer(input) : ok({})
  }
  const on = (name: string, listener: (payload: unknown) => void) => {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set)
    set.add(listener)
    return () => void set.delete(listener)
  }
  const tell = (name: string, payload: unknown) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- typed by `FakeAnswers` and the events' payloads
  const client = { call, on } as unknown as Pick<Bridge, 'call' | 'on'>
  return {
    ...client,
    topics: createTopicStore(client),
    calls,
    set: (topic, value) => tell(`${topic}.changed`, value),
    emit: tell,
  }
}
