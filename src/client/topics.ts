import type { EngineTopic, EngineTopics } from './engine.ts'

export type Topics = {
  readonly get: <T extends EngineTopic>(topic: T) => EngineTopics[T]
  readonly set: <T extends EngineTopic>(topic: T, value: EngineTopics[T]) => void
  readonly on: <T extends EngineTopic>(topic: T, listener: (value: EngineTopics[T]) => void) => () => void
}

/** The engine's published snapshots. A value that is equal to the one before is not told again. */
export function createTopics(initial: EngineTopics): Topics {
  const values: { -readonly [T in EngineTopic]: EngineTopics[T] } = { ...initial }
  const listeners: { readonly [T in EngineTopic]: Set<(value: EngineTopics[T]) => void> } = {
    phase: new Set(),
    me: new Set(),
    connection: new Set(),
    people: new Set(),
    recents: new Set(),
    calls: new Set(),
    media: new Set(),
  }
  return {
    get: (topic) => values[topic],
    set: (topic, value) => {
      if (JSON.stringify(values[topic]) === JSON.stringify(value)) return
      values[topic] = value
      for (const listener of [...listeners[topic]]) listener(value)
    },
    on: (topic, listener) => {
      listeners[topic].add(listener)
      return () => void listeners[topic].delete(listener)
    },
  }
}
