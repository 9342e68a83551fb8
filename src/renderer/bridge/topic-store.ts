import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import type { Result } from '../../contract/result.ts'
import type { BridgeClient } from './bridge-client.ts'

export type Topic = keyof AllSnapshots

/** The newest snapshot of each topic. */
export type TopicStore = {
  /** Throws before `load` has succeeded. */
  readonly get: <T extends Topic>(topic: T) => AllSnapshots[T]
  readonly subscribe: (topic: Topic, listener: () => void) => () => void
  /** Asks for all topics at once. Safe to repeat: later answers replace what is there. */
  readonly load: () => Promise<Result<null, { readonly kind: string }>>
  readonly dispose: () => void
}

/**
 * Keeps what main tells. The channel is ordered, so the answer to `load` is newer than each event before it.
 */
export function createTopicStore(client: Pick<BridgeClient, 'call' | 'on'>): TopicStore {
  let snapshots: AllSnapshots | null = null
  const listeners = new Map<Topic, Set<() => void>>()
  const tell = (topic: Topic) => {
    for (const listener of [...(listeners.get(topic) ?? [])]) listener()
  }
  const follow = <T extends Topic>(topic: T) =>
    client.on(`${topic}.changed`, (value) => {
      if (snapshots === null) return
      snapshots = { ...snapshots, [topic]: value }
      tell(topic)
    })
  const disposers = [
    follow('app'),
    follow('me'),
    follow('connection'),
    follow('people'),
    follow('book'),
    follow('requests'),
    follow('passes'),
    follow('recents'),
    follow('calls'),
    follow('settings'),
  ]
  return {
    get: (topic) => {
      if (snapshots === null) throw new Error(`no snapshot yet: ${topic}`)
      return snapshots[topic]
    },
    subscribe: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      set.add(listener)
      return () => void set.delete(listener)
    },
    load: async () => {
      const answer = await client.call('snapshot.get', {})
      if (!answer.ok) return answer
      snapshots = answer.value
      for (const topic of listeners.keys()) tell(topic)
      return { ok: true, value: null }
    },
    dispose: () => {
      for (const dispose of disposers) dispose()
      listeners.clear()
    },
  }
}
