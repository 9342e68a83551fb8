import type { CallView } from '../../src/contract/bridge/snapshots.ts'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import { createManualClock, type ManualClock, settlePromises } from './manual-clock.ts'
import { diskOf, type MemoryDevice, type MemoryDisk, pin, startMemoryDevice } from './memory-device.ts'
import { HOSTILE_RUNS } from './run-counts.ts'
import { createScriptedDirectory, type ScriptedDirectory } from './scripted-directory.ts'
import { makeTestAccount, type TestAccount } from './test-account.ts'
import { makeTestDirectory, type TestDirectory } from './test-crypto.ts'

/** One device, and a directory that lies to it. */
export type HostileStage = {
  readonly clock: ManualClock
  readonly keys: TestDirectory
  readonly directory: ScriptedDirectory
  readonly me: TestAccount
  readonly alice: TestAccount
  readonly mallory: TestAccount
  device: MemoryDevice
  readonly disk: MemoryDisk
  /** The app ends and starts again on the same disk. */
  readonly restart: () => Promise<void>
  readonly settle: () => Promise<void>
  readonly calls: () => readonly CallView[]
  readonly call: () => CallView | undefined
}

export type StageOptions = {
  readonly policy?: Partial<CallingPolicy>
  /** Alice's list as I pinned it in an earlier call. */
  readonly knowsAlice?: (keys: TestDirectory, alice: TestAccount) => TestAccount
  readonly writeMs?: () => number
}

/** The same keys in every stage: making them is the slow part, and what differs is made afresh. */
const KEYS = makeTestDirectory()
const ME = makeTestAccount(KEYS, 'me_myself')
const ALICE = makeTestAccount(KEYS, 'alice')
const MALLORY = makeTestAccount(KEYS, 'mallory')

export async function createHostileStage(options: StageOptions = {}): Promise<HostileStage> {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, ME, clock)
  for (const account of [ALICE, MALLORY]) directory.accounts.set(account.handle, account)
  const disk = diskOf(KEYS, ME, options.policy)
  if (options.knowsAlice) pin(KEYS, disk, options.knowsAlice(KEYS, ALICE))
  const { writeMs } = options
  const start = () =>
    startMemoryDevice({ clock, disk, connect: directory.connect, ...(writeMs ? { writeMs } : {}) })
  const stage: HostileStage = {
    clock,
    keys: KEYS,
    directory,
    me: ME,
    alice: ALICE,
    mallory: MALLORY,
    disk,
    device: await start(),
    restart: async () => {
      await stage.device.stop()
      stage.device = await start()
      await stage.settle()
    },
    settle: async () => {
      for (let turn = 0; turn < 4; turn += 1) await settlePromises()
    },
    calls: () => stage.device.engine.get('calls').calls,
    call: () => stage.calls().at(-1),
  }
  await stage.settle()
  return stage
}

/** Tells the same lie many times, each on a fresh stage, and leaves nothing running. */
export async function manyTimes(
  play: (stage: HostileStage) => Promise<void>,
  options: StageOptions = {},
  runs: number = HOSTILE_RUNS,
): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    const stage = await createHostileStage(options)
    await play(stage)
    await stage.device.stop()
  }
}

export const isOnline = (stage: HostileStage): boolean =>
  stage.device.engine.get('connection').kind === 'online'

export const phaseOf = (stage: HostileStage): string | undefined => stage.call()?.phase.kind

export const endOf = (stage: HostileStage): string | null => {
  const phase = stage.call()?.phase
  return phase?.kind === 'ended' ? phase.reason : null
}
