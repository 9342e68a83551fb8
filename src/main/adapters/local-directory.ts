import type { LocalDirectory } from '../../client/ports.ts'
import type { LocalDirectorySnapshot } from '../../contract/bridge/snapshots.ts'
import { createSignal } from '../bridge/signal.ts'
import {
  type DirectoryProcess,
  endDirectory,
  launchDirectory,
  type LaunchDeps,
  type Started,
} from './directory-launch.ts'
import { createLocalReach, type LocalReach, type ReachWish } from './local-reach.ts'

/** The port that was chosen, since it is part of how others reach it. Null before the first start. */
export type PortMemory = {
  readonly read: () => number | null
  readonly write: (port: number) => boolean
}

export type LocalDirectoryDeps = LaunchDeps & {
  readonly ports: PortMemory
  /** The port for other computers. */
  readonly reachPorts: PortMemory
  readonly reachWish: ReachWish
}

/** The engine's port, and what only a person switches. */
export type OwnDirectory = LocalDirectory & {
  readonly state: () => LocalDirectorySnapshot
  readonly onState: (listener: () => void) => () => void
  readonly expose: LocalReach['set']
}

const USUAL_PORT = 4700

/** Starts the directory beside the app, once, and again whenever its process dies, until `stop`. */
export function createLocalDirectory(deps: LocalDirectoryDeps): OwnDirectory {
  const { clock, log, ports } = deps
  const changes = createSignal<null>()
  const reach = createLocalReach({
    wish: deps.reachWish,
    ports: deps.reachPorts,
    onChange: () => changes.emit(null),
  })
  const pauses = createPauses()
  let current: DirectoryProcess | null = null
  let running: Promise<Started> | null = null
  let cancelRestart = () => {}
  /** False once it was stopped: a restart that was under way then is not tried again. */
  let isWanted = false

  const launch = (port: number): Promise<Started> => {
    const { child, started } = launchDirectory(deps, port, {
      onUp: (chosen) => {
        if (!ports.write(chosen)) log.warn("the directory's port could not be kept")
        if (current === child) reach.handleUp(child.post)
      },
      onReach: (news) => {
        if (current === child) reach.handleNews(news)
      },
      onGone: (livedMs) => {
        if (current !== child) return
        current = null
        running = null
        reach.handleGone()
        if (livedMs !== null) restartLater(livedMs)
      },
    })
    current = child
    return started
  }
  /** At the first start it may move to another port; later its people know it by the one that it has. */
  const attempt = async (): Promise<Started> => {
    const kept = ports.read()
    const first = await launch(kept ?? USUAL_PORT)
    if (first.ok || first.error.kind !== 'port-taken' || kept !== null) return first
    await endChild()
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
  const restartLater = (livedMs: number) => {
    if (!isWanted) return
    const delayMs = pauses.next(livedMs)
    log.warn('the directory stopped by itself and is started again', { delayMs })
    cancelRestart = clock.setTimer(delayMs, () => {
      void start().then((result) => (result.ok ? undefined : restartLater(0)))
    })
  }
  const endChild = async (): Promise<void> => {
    const child = current
    current = null
    if (child !== null) reach.handleGone()
    if (child !== null) await endDirectory(child, clock)
  }
  /** From here on a start is a new one. */
  const end = (): Promise<void> => {
    running = null
    return endChild()
  }

  return {
    start,
    stop: async () => {
      isWanted = false
      cancelRestart()
      await end()
    },
    state: reach.state,
    onState: (listener) => changes.on(() => listener()),
    expose: reach.set,
  }
}

const PAUSES_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000] as const
/** A process that lived this long did not die of its start: the next restart is quick again. */
const STEADY_MS = 60_000

function createPauses() {
  let crashes = 0
  return {
    next: (livedMs: number): number => {
      if (livedMs > STEADY_MS) crashes = 0
      const pauseMs = PAUSES_MS[Math.min(crashes, PAUSES_MS.length - 1)] ?? 30_000
      crashes += 1
      return pauseMs
    },
  }
}
