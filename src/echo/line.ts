import { createEngine } from '../client/create-engine.ts'
import type { Engine } from '../client/engine.ts'
import type { EngineStorage, Log, Socket, StoredRecord } from '../client/ports.ts'
import type { StoredAccount } from '../client/stored-records.ts'
import type { CallView } from '../contract/bridge/snapshots.ts'
import type { Clock } from '../contract/clock.ts'
import type { Signer } from '../contract/crypto.ts'
import type { CallId } from '../contract/ids.ts'
import { fail, ok } from '../contract/result.ts'
import { openMirrorPage } from './mirror-page.ts'
import { nodeCrypto } from '../node/crypto.ts'
import type { Switchboard } from './switchboard.ts'

/** Longer than anybody needs to hear and see that it works; then the line is free for the next. */
export const CALL_MS = 120_000

export type LineDeps = {
  readonly clock: Clock
  readonly socket: Socket
  readonly log: Log
  readonly signer: Signer
  readonly account: StoredAccount
  readonly switchboard: Switchboard
  readonly offersLoopback: boolean
}

export type Line = { readonly start: () => Promise<void>; readonly close: () => Promise<void> }

/**
 * One device of the echo: the same engine as every app has, which takes each call that no other line has taken, one at
 * a time. A ring that comes while it is busy goes on: the first line that is free takes it.
 */
export function createLine(deps: LineDeps): Line {
  const engine = createLineEngine(deps)
  const page = openMirrorPage({ engine, clock: deps.clock, offersLoopback: deps.offersLoopback })
  const stopAttending = attend(engine, deps)
  return {
    start: () => engine.start(),
    close: async () => {
      stopAttending()
      page.close()
      await engine.stop()
    },
  }
}

function attend(engine: Engine, { clock, switchboard, log }: LineDeps): () => void {
  const { intents } = engine
  let current: CallId | null = null
  let cancelLimit = () => {}
  let said = ''
  let isScheduled = false

  const take = async ({ callId, media }: CallView) => {
    if (current !== null || !switchboard.claim(callId)) return
    current = callId
    cancelLimit = clock.setTimer(CALL_MS, () => void intents['call.hangUp']({ callId }))
    await intents['call.accept']({ callId, media })
  }
  /** Says of itself what the caller says: it sends what it gets. */
  const mirrorWords = async ({ callId, remote }: CallView) => {
    const session = engine.get('media')
    if (!remote || session?.callId !== callId) return
    const microphone = remote.microphone ? 'on' : 'off'
    const camera = remote.camera ? 'on' : 'off'
    const words = `${callId} ${session.attempt} ${microphone} ${camera}`
    if (words === said) return
    said = words
    const { attempt } = session
    await intents['call.setSending']({ callId, microphone: remote.microphone, camera: remote.camera })
    await intents['media.report']({ callId, attempt, report: { type: 'capture', microphone, camera } })
  }
  /** Nobody is remembered: who calls again is met for the first time. */
  const forget = async ({ callId, peer }: CallView) => {
    if (current === callId) {
      current = null
      cancelLimit()
    }
    await intents['call.dismiss']({ callId })
    await intents['people.forget']({ handle: peer.handle })
    await intents['recents.clear']({})
  }
  const look = async () => {
    isScheduled = false
    const { calls } = engine.get('calls')
    for (const call of calls.filter(({ phase }) => phase.kind === 'ended')) await forget(call)
    for (const call of calls) {
      if (call.phase.kind === 'ringing-in') await take(call)
      else if (call.callId === current) await mirrorWords(call)
    }
  }
  // The engine tells while it changes: what follows from it waits until it is done.
  const stop = engine.on('calls', () => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(() => {
      look().catch((error: unknown) =>
        log.warn('a line of the echo failed', { bug: error instanceof Error ? error.name : typeof error }),
      )
    })
  })
  return () => {
    stop()
    cancelLimit()
  }
}

/** Its records are gone with the process: what it needs of them it is given at each start. */
function createLineEngine({ clock, socket, log, signer, account }: LineDeps): Engine {
  const records = new Map<StoredRecord, unknown>([['account', account]])
  const storage: EngineStorage = {
    read: (name) => records.get(name),
    write: async (name, value) => {
      records.set(name, value)
      return ok(null)
    },
  }
  return createEngine({
    clock,
    crypto: nodeCrypto,
    socket,
    storage,
    log,
    keyVault: {
      keyStore: async () => 'absent',
      load: async () => ok(signer),
      create: async () => fail({ kind: 'already-there' }),
    },
    localDirectory: { start: async () => fail({ kind: 'directory-failed' }), stop: async () => {} },
    deviceName: 'Echo',
    random: Math.random,
  })
}
