import { afterEach, expect, test } from 'vitest'
import type { FromDirectory, ToDirectory } from '../../../../src/main/adapters/directory-messages.ts'
import type { DirectoryProcess } from '../../../../src/main/adapters/directory-launch.ts'
import { createLocalDirectory } from '../../../../src/main/adapters/local-directory.ts'
import { createManualClock, settlePromises } from '../../../support/manual-clock.ts'

type FakeProcess = DirectoryProcess & {
  readonly posted: ToDirectory[]
  readonly say: (message: unknown) => void
  readonly exit: () => void
  readonly isKilled: () => boolean
}

/** A process that a test speaks for. It ends when it is told to stop, unless it hangs. */
function fakeProcess(hangs: boolean): FakeProcess {
  const listeners: ((message: unknown) => void)[] = []
  const exits: (() => void)[] = []
  const posted: ToDirectory[] = []
  let isKilled = false
  let isGone = false
  const exit = () => {
    if (isGone) return
    isGone = true
    for (const listener of exits) listener()
  }
  return {
    posted,
    post: (message) => {
      posted.push(message)
      if (message.type === 'stop' && !hangs) exit()
    },
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => {
      if (isGone) listener()
      else exits.push(listener)
    },
    kill: () => {
      isKilled = true
      exit()
    },
    say: (message) => {
      for (const listener of listeners) listener(message)
    },
    exit,
    isKilled: () => isKilled,
  }
}

type Set = {
  readonly kept?: number | null
  readonly hangs?: boolean
  /** Others are to be let in, and on which port they were before. */
  readonly isReached?: boolean
  readonly keptReach?: number | null
  readonly canSave?: boolean
}

function setUp({
  kept = null,
  hangs = false,
  isReached = false,
  keptReach = null,
  canSave = true,
}: Set = {}) {
  const clock = createManualClock()
  const processes: FakeProcess[] = []
  const logged: string[] = []
  let port = kept
  let reachPort = keptReach
  let isWished = isReached
  const states: string[] = []
  const directory = createLocalDirectory({
    fork: () => {
      const child = fakeProcess(hangs)
      processes.push(child)
      return child
    },
    ports: {
      read: () => port,
      write: (next) => {
        port = next
        return true
      },
    },
    reachPorts: {
      read: () => reachPort,
      write: (next) => {
        reachPort = next
        return true
      },
    },
    reachWish: {
      read: () => isWished,
      write: (isOn) => {
        if (canSave) isWished = isOn
        return canSave
      },
    },
    dataDir: '/data',
    clock,
    log: { info: (what) => void logged.push(what), warn: (what) => void logged.push(what) },
  })
  directory.onState(() => states.push(directory.state().kind))
  clocks.push(clock)
  return {
    states,
    reachPort: () => reachPort,
    isWished: () => isWished,
    clock,
    directory,
    logged,
    port: () => port,
    process: (n: number) => processes[n] as FakeProcess,
    processes,
  }
}
const clocks: ReturnType<typeof createManualClock>[] = []
afterEach(() => {
  expect(clocks.splice(0).map((clock) => clock.timerCount())).toEqual([0])
})

const started = (port = 4700): FromDirectory => ({
  type: 'started',
  url: `ws://127.0.0.1:${port}/device`,
  port,
})
const taken = (port: number): FromDirectory => ({ type: 'failed', failure: { kind: 'port-taken', port } })

test('ID6 the directory starts on its usual port, which is kept', async () => {
  const { directory, process, port } = setUp()
  const start = directory.start()
  expect(process(0).posted).toEqual([{ type: 'start', dataDir: '/data', port: 4700 }])
  process(0).say(started())
  expect(await start).toEqual({ ok: true, value: { url: 'ws://127.0.0.1:4700/device' } })
  expect(port()).toBe(4700)
  await directory.stop()
})

test('ID6 a second start says where it already runs', async () => {
  const { directory, process, processes } = setUp()
  const both = [directory.start(), directory.start()]
  process(0).say(started())
  const third = directory.start()
  expect(await Promise.all([...both, third])).toEqual(
    [0, 1, 2].map(() => ({ ok: true, value: { url: 'ws://127.0.0.1:4700/device' } })),
  )
  expect(processes).toHaveLength(1)
  await directory.stop()
})

test('ID6 at the first start any free port does where the usual one is taken', async () => {
  const { directory, process, processes, port } = setUp()
  const start = directory.start()
  process(0).say(taken(4700))
  await settlePromises()
  const meanwhile = directory.start()
  expect(process(1).posted).toEqual([{ type: 'start', dataDir: '/data', port: 0 }])
  process(1).say(started(50_123))
  expect(await start).toEqual({ ok: true, value: { url: 'ws://127.0.0.1:50123/device' } })
  expect(port()).toBe(50_123)
  // Who asks while it moves, and who asks later, is told where it runs: no second one fights for its data.
  expect(await Promise.all([meanwhile, directory.start()])).toEqual([await start, await start])
  expect(processes).toHaveLength(2)
  await directory.stop()
})

test('ID6 a kept port that is taken is a failure that names it: the directory does not move', async () => {
  const { directory, process, processes } = setUp({ kept: 4711 })
  const start = directory.start()
  expect(process(0).posted).toEqual([{ type: 'start', dataDir: '/data', port: 4711 }])
  process(0).say(taken(4711))
  expect(await start).toEqual({ ok: false, error: { kind: 'port-taken', port: 4711 } })
  expect(processes).toHaveLength(1)
})

test('ID6 after a failure it can be started again', async () => {
  const { directory, process } = setUp()
  const start = directory.start()
  process(0).say({ type: 'failed', failure: { kind: 'directory-failed' } })
  expect(await start).toEqual({ ok: false, error: { kind: 'directory-failed' } })
  const again = directory.start()
  process(1).say(started())
  expect((await again).ok).toBe(true)
  await directory.stop()
})

test('ID6 a process that never says that it is up is killed, and the start fails', async () => {
  const { clock, directory, process } = setUp()
  const start = directory.start()
  await clock.advanceAndSettle(10_000)
  expect(await start).toEqual({ ok: false, error: { kind: 'directory-failed' } })
  expect(process(0).isKilled()).toBe(true)
})

test('NET2 a directory that crashes is started again, later each time, on its port', async () => {
  const { clock, directory, process, processes } = setUp()
  const start = directory.start()
  process(0).say(started())
  await start
  for (const [n, delayMs] of [500, 1_000, 2_000].entries()) {
    process(n).exit()
    await clock.advanceAndSettle(delayMs - 1)
    expect(processes).toHaveLength(n + 1)
    await clock.advanceAndSettle(1)
    expect(process(n + 1).posted).toEqual([{ type: 'start', dataDir: '/data', port: 4700 }])
    process(n + 1).say(started())
    await settlePromises()
  }
  await directory.stop()
})

test('NET2 a restart that fails is tried again', async () => {
  const { clock, directory, process, processes } = setUp()
  const start = directory.start()
  process(0).say(started())
  await start
  process(0).exit()
  await clock.advanceAndSettle(500)
  process(1).say(taken(4700))
  await settlePromises()
  await clock.advanceAndSettle(1_000)
  expect(processes).toHaveLength(3)
  process(2).say(started())
  await settlePromises()
  await directory.stop()
})

test('ID6 a stop lets the process end by itself, and nothing starts it again', async () => {
  const { clock, directory, process, processes } = setUp()
  const start = directory.start()
  process(0).say(started())
  await start
  await directory.stop()
  expect(process(0).posted.at(-1)).toEqual({ type: 'stop' })
  expect(process(0).isKilled()).toBe(false)
  await clock.advanceAndSettle(60_000)
  expect(processes).toHaveLength(1)
})

test('ID6 a stop in the middle of a restart is the end of it', async () => {
  const { clock, directory, process, processes } = setUp()
  const start = directory.start()
  process(0).say(started())
  await start
  process(0).exit()
  await clock.advanceAndSettle(500)
  expect(processes).toHaveLength(2)
  await directory.stop()
  await clock.advanceAndSettle(60_000)
  expect(processes).toHaveLength(2)
})

test('ID6 a process that does not end is killed after three seconds', async () => {
  const { clock, directory, process } = setUp({ hangs: true })
  const start = directory.start()
  process(0).say(started())
  await start
  const stop = directory.stop()
  await clock.advanceAndSettle(3_000)
  await stop
  expect(process(0).isKilled()).toBe(true)
})

test('TRUST3 what the process says is parsed, and its log lines go to the log', async () => {
  const { directory, process, logged } = setUp()
  const start = directory.start()
  process(0).say({ type: 'started', url: 7 })
  process(0).say({ type: 'log', level: 'info', what: 'listening', facts: {} })
  process(0).say(started())
  expect((await start).ok).toBe(true)
  expect(logged).toEqual(['the directory said something unknown', 'listening'])
  await directory.stop()
})

const LINKS = [{ link: 'ahoy:join?at=192.0.2.4:4701&key=…', host: '192.0.2.4' }]
const exposed = (port = 4701): FromDirectory => ({ type: 'exposed', port, links: LINKS })
const reachTaken = (port: number): FromDirectory => ({
  type: 'expose-failed',
  trouble: { kind: 'port-taken', port },
})

/** A directory that runs. */
async function running(how: Set = {}) {
  const stage = setUp(how)
  const start = stage.directory.start()
  stage.process(0).say(started())
  await start
  return stage
}

test('ID6 nobody else reaches it until a person says so; then its links are told, and the choice is kept', async () => {
  const { directory, process, states, isWished, reachPort } = await running()
  expect(process(0).posted).toEqual([{ type: 'start', dataDir: '/data', port: 4700 }])
  expect(directory.expose(true)).toEqual({ ok: true, value: null })
  expect(process(0).posted.at(-1)).toEqual({ type: 'expose', port: 4701 })
  process(0).say(exposed())
  expect(directory.state()).toEqual({ kind: 'reachable', port: 4701, links: LINKS })
  expect([isWished(), reachPort()]).toEqual([true, 4701])
  directory.expose(false)
  expect(process(0).posted.at(-1)).toEqual({ type: 'unexpose' })
  // Said before it had heard that others are not wanted any more.
  process(0).say(exposed())
  expect(states).toEqual(['loopback', 'opening', 'reachable', 'loopback'])
  await directory.stop()
  expect(directory.state()).toEqual({ kind: 'none' })
})

test('ID6 the choice of yesterday is followed at the start, and after a crash, on the port that people know', async () => {
  const { directory, process, clock, states } = await running({ isReached: true, keptReach: 50_321 })
  expect(process(0).posted.at(-1)).toEqual({ type: 'expose', port: 50_321 })
  process(0).say(exposed(50_321))
  process(0).exit()
  clock.advance(500)
  process(1).say(started())
  await settlePromises()
  expect(process(1).posted.at(-1)).toEqual({ type: 'expose', port: 50_321 })
  expect(states).toEqual(['opening', 'reachable', 'none', 'opening'])
  await directory.stop()
})

test('ID6 before anybody has a link any free port does; afterwards a taken one is a failure that names it', async () => {
  const { directory, process, reachPort } = await running()
  directory.expose(true)
  process(0).say(reachTaken(4701))
  expect(process(0).posted.at(-1)).toEqual({ type: 'expose', port: 0 })
  process(0).say(exposed(50_400))
  expect(reachPort()).toBe(50_400)
  directory.expose(false)
  directory.expose(true)
  expect(process(0).posted.at(-1)).toEqual({ type: 'expose', port: 50_400 })
  process(0).say(reachTaken(50_400))
  expect(directory.state()).toEqual({ kind: 'failed', trouble: { kind: 'port-taken', port: 50_400 } })
  await directory.stop()
})

test('ID6 new addresses are told; a choice that cannot be kept, or without a directory, changes nothing', async () => {
  const { directory, process } = await running({ canSave: false })
  expect(directory.expose(true)).toEqual({ ok: false, error: { kind: 'cannot-save' } })
  expect(process(0).posted).toHaveLength(1)
  await directory.stop()
  expect(directory.expose(true)).toEqual({ ok: false, error: { kind: 'no-directory' } })
})
