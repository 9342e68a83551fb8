import type { Bus, BusMessage } from './bus.ts'

/** The bus of one process: delivers at once. */
export function createMemoryBus(): Bus {
  const listeners = new Set<(message: BusMessage) => void>()
  return {
    publish: (message) => {
      for (const listener of [...listeners]) listener(message)
    },
    onMessage: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
