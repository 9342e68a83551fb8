import type { Engine } from '../../client/engine.ts'
import { decideSteps, decideWindows, NO_WINDOWS } from './decide-windows.ts'
import type { WindowSet } from './window-set.ts'

type Steps = Pick<WindowSet, 'create' | 'show' | 'hide' | 'destroy'>

/** Keeps the ring and call windows as the calls need them. Returns what ends it. */
export function followCalls(engine: Pick<Engine, 'get' | 'on'>, windows: Steps): () => void {
  let wishes = NO_WINDOWS
  const follow = () => {
    const before = wishes
    const facts = { phase: engine.get('phase'), calls: engine.get('calls'), media: engine.get('media') }
    wishes = decideWindows(facts, before)
    for (const role of ['call', 'ring'] as const)
      for (const step of decideSteps(before[role], wishes[role])) windows[step](role)
  }
  const endings = [engine.on('phase', follow), engine.on('calls', follow), engine.on('media', follow)]
  follow()
  return () => {
    for (const end of endings) end()
  }
}
