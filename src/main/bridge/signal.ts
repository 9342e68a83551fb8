/** A list of listeners for one kind of news. */
export type Signal<T> = {
  readonly emit: (news: T) => void
  readonly on: (listener: (news: T) => void) => () => void
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(news: T) => void>()
  return {
    emit: (news) => {
      for (const listener of [...listeners]) listener(news)
    },
    on: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
