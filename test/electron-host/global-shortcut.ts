import type { Recorder } from './record.ts'
import { strictObject } from './strict.ts'

export function createGlobalShortcut(recorder: Recorder) {
  const shortcuts = new Map<string, () => void>()
  /** What other programs of the machine hold already, so that registering fails. */
  const taken = new Set<string>()
  const api = strictObject('globalShortcut', {
    register: (accelerator: string, run: () => void): boolean => {
      recorder.call('globalShortcut.register', accelerator)
      if (taken.has(accelerator) || shortcuts.has(accelerator)) return false
      shortcuts.set(accelerator, run)
      return true
    },
    isRegistered: (accelerator: string): boolean => shortcuts.has(accelerator),
    unregister: (accelerator: string): void => void shortcuts.delete(accelerator),
    unregisterAll: (): void => shortcuts.clear(),
  })
  return {
    api,
    control: {
      list: (): readonly string[] => [...shortcuts.keys()],
      take: (accelerator: string): void => void taken.add(accelerator),
      press: (accelerator: string): void => {
        const run = shortcuts.get(accelerator)
        if (run === undefined)
          throw new Error(`${accelerator} is not registered: ${[...shortcuts.keys()].join(', ')}`)
        run()
      },
    },
  }
}
