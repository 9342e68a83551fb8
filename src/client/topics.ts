import type { EngineTopic, EngineTopics } from './engine.ts'

export type Topics = {
  readonly get: <T extends EngineTopic>(topic: T) => EngineTopics[T]
  readonly set: <T extends EngineTopic>(topic: T, value: EngineTopics[T]) => void
  /** Both at once: whoever is told of one finds the other new, too. The media are told first. */
  readonly setMediaAndCalls: (media: EngineTopics['media'], calls: EngineTopics['calls']) => void
  readonly on: <T extends EngineTopic>(topic: T, listener: (value: EngineTopics[T]) => void) => () => void
}

/** The engine's published snapshots. A value that is equal to the one before is not told again. */
export function createTopics(initial: EngineTopics): Topics {
  const values: { -readonly [T in EngineTopic]: EngineTopics[T] } = { ...initial }
  /** What was told last, as text: a snapshot of thousands of people is written out once for each change. */
  const texts = new Map<EngineTopic, string>()
  const listeners: { readonly [T in EngineTopic]: Set<(value: EngineTopics[T]) => void> } = {
    phase: new Set(),
    me: new Set(),
    connection: new Set(),
    people: new Set(),
    book: new Set(),
    requests: new Set(),
    passes: new Set(),
    recents: new Set(),
    calls: new Set(),
    media: new Set(),
  }
  const change = <T extends EngineTopic>(topic: T, value: EngineTopics[T]): boolean => {
    const text = JSON.stringify(value)
    if ((texts.get(topic) ?? JSON.stringify(values[topic])) === text) return false
    texts.set(topic, text)
    values[topic] = value
    return true
  }
  const tell = <T extends EngineTopic>(topic: T) => {
    for (const listener of [...listeners[topic]]) listener(values[topic])
  }
  return {
    get: (topic) => values[topic],
    set: (topic, value) => {
      if (change(topic, value)) tell(topic)
    },
    setMediaAndCalls: (media, calls) => {
      const isMediaNew = change('media', media)
      const areCallsNew = change('calls', calls)
      if (isMediaNew) tell('media')
      if (areCallsNew) tell('calls')
    },
    on: (topic, listener) => {
      listeners[topic].add(listener)
      return () => void listeners[topic].delete(listener)
    },
  }
}
