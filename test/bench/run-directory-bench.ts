import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../build/scripts/paths.ts'
import { atLeast, atMost, quantile, type Verdict } from './figures.ts'
import type { InviteResult, LoadStep } from './load-directory.ts'
import type { PeerStep } from './load-peer.ts'
import { machineFacts, type MachineFacts } from './report-file.ts'
import type { DirectoryFacts, DirectorySetup } from './serve-directory.ts'
import type { PeerFacts } from './serve-peer.ts'
import { readProcess, type ServerProcess, startServerProcess } from './server-process.ts'

export type DirectoryBenchOptions = {
  readonly devices: number
  readonly idleMs: number
  readonly perSecond: number
  readonly rounds: number
  readonly hasProfile: boolean
  readonly say: (line: string) => void
}

export type IdleCost = {
  readonly devices: number
  /** Resident bytes that each device added: as it stood after the idle time, and after the garbage was collected. */
  readonly bytesEach: number
  readonly bytesEachCollected: number
  /** Processor time for opening and signing in, in milliseconds. */
  readonly signInCpuMsEach: number
  readonly idleMs: number
  /** The share of one core that keeping everybody alive took. */
  readonly idleCore: number
}

export type InviteRound = {
  readonly offeredPerSecond: number | null
  readonly sent: number
  readonly failed: number
  readonly perSecond: number
  /** How late the clients' side sent one; within the two below. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly answerMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly ringMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly cpuMsEach: number
}

export type DirectoryBench = {
  readonly machine: MachineFacts
  readonly directory: IdleCost
  readonly peerServer: IdleCost
  /** With the flags with which the directory is started. */
  readonly peerServerWithFlags: IdleCost
  readonly rounds: readonly InviteRound[]
  readonly verdicts: readonly Verdict[]
  readonly rows: readonly InviteResult[]
}

const SERVER_CORE = 0
const CLIENT_CORE = 1
const IN_FLIGHT = 64
/** Room enough that the clients' own collector seldom stops them: what they send and read late counts as the server's. */
const LOAD_FLAGS = ['--expose-gc', '--max-semi-space-size=64', '--heap-growing-percent=400']
const SETTLE_MS = 2_000
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function runDirectoryBench(options: DirectoryBenchOptions): Promise<DirectoryBench> {
  const machine = machineFacts()
  const dataDir = mkdtempSync(join(tmpdir(), 'ahoy-bench-directory-'))
  try {
    const { cost, rows, rounds } = await measureDirectory(options, dataDir)
    const peerServer = await measurePeerServer(options, [])
    const peerServerWithFlags = await measurePeerServer(options, directoryFlags())
    return {
      machine,
      directory: cost,
      peerServer,
      peerServerWithFlags,
      rounds,
      verdicts: judge(options, cost, peerServer, { rounds, rows }),
      rows,
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measureDirectory(options: DirectoryBenchOptions, dataDir: string) {
  const { devices, say, hasProfile } = options
  const profile = ['--cpu-prof', `--cpu-prof-dir=${join(projectRoot, 'out', 'bench')}`]
  const start = (port: number) =>
    startServerProcess<DirectoryFacts>(
      './serve-directory.ts',
      { dataDir, port, isUnbounded: true } satisfies DirectorySetup,
      {
        core: SERVER_CORE,
        nodeFlags: ['--expose-gc', ...directoryFlags(), ...(hasProfile ? profile : [])],
      },
    )
  let server = await start(0)
  const load = await startServerProcess('./load-directory.ts', server.facts, {
    core: CLIENT_CORE,
    nodeFlags: LOAD_FLAGS,
  })
  const step = <Answer>(what: LoadStep) => load.ask<Answer>(what)
  try {
    say(`Registering ${devices} accounts …`)
    await step({ type: 'register', count: devices })
    // Started anew, so that no memory is there already that the registering needed.
    await server.stop()
    server = await start(server.facts.port)
    const cost = await measureIdle(server, options, async () => {
      say('Signing in …')
      await step({ type: 'sign-in' })
      await step({ type: 'watch' })
    })
    const rows: InviteResult[] = []
    const rounds: InviteRound[] = []
    const inviteRound = async (perSecond: number | null) => {
      const before = readProcess(server.pid)
      const result = await step<InviteResult>({ type: 'invite', perSecond, inFlight: IN_FLIGHT })
      const round = summarize(result, perSecond, readProcess(server.pid).cpuMs - before.cpuMs)
      rows.push(result)
      rounds.push(round)
      say(
        `${perSecond ?? 'as many as it takes'} a second: ${round.perSecond.toFixed(0)}, p99 ${round.answerMs.p99.toFixed(1)} ms`,
      )
      await pause(SETTLE_MS)
    }
    say('Inviting (the first round of each kind warms up) …')
    await inviteRound(null)
    await inviteRound(options.perSecond)
    rows.length = 0
    rounds.length = 0
    for (let index = 0; index < options.rounds; index += 1) {
      await inviteRound(options.perSecond)
      await inviteRound(null)
    }
    return { cost, rows, rounds }
  } finally {
    await load.stop()
    await server.stop()
  }
}

/** Node's flags as `npm run directory` gives them. */
function directoryFlags(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly directory: string }
  }
  const [, flags = ''] = /node ((?:--\S+ )+)\S+$/.exec(manifest.scripts.directory) ?? []
  return flags.split(' ').filter((flag) => flag !== '')
}

async function measurePeerServer(
  options: DirectoryBenchOptions,
  flags: readonly string[],
): Promise<IdleCost> {
  const server = await startServerProcess<PeerFacts>(
    './serve-peer.ts',
    {},
    {
      core: SERVER_CORE,
      nodeFlags: ['--expose-gc', ...flags],
    },
  )
  const load = await startServerProcess('./load-peer.ts', server.facts, { core: CLIENT_CORE })
  try {
    return await measureIdle(server, options, async () => {
      options.say('Connecting to PeerServer …')
      await load.ask({ type: 'connect', count: options.devices } satisfies PeerStep)
    })
  } finally {
    await load.stop()
    await server.stop()
  }
}

async function measureIdle(
  server: ServerProcess<unknown>,
  { devices, idleMs, say }: DirectoryBenchOptions,
  fill: () => Promise<void>,
): Promise<IdleCost> {
  await collected(server)
  const empty = readProcess(server.pid)
  await fill()
  const full = readProcess(server.pid)
  await pause(SETTLE_MS)
  say(`Idle for ${idleMs / 1_000} s …`)
  const before = readProcess(server.pid)
  const startedAtMs = performance.now()
  await pause(idleMs)
  const after = readProcess(server.pid)
  const elapsedMs = performance.now() - startedAtMs
  await collected(server)
  const clean = readProcess(server.pid)
  return {
    devices,
    bytesEach: (after.residentBytes - empty.residentBytes) / devices,
    bytesEachCollected: (clean.residentBytes - empty.residentBytes) / devices,
    signInCpuMsEach: (full.cpuMs - empty.cpuMs) / devices,
    idleMs: elapsedMs,
    idleCore: (after.cpuMs - before.cpuMs) / elapsedMs,
  }
}

/** Several times, since the engine gives memory back in steps. */
async function collected(server: ServerProcess<unknown>): Promise<void> {
  for (let index = 0; index < 3; index += 1) {
    server.collectGarbage()
    await pause(SETTLE_MS / 2)
  }
}

function summarize(result: InviteResult, offered: number | null, cpuMs: number): InviteRound {
  const spread = (values: readonly number[]) => ({
    p50: quantile(values, 0.5),
    p99: quantile(values, 0.99),
    max: quantile(values, 1),
  })
  return {
    offeredPerSecond: offered,
    sent: result.sent,
    failed: result.failed + (result.sent - result.ringMs.length),
    perSecond: (result.sent * 1_000) / result.elapsedMs,
    lateMs: spread(result.lateMs),
    answerMs: spread(result.answerMs),
    ringMs: spread(result.ringMs),
    // With the cancelling and acknowledging that follow each of them.
    cpuMsEach: cpuMs / result.sent,
  }
}

function judge(
  { perSecond }: DirectoryBenchOptions,
  directory: IdleCost,
  peerServer: IdleCost,
  { rounds, rows }: Pick<DirectoryBench, 'rounds' | 'rows'>,
): Verdict[] {
  const steady = rows.filter((_row, index) => rounds[index]?.offeredPerSecond !== null)
  const free = rounds.filter((round) => round.offeredPerSecond === null)
  const median = (values: readonly number[]) => quantile(values, 0.5)
  return [
    atMost("memory each, of PeerServer's", directory.bytesEachCollected / peerServer.bytesEachCollected, 1.5),
    atMost("liveness, of PeerServer's", directory.idleCore / peerServer.idleCore, 0.3),
    atLeast('invitations a second, on one core', median(free.map((round) => round.perSecond)), 1_500),
    atMost(
      `p99 at ${perSecond} a second, of all rounds`,
      quantile(
        steady.flatMap(({ answerMs }) => answerMs),
        0.99,
      ),
      30,
      'ms',
    ),
  ]
}
