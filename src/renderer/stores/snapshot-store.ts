/** One value that is replaced as a whole, in the form that React's `useSyncExternalStore` takes. */
export type SnapshotStore<T> = {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}

export type WritableSnapshotStore<T> = SnapshotStore<T> & { readonly set: (value: T) => void }

export function createSnapshotStore<T>(initial: T): WritableSnapshotStore<T> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
  }
}
