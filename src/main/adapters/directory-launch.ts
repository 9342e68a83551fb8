import type { LocalDirectory, Log } from '../../client/ports.ts'
import type { Clock } from '../../contract/clock.ts'
import { TIMES } from '../../contract/limits.ts'
import { fail, ok } from '../../contract/result.ts'
import { FromDirectory, type ReachNews, type ToDirectory } from './directory-messages.ts'

/** The process that the directory runs in. */
export type DirectoryProcess = {
  readonly post: (message: ToDirectory) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Called once, when the process is gone for whatever reason; at once, when it is gone already. */
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

export type Started = Awaited<ReturnType<LocalDirectory['start']>>

export type LaunchDeps = {
  readonly fork: () => DirectoryProcess
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

export type Launch = {
  readonly child: DirectoryProcess
  /** Fails also when the process ends, or says nothing for ten seconds; then it is killed. */
  readonly started: Promise<Started>
}

export type LaunchEvents = {
  readonly onUp: (port: number) => void
  readonly onReach: (news: ReachNews) => void
  /** `livedMs` is null for a process that was never up. */
  readonly onGone: (livedMs: number | null) => void
}

/** Such a start includes opening the database. */
const START_MS = TIMES.rpcMs

/** Starts one process of the directory. */
export function launchDirectory(deps: LaunchDeps, port: number, events: LaunchEvents): Launch {
  const { clock, log } = deps
  const child = deps.fork()
  const startedAtMs = clock.monotonicMs()
  const { promise, resolve } = Promise.withResolvers<Started>()
  let isUp = false
  const settle = (result: Started) => {
    cancelTimer()
    resolve(result)
  }
  const cancelTimer = clock.setTimer(START_MS, () => {
    child.kill()
    settle(fail({ kind: 'directory-failed' }))
  })
  child.onMessage((raw) => {
    const message = FromDirectory.safeParse(raw)
    if (!message.success) return log.warn('the directory said something unknown')
    const { data } = message
    switch (data.type) {
      case 'log':
        return log[data.level](data.what, data.facts)
      case 'failed':
        return settle(fail(data.failure))
      case 'started':
        isUp = true
        events.onUp(data.port)
        return settle(ok({ url: data.url }))
      default:
        return events.onReach(data)
    }
  })
  child.onExit(() => {
    settle(fail({ kind: 'directory-failed' }))
    events.onGone(isUp ? clock.monotonicMs() - startedAtMs : null)
  })
  child.post({ type: 'start', dataDir: deps.dataDir, port })
  return { child, started: promise }
}

const STOP_MS = 3_000

/** Lets the process close its database, and kills it when it does not. Resolves when it is gone. */
export function endDirectory(child: DirectoryProcess, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(STOP_MS, () => {
      child.kill()
      resolve()
    })
    child.onExit(() => {
      cancel()
      resolve()
    })
    child.post({ type: 'stop' })
  })
}
