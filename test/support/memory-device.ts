import { createEngine } from '../../src/client/create-engine.ts'
import type { Engine } from '../../src/client/engine.ts'
import type { EngineDeps, StoredRecord } from '../../src/client/ports.ts'
import type { StoredAccount } from '../../src/client/stored-records.ts'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import type { Clock } from '../../src/contract/clock.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import { type CallId, DisplayName, type Fingerprint } from '../../src/contract/ids.ts'
import { fail, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import type { SignalFrame } from '../../src/contract/signal-frame.ts'
import { policyOf } from './sample-policy.ts'
import { listHead, newFingerprint, type TestAccount } from './test-account.ts'
import { type TestDirectory, testCrypto } from './test-crypto.ts'

/** What of a device outlives its app. */
export type MemoryDisk = { signer: Signer | null; readonly records: Map<StoredRecord, unknown> }

/** The disk of a device that was set up before: its key and its account. */
export function diskOf(
  directory: TestDirectory,
  account: TestAccount,
  policy: Partial<CallingPolicy> = {},
): MemoryDisk {
  const stored: StoredAccount = {
    handle: account.handle,
    displayName: DisplayName.parse('Me'),
    device: account.device.id,
    deviceLists: [...account.deviceLists],
    directory: {
      url: 'wss://directory.test/device',
      host: directory.host,
      publicKey: directory.signer.publicKey,
      keyId: directory.keyId,
      tlsKey: null,
      isHere: false,
    },
    policy: policyOf(policy),
    isPolicyUploaded: true,
  }
  return { signer: account.device.signer, records: new Map([['account', stored]]) }
}

/** Puts an account among the people that the device knows. */
export function pin(directory: TestDirectory, disk: MemoryDisk, account: TestAccount): void {
  const { number, head } = listHead(directory, account)
  disk.records.set('people', [
    {
      handle: account.handle,
      displayName: account.handle,
      known: { number, head },
      badge: null,
      isListed: true,
      hasChangedKey: false,
      lastCall: null,
    },
  ])
}

/** Stands for the call page: one connection at a time, named by call and attempt, with a certificate of its own. */
export type MemoryPage = {
  /** While true, the page names no certificate. */
  isStuck: boolean
  /** What the page was handed. */
  readonly frames: { readonly callId: CallId; readonly attempt: number; readonly frame: SignalFrame }[]
  /** The certificate of the connection that it holds now. */
  readonly certificate: () => { readonly callId: CallId; readonly fingerprint: Fingerprint } | null
  readonly send: (frame: SignalFrame) => void
  readonly report: (state: 'connected' | 'interrupted' | 'failed') => void
  readonly capture: (microphone: 'on' | 'off') => void
  /** It crashed, and a fresh one took its place. */
  readonly lose: () => void
}

export type MemoryDevice = {
  readonly engine: Engine
  readonly page: MemoryPage
  readonly disk: MemoryDisk
  readonly stop: () => Promise<void>
}

export type MemoryDeviceOptions = {
  readonly clock: Clock
  readonly disk: MemoryDisk
  /** Null: nobody answers. */
  readonly connect: () => Channel | null
  /** How long each write takes. */
  readonly writeMs?: () => number
}

/** A whole engine whose outside is in memory and on a clock that the test turns. Real keys. */
export async function startMemoryDevice({
  clock,
  disk,
  connect,
  writeMs = () => 0,
}: MemoryDeviceOptions): Promise<MemoryDevice> {
  const deps: EngineDeps = {
    clock,
    crypto: testCrypto,
    socket: {
      connect: async () => {
        const channel = connect()
        return channel ? ok(channel) : fail({ kind: 'unreachable' })
      },
    },
    keyVault: {
      keyStore: async () => 'system',
      load: async () => ok(disk.signer),
      create: async () => fail({ kind: 'already-there' }),
    },
    storage: {
      read: (name) => structuredClone(disk.records.get(name)),
      write: async (name, value) => {
        const delayMs = writeMs()
        if (delayMs > 0) await new Promise<void>((resolve) => clock.setTimer(delayMs, resolve))
        disk.records.set(name, structuredClone(value))
        return ok(null)
      },
    },
    localDirectory: { start: async () => fail({ kind: 'directory-failed' }), stop: async () => {} },
    log: { info: () => {}, warn: () => {} },
    deviceName: 'Test device',
    random: () => 0,
  }
  const engine = createEngine(deps)
  const { page, dispose } = createMemoryPage(engine)
  await engine.start()
  return {
    engine,
    page,
    disk,
    stop: async () => {
      dispose()
      await engine.stop()
    },
  }
}

function createMemoryPage(engine: Engine): { readonly page: MemoryPage; readonly dispose: () => void } {
  const frames: MemoryPage['frames'] = []
  let held: { readonly key: string; readonly callId: CallId; readonly fingerprint: Fingerprint } | null = null
  const session = () => engine.get('media')
  const where = () => {
    const now = session()
    return now && { callId: now.callId, attempt: now.attempt }
  }
  const follow = () => {
    const now = where()
    const key = now ? `${now.callId} ${now.attempt}` : ''
    if (held && held.key !== key) held = null
    if (!now || held || page.isStuck) return
    held = { key, callId: now.callId, fingerprint: newFingerprint() }
    void engine.intents['media.ready']({ ...now, fingerprint: held.fingerprint })
  }
  const page: MemoryPage = {
    isStuck: false,
    frames,
    certificate: () => held && { callId: held.callId, fingerprint: held.fingerprint },
    send: (frame) => {
      const now = where()
      if (now && held) void engine.intents['media.send']({ ...now, frame })
    },
    report: (state) => {
      const now = where()
      if (now && held) void engine.intents['media.report']({ ...now, report: { type: 'link', state } })
    },
    capture: (microphone) => {
      const now = where()
      if (!now) return
      void engine.intents['media.report']({ ...now, report: { type: 'capture', microphone, camera: 'off' } })
    },
    lose: () => {
      held = null
      engine.handleMediaPageLost()
      follow()
    },
  }
  const disposers = [engine.on('media', follow), engine.onMediaFrame((frame) => frames.push(frame))]
  return { page, dispose: () => disposers.forEach((dispose) => dispose()) }
}
