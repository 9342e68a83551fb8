import { app } from 'electron'
import type { Log } from '../../client/ports.ts'
import type { Clock } from '../../contract/clock.ts'

export type Quitting = {
  readonly isQuitting: () => boolean
  /** What is to end first, in order; each has `STOP_MS`. */
  readonly beforeEnd: (what: string, stop: () => Promise<void>) => void
}

const STOP_MS = 4_000

/** The app stays when its windows close; a quit ends calls first, and then everything. */
export function watchQuit(clock: Clock, log: Log): Quitting {
  const steps: { readonly what: string; readonly stop: () => Promise<void> }[] = []
  let state: 'running' | 'ending' | 'ended' = 'running'
  const end = async () => {
    for (const { what, stop } of steps) {
      const outcome = await Promise.race([
        stop().then(
          () => 'done',
          () => 'failed',
        ),
        late(clock),
      ])
      if (outcome !== 'done') log.warn('a part did not end well', { what, outcome })
    }
    state = 'ended'
    app.quit()
  }
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    if (state === 'ended') return
    event.preventDefault()
    if (state === 'ending') return
    state = 'ending'
    void end()
  })
  return {
    isQuitting: () => state === 'ended',
    beforeEnd: (what, stop) => void steps.push({ what, stop }),
  }
}

const late = (clock: Clock): Promise<'late'> =>
  new Promise((resolve) => clock.setTimer(STOP_MS, () => resolve('late')))
