import { Worker } from 'node:worker_threads'
import type { Log } from '../client/ports.ts'
import type { Clock } from '../contract/clock.ts'
import type { DirectoryHost, DisplayName, Handle, PublicKey } from '../contract/ids.ts'
import type { SignedStatement } from '../contract/statement.ts'
import { decideBackoff } from '../domain/backoff.ts'
import { verifyDeviceLists } from '../domain/device-list.ts'
import { type EchoSeat, FromEcho, STOP_ECHO } from './echo-seat.ts'
import { ECHO_HANDLE, ECHO_NAME, loadKeys, scopeOf, signDeviceList } from './identity.ts'
import { systemClock } from '../node/clock.ts'
import { nodeCrypto } from '../node/crypto.ts'
import { createSigner } from '../node/ed25519.ts'

/** What the echo needs of the directory that it runs beside. */
export type EchoDirectory = {
  /** Where devices connect. */
  readonly url: string
  readonly host: DirectoryHost
  readonly publicKey: PublicKey
  /** Makes the account where there is none, and tells its device lists as they are stored. */
  readonly hostAccount: (account: {
    readonly handle: Handle
    readonly displayName: DisplayName
    readonly deviceList: SignedStatement
  }) => Promise<readonly SignedStatement[]>
}

export type EchoOptions = {
  readonly directory: EchoDirectory
  /** The directory's own folder, for the echo's keys; `memory` keeps none. */
  readonly dataDir: string
  readonly log: Log
  /** `thread.ts`, or what was built of it. */
  readonly threadUrl: URL
  readonly clock?: Clock
  readonly random?: () => number
}

/** Resolves when the thread is gone. */
export type StartedEcho = { readonly close: () => Promise<void> }

/** Bounds what a caller could make it take; the thread starts anew beyond it. */
const MOST_MEMORY_MB = 256
const STOP_MS = 1_000
/** A thread that lived this long did not die of its start: the next one comes soon. */
const STEADY_MS = 60_000

/**
 * Runs `@echo` beside a directory: in a thread of its own, so that nothing that a caller sends can take the directory
 * down. Returns at once; what fails is written down and tried again, ever more slowly.
 */
export function startEcho(options: EchoOptions): StartedEcho {
  const { log, clock = systemClock, random = Math.random } = options
  let thread: Worker | null = null
  let isClosed = false
  let failedTries = 0
  let cancelRetry = () => {}

  const retry = (privateKeys: readonly string[], why: string, livedMs: number) => {
    if (isClosed) return
    failedTries = livedMs > STEADY_MS ? 0 : failedTries
    const delayMs = decideBackoff(failedTries, random())
    failedTries += 1
    log.warn('the echo stopped and is started again', { why, delayMs })
    cancelRetry = clock.setTimer(delayMs, () => attempt(privateKeys))
  }
  const attempt = (privateKeys: readonly string[]) => {
    prepareSeat(options, privateKeys).then(
      (seat) => {
        if (seat && !isClosed) launch(seat)
      },
      (error: unknown) => retry(privateKeys, nameOf(error), 0),
    )
  }
  const launch = (seat: EchoSeat) => {
    const startedAtMs = clock.monotonicMs()
    const worker = new Worker(options.threadUrl, {
      workerData: seat,
      name: 'echo',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    thread = worker
    let why = 'ended'
    worker.on('message', (message: unknown) => handleMessage(log, message))
    worker.on('error', (error) => {
      why = nameOf(error)
    })
    worker.once('exit', () => {
      thread = null
      retry(seat.privateKeys, why, clock.monotonicMs() - startedAtMs)
    })
  }

  const keys = loadKeys(options.dataDir)
  if (keys.ok) attempt(keys.value)
  else log.warn('the echo stays off: its keys cannot be used', { kind: keys.error.kind })
  return {
    close: async () => {
      isClosed = true
      cancelRetry()
      if (thread) await stop(thread, clock)
    },
  }
}

/** Null where another try would not help. */
async function prepareSeat(
  { directory, log }: EchoOptions,
  keys: readonly string[],
): Promise<EchoSeat | null> {
  const scope = scopeOf(directory)
  const deviceLists = await directory.hostAccount({
    handle: ECHO_HANDLE,
    displayName: ECHO_NAME,
    deviceList: signDeviceList(scope, keys),
  })
  const list = verifyDeviceLists(nodeCrypto, scope, deviceLists)
  const listed = new Set(list.ok ? list.value.devices.map(({ publicKey }) => publicKey) : [])
  const privateKeys = keys.filter((key) => listed.has(createSigner(key).publicKey))
  if (privateKeys.length === 0) {
    log.warn('the echo stays off: its account has other keys')
    return null
  }
  const { url, host, publicKey } = directory
  const offersLoopback = /^(?:127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname)
  return { url, host, publicKey, deviceLists: [...deviceLists], privateKeys, offersLoopback }
}

function handleMessage(log: Log, raw: unknown): void {
  const message = FromEcho.safeParse(raw)
  if (!message.success) return log.warn('the echo said something unknown')
  if (message.data.type === 'log') return log[message.data.level](message.data.what, message.data.facts)
  return log.info('the echo answers')
}

async function stop(thread: Worker, clock: Clock): Promise<void> {
  const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  const cancel = clock.setTimer(STOP_MS, () => void thread.terminate())
  thread.postMessage(STOP_ECHO)
  await gone
  cancel()
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
