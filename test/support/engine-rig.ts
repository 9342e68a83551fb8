import { WebSocket } from 'ws'
import { createEngine } from '../../src/client/create-engine.ts'
import type { Engine } from '../../src/client/engine.ts'
import type { EngineDeps, StoredRecord } from '../../src/client/ports.ts'
import type { Clock } from '../../src/contract/clock.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import { Fingerprint } from '../../src/contract/ids.ts'
import { fail, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import type { SignalFrame } from '../../src/contract/signal-frame.ts'
import { createCrypto } from '../../src/node/crypto.ts'
import { createSigner, makePrivateKey } from '../../src/node/ed25519.ts'
import { systemClock } from '../../src/node/clock.ts'

/** What of a device outlives its app: its key and its records. */
export type Disk = { signer: Signer | null; readonly records: Map<StoredRecord, unknown> }
export const emptyDisk = (): Disk => ({ signer: null, records: new Map() })

export type EngineRig = {
  readonly engine: Engine
  readonly disk: Disk
  readonly page: FakePage
  /** Cuts the socket as a dead network would. */
  readonly cut: () => void
  /** Ends the app as a crash would: nothing is said, nothing is written any more. */
  readonly vanish: () => void
  /** From now on the disk is full. */
  readonly failWrites: (outcome: () => Awaited<ReturnType<EngineDeps['storage']['write']>>) => void
  readonly stop: () => Promise<void>
}

export type RigOptions = {
  readonly disk?: Disk
  readonly clock?: Clock
  readonly wrapChannel?: (channel: Channel) => Channel
}

/** A whole engine over a real socket; only the key store, the disk and the call page are doubles. */
export async function createEngineRig(url: () => string, options: RigOptions = {}): Promise<EngineRig> {
  const { disk = emptyDisk(), clock = systemClock, wrapChannel = (channel) => channel } = options
  const sockets = new Set<WebSocket>()
  let refuseWrite: (() => Awaited<ReturnType<EngineDeps['storage']['write']>>) | null = null
  let hasVanished = false
  const deps: EngineDeps = {
    clock,
    crypto: createCrypto(),
    socket: {
      connect: async (to) => {
        if (hasVanished) return fail({ kind: 'unreachable' })
        const channel = await openChannel(to, sockets)
        return channel ? ok(wrapChannel(channel)) : fail({ kind: 'unreachable' })
      },
    },
    keyVault: {
      keyStore: async () => 'system',
      load: async () => ok(disk.signer),
      create: async () => {
        disk.signer ??= createSigner(makePrivateKey())
        return ok(disk.signer)
      },
    },
    storage: {
      read: (name) => structuredClone(disk.records.get(name)),
      write: async (name, value) => {
        if (refuseWrite) return refuseWrite()
        disk.records.set(name, structuredClone(value))
        return ok(null)
      },
    },
    localDirectory: { start: async () => ok({ url: url() }), stop: async () => {} },
    log: { info: () => {}, warn: () => {} },
    deviceName: 'Test device',
    random: () => 0,
  }
  const engine = createEngine(deps)
  const page = createFakePage(engine, deps.crypto.randomNonce)
  await engine.start()
  return {
    engine,
    disk,
    page,
    cut: () => {
      for (const socket of sockets) socket.terminate()
    },
    vanish: () => {
      hasVanished = true
      refuseWrite = () => ok(null)
      page.dispose()
      for (const socket of sockets) socket.terminate()
    },
    failWrites: (outcome) => {
      refuseWrite = outcome
    },
    stop: async () => {
      page.dispose()
      await engine.stop()
      for (const socket of sockets) socket.terminate()
    },
  }
}

function openChannel(url: string, sockets: Set<WebSocket>): Promise<Channel | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    const waiting: string[] = []
    let listener: ((frame: string) => void) | null = null
    socket.on('message', (data: Buffer) =>
      listener ? listener(data.toString()) : waiting.push(data.toString()),
    )
    socket.once('error', () => resolve(null))
    socket.once('open', () => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      resolve({
        send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(frame, () => {}),
        onFrame: (next) => {
          listener = next
          for (const frame of waiting.splice(0)) next(frame)
          return () => {
            listener = null
          }
        },
        onClose: (onClose) => {
          socket.once('close', onClose)
          return () => void socket.off('close', onClose)
        },
        close: () => socket.close(),
      })
    })
  })
}

export type FakePage = {
  /** What main has handed to the page, by attempt. */
  readonly frames: { readonly attempt: number; readonly frame: SignalFrame }[]
  readonly send: (frame: SignalFrame) => void
  readonly report: (state: 'connected' | 'interrupted' | 'failed') => void
  /** While true, the page names no certificate. */
  isStuck: boolean
  readonly dispose: () => void
}

/** Stands for the call page: names a certificate for each attempt, and says what a test has it say. */
function createFakePage(engine: Engine, random: () => string): FakePage {
  const frames: FakePage['frames'] = []
  const current = () => {
    const session = engine.get('media')
    if (!session) throw new Error('there is no media session')
    return { callId: session.callId, attempt: session.attempt }
  }
  let last = ''
  const disposeMedia = engine.on('media', (session) => {
    const key = session ? `${session.callId} ${session.attempt}` : ''
    if (!session || key === last || page.isStuck) return
    last = key
    void engine.intents['media.ready']({ ...current(), fingerprint: Fingerprint.parse(random()) })
  })
  const disposeFrames = engine.onMediaFrame((delivered) => frames.push(delivered))
  const page: FakePage = {
    frames,
    isStuck: false,
    send: (frame) => void engine.intents['media.send']({ ...current(), frame }),
    report: (state) => void engine.intents['media.report']({ ...current(), report: { type: 'link', state } }),
    dispose: () => {
      disposeMedia()
      disposeFrames()
    },
  }
  return page
}

/** Registers at the directory and waits until the engine is online. */
export async function signUp(
  rig: EngineRig,
  handle: string,
  calling: 'everyone' | 'my-people' | 'nobody' = 'everyone',
): Promise<void> {
  const { intents } = rig.engine
  await intents['setup.startDirectory']({})
  const finished = await intents['setup.finish']({
    handle,
    displayName: handle.toUpperCase(),
    calling,
    invitationCode: null,
    acceptsPlainKey: false,
  })
  if (!finished.ok) throw new Error(`sign-up failed: ${finished.error.kind}`)
  await until(() => rig.engine.get('connection').kind === 'online')
}

/** What happens in this process has happened by then; what takes longer happens in another one. */
const AT_ONCE_MS = 50

/** Waits for a condition, and fails with its text when it does not come. Leaves the processor to what it waits for. */
export async function until(condition: () => boolean, timeoutMs = 5_000): Promise<void> {
  const startedAt = performance.now()
  while (!condition()) {
    const tookMs = performance.now() - startedAt
    if (tookMs > timeoutMs) throw new Error(`did not happen: ${condition.toString()}`)
    await new Promise((resolve) => (tookMs < AT_ONCE_MS ? setImmediate(resolve) : setTimeout(resolve, 2)))
  }
}
