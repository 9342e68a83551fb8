import type { LocalDirectory, Log } from '../../client/ports.ts'
import type { Clock } from '../../contract/clock.ts'
import { TIMES } from '../../contract/limits.ts'
import { fail, ok } from '../../contract/result.ts'
import { FromDirectory, type ToDirectory } from './directory-messages.ts'

/** The process that the directory runs in. */
export type DirectoryProcess = {
  readonly post: (message: ToDirectory) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Called once, when the process is gone for whatever reason. */
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

/** The port that was chosen, since it is part of every address on this directory. Null before the first start. */
export type PortMemory = {
  readonly read: () => number | null
  readonly write: (port: number) => boolean
}

export type LocalDirectoryDeps = {
  readonly fork: () => DirectoryProcess
  readonly ports: PortMemory
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

type Started = Awaited<ReturnType<LocalDirectory['start']>>

export const USUAL_PORT = 4700
/** Such a process start includes opening the database. */
const START_MS = TIMES.rpcMs
const STOP_MS = 3_000
const RESTARTS_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000] as const
/** A process that lived this long did not die of its start: the next restart is quick again. */
const STEADY_MS = 60_000

/** Starts the directory beside the app, once, and again whenever its process dies, until `stop`. */
export function createLocalDirectory(deps: LocalDirectoryDeps): LocalDirectory {
  const { clock, log } = deps
  let process: DirectoryProcess | null = null
  let running: Promise<Started> | null = null
  let cancelRestart = () => {}
  let crashes = 0
  /** False once it was stopped: a restart that was under way then is not tried again. */
  let isWanted = false

  const launch = (port: number): Promise<Started> =>
    new Promise((resolve) => {
      const child = deps.fork()
      const startedAtMs = clock.monotonicMs()
      process = child
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
        if (message.data.type === 'log') return log[message.data.level](message.data.what, message.data.facts)
        if (message.data.type === 'failed') return settle(fail(message.data.failure))
        if (!deps.ports.write(message.data.port)) log.warn("the directory's port could not be kept")
        isUp = true
        return settle(ok({ url: message.data.url }))
      })
      child.onExit(() => {
        settle(fail({ kind: 'directory-failed' }))
        if (process !== child) return
        process = null
        running = null
        if (isUp) restartLater(clock.monotonicMs() - startedAtMs)
      })
      child.post({ type: 'start', dataDir: deps.dataDir, port })
    })

  const restartLater = (livedMs: number) => {
    if (!isWanted) return
    crashes = livedMs > STEADY_MS ? 0 : crashes
    const delayMs = RESTARTS_MS[Math.min(crashes, RESTARTS_MS.length - 1)] ?? 30_000
    crashes += 1
    log.warn('the directory stopped by itself and is started again', { delayMs })
    cancelRestart = clock.setTimer(delayMs, () => {
      void start().then((result) => {
        if (!result.ok) restartLater(0)
      })
    })
  }

  const attempt = async (): Promise<Started> => {
    const kept = deps.ports.read()
    const first = await launch(kept ?? USUAL_PORT)
    const canMove = kept === null && !first.ok && first.error.kind === 'port-taken'
    if (!canMove) return first
    await end()
    return launch(0)
  }

  const start = (): Promise<Started> => {
    isWanted = true
    cancelRestart()
    running ??= attempt().then(async (result) => {
      if (!result.ok) await end()
      return result
    })
    return running
  }

  /** Lets the process close its database, and kills it when it does not. */
  const end = async (): Promise<void> => {
    const child = process
    process = null
    running = null
    if (child === null) return
    await new Promise<void>((resolve) => {
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

  return {
    start,
    stop: async () => {
      isWanted = false
      cancelRestart()
      cancelRestart = () => {}
      await end()
    },
  }
}
