import { describe, expect, it } from 'vitest'
import { createSession, type Session } from '../../../src/client/session.ts'
import type { Socket, SocketTrouble } from '../../../src/client/ports.ts'
import { StoredAccount } from '../../../src/client/stored-records.ts'
import type { ConnectionSnapshot } from '../../../src/contract/bridge/snapshots.ts'
import { CallId } from '../../../src/contract/ids.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import type { Channel } from '../../../src/contract/rpc/channel.ts'
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts'
import { createMemoryChannelPair } from '../../support/memory-channel.ts'
import { diskOf } from '../../support/memory-device.ts'
import {
  createScriptedDirectory,
  identify,
  type ScriptedDirectory,
} from '../../support/scripted-directory.ts'
import { OFFER } from '../../support/signal-frames.ts'
import { makeTestAccount } from '../../support/test-account.ts'
import { makeTestDirectory, testCrypto } from '../../support/test-crypto.ts'

const CALL_ID = CallId.parse('c'.repeat(32))
const KEYS = makeTestDirectory()
const ME = makeTestAccount(KEYS, 'me_myself')

type Rig = {
  readonly clock: ManualClock
  readonly directory: ScriptedDirectory
  readonly session: Session
  readonly states: ConnectionSnapshot[]
  /** What the next connections come to. */
  connect: Socket['connect']
  readonly channels: Channel[]
  /** What the engine heard, in order. */
  readonly heard: string[]
  readonly attempts: () => number
  readonly settle: () => Promise<void>
}

function createRig(): Rig {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, ME, clock)
  const states: ConnectionSnapshot[] = []
  const channels: Channel[] = []
  const heard: string[] = []
  let attempts = 0
  const account = StoredAccount.parse(diskOf(KEYS, ME).records.get('account'))
  const rig: Rig = {
    clock,
    directory,
    states,
    channels,
    heard,
    connect: async () => ok(directory.connect()),
    attempts: () => attempts,
    session: createSession({
      clock,
      crypto: testCrypto,
      socket: {
        connect: async (url, signal, tlsKey) => {
          attempts += 1
          const opened = await rig.connect(url, signal, tlsKey)
          if (opened.ok) channels.push(opened.value)
          return opened
        },
      },
      localDirectory: { start: async () => fail({ kind: 'directory-failed' }), stop: async () => {} },
      log: { info: () => {}, warn: () => {} },
      random: () => 0,
      account: () => account,
      signer: ME.device.signer,
      onState: (state) => states.push(state),
      onLink: (events) => void events.on('call.signal', ({ attempt }) => heard.push(`frame ${attempt}`)),
      onSignedIn: () => heard.push('signed in'),
    }),
    settle: () => clock.advanceAndSettle(0),
  }
  return rig
}

const refuse =
  (kind: SocketTrouble): Socket['connect'] =>
  async () =>
    fail({ kind })
/** What comes while it is held is heard in one turn, as a socket hands over what arrived in one packet. */
function inOneBreath(channel: Channel): Channel & { readonly exhale: () => void } {
  const held: (() => void)[] = []
  return {
    ...channel,
    onFrame: (listener) => channel.onFrame((frame) => held.push(() => listener(frame))),
    exhale: () => {
      for (const hear of held.splice(0)) hear()
    },
  }
}
const last = ({ states }: Rig) => states.at(-1)
const isOpen = (channel: Channel): boolean => {
  let open = true
  channel.onClose(() => {
    open = false
  })()
  return open
}

describe('the session with the directory', () => {
  it('ID3 signs in with the challenge of this very connection, and no timer runs while it is online', async () => {
    const rig = createRig()
    rig.session.start()
    await rig.settle()
    expect(rig.states.map(({ kind }) => kind)).toEqual(['connecting', 'online'])
    expect(rig.session.rpc()).not.toBeNull()
    expect(rig.clock.timerCount()).toBe(0)
  })

  it('NET1 waits longer after each failure, up to half a minute, and starts anew after success', async () => {
    const rig = createRig()
    rig.connect = refuse('unreachable')
    rig.session.start()
    const waits: number[] = []
    for (let tries = 0; tries < 9; tries += 1) {
      await rig.settle()
      const state = last(rig)
      const waitMs = state?.kind === 'offline' ? (state.retryAtMs ?? 0) - rig.clock.nowMs() : -1
      waits.push(waitMs)
      await rig.clock.advanceAndSettle(waitMs - 1)
      expect(rig.attempts()).toBe(tries + 1)
      rig.clock.advance(1)
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
    rig.connect = async () => ok(rig.directory.connect())
    await rig.clock.advanceAndSettle(60_000)
    expect(last(rig)).toEqual({ kind: 'online' })
    rig.connect = refuse('unreachable')
    rig.directory.cut()
    await rig.settle()
    expect(last(rig)).toMatchObject({ kind: 'offline', retryAtMs: rig.clock.nowMs() + 250 })
  })

  it.each(['unreachable', 'not-secure', 'not-a-directory'] as const)(
    'ID3 says %s, and tries again',
    async (why) => {
      const rig = createRig()
      rig.connect = refuse(why)
      rig.session.start()
      await rig.settle()
      expect(last(rig)).toMatchObject({ kind: 'offline', why, retryAtMs: rig.clock.nowMs() + 250 })
      rig.session.stop()
      expect(rig.clock.timerCount()).toBe(0)
    },
  )

  it('TRUST3 another key under the known name is final until a person tries again', async () => {
    const rig = createRig()
    const posing = makeTestDirectory(KEYS.host, 'another key')
    rig.directory.answers['directory.identify'] = ({ deviceNonce }) =>
      ok(identify({ keys: posing, nowMs: rig.clock.nowMs }, deviceNonce))
    rig.session.start()
    await rig.clock.advanceAndSettle(600_000)
    expect(last(rig)).toEqual({ kind: 'offline', why: 'key-changed', retryAtMs: null })
    expect(rig.attempts()).toBe(1)
    expect(rig.directory.inputsOf('session.signIn')).toEqual([])
    rig.directory.answers['directory.identify'] = ({ deviceNonce }) =>
      ok(identify(rig.directory, deviceNonce))
    rig.session.retry()
    await rig.settle()
    expect(last(rig)).toEqual({ kind: 'online' })
  })

  it('IT1 without a common version it says that this app is to be updated', async () => {
    const rig = createRig()
    rig.connect = async () => {
      const pair = createMemoryChannelPair()
      pair.right.onFrame((frame) => {
        if (!frame.includes('"call"')) return
        const answer = { type: 'answer', id: 1, result: { ok: false, error: { kind: 'internal' } } }
        pair.right.send(JSON.stringify(answer))
      })
      pair.right.send(JSON.stringify({ type: 'hello', versions: { lowest: 99, highest: 99 } }))
      return ok(pair.left)
    }
    rig.session.start()
    await rig.settle()
    expect(last(rig)).toEqual({ kind: 'offline', why: 'update-this-app', retryAtMs: null })
    expect(rig.clock.timerCount()).toBe(0)
  })

  it.each(['unknown-account', 'unknown-device'] as const)(
    'ID4 a sign-in refused as %s is final',
    async (kind) => {
      const rig = createRig()
      rig.directory.answers['session.signIn'] = () => fail({ kind })
      rig.session.start()
      await rig.clock.advanceAndSettle(600_000)
      expect(last(rig)).toEqual({ kind: 'offline', why: 'signed-out', retryAtMs: null })
      expect(rig.clock.timerCount()).toBe(0)
      expect(rig.channels.map(isOpen)).toEqual([false])
    },
  )

  it('RING1 events that come in one breath with the sign-in’s answer are heard after it, in their order', async () => {
    const rig = createRig()
    const channel = inOneBreath(rig.directory.connect())
    rig.connect = async () => ok(channel)
    rig.session.start()
    await rig.settle()
    channel.exhale()
    await rig.settle()
    expect(rig.directory.inputsOf('session.signIn')).toHaveLength(1)
    const frame = (attempt: number) => ({ callId: CALL_ID, attempt, frame: OFFER })
    rig.directory.emit('call.signal', frame(1))
    rig.directory.emit('call.signal', frame(2))
    await rig.settle()
    expect(rig.heard).toEqual([])
    channel.exhale()
    await rig.settle()
    expect(rig.heard).toEqual(['signed in', 'frame 1', 'frame 2'])
    rig.directory.emit('call.signal', frame(3))
    await rig.settle()
    channel.exhale()
    expect(rig.heard.at(-1)).toBe('frame 3')
  })

  it('NET1 a stale challenge is tried again, on a new connection', async () => {
    const rig = createRig()
    const signIn = rig.directory.answers['session.signIn']
    rig.directory.answers['session.signIn'] = () => fail({ kind: 'stale-challenge' })
    rig.session.start()
    await rig.settle()
    expect(last(rig)).toMatchObject({ kind: 'offline', why: 'unreachable' })
    rig.directory.answers['session.signIn'] = signIn
    await rig.clock.advanceAndSettle(250)
    expect(last(rig)).toEqual({ kind: 'online' })
    expect(rig.channels.map(isOpen)).toEqual([false, true])
  })

  it('NET1 a connection that comes after a newer one is closed, and changes nothing', async () => {
    const rig = createRig()
    const late = Promise.withResolvers<Awaited<ReturnType<Socket['connect']>>>()
    rig.connect = () => late.promise
    rig.session.start()
    await rig.settle()
    rig.connect = async () => ok(rig.directory.connect())
    rig.session.retry()
    await rig.settle()
    expect(last(rig)).toEqual({ kind: 'online' })
    const before = rig.states.length
    late.resolve(ok(rig.directory.connect()))
    await rig.clock.advanceAndSettle(60_000)
    expect(rig.states).toHaveLength(before)
    expect(rig.channels.map(isOpen)).toEqual([true, false])
  })

  it('NET1 a directory that says nothing is given up after ten seconds', async () => {
    const rig = createRig()
    rig.directory.answers['directory.identify'] = () => new Promise(() => {})
    rig.session.start()
    await rig.clock.advanceAndSettle(10_000)
    expect(last(rig)).toMatchObject({ kind: 'offline' })
    expect(rig.channels.map(isOpen)).toEqual([false])
  })

  it.each(['while it connects', 'while it is identified', 'while it signs in', 'online', 'offline'])(
    'NET1 stopped %s it leaves no timer and no connection, and says no more',
    async (when) => {
      const rig = createRig()
      const never = () => new Promise<never>(() => {})
      const late = Promise.withResolvers<Awaited<ReturnType<Socket['connect']>>>()
      if (when === 'while it connects') rig.connect = () => late.promise
      if (when === 'while it is identified') rig.directory.answers['directory.identify'] = never
      if (when === 'while it signs in') rig.directory.answers['session.signIn'] = never
      if (when === 'offline') rig.connect = refuse('unreachable')
      rig.session.start()
      await rig.settle()
      const before = rig.states.length
      rig.session.stop()
      late.resolve(ok(rig.directory.connect()))
      await rig.settle()
      expect(rig.clock.timerCount()).toBe(0)
      await rig.clock.advanceAndSettle(120_000)
      expect(rig.states).toHaveLength(before)
      expect(rig.channels.some(isOpen)).toBe(false)
      expect(rig.session.rpc()).toBeNull()
    },
  )

  it('NET1 after sleep a link that does not answer in two seconds is replaced, a live one is kept', async () => {
    const rig = createRig()
    rig.session.start()
    await rig.settle()
    rig.session.check()
    await rig.clock.advanceAndSettle(3_000)
    expect(rig.attempts()).toBe(1)
    const answer = rig.directory.answers['directory.identify']
    rig.directory.answers['directory.identify'] = () => new Promise(() => {})
    rig.session.check()
    await rig.clock.advanceAndSettle(1_999)
    expect(rig.attempts()).toBe(1)
    rig.directory.answers['directory.identify'] = answer
    await rig.clock.advanceAndSettle(1)
    expect(rig.attempts()).toBe(2)
    expect(last(rig)).toEqual({ kind: 'online' })
    expect(rig.channels.map(isOpen)).toEqual([false, true])
  })

  it('TRUST3 time is the directory’s, carried on steadily while this computer’s clock jumps', async () => {
    const rig = createRig()
    rig.directory.nowMs = () => 1_000_000
    rig.session.start()
    await rig.settle()
    rig.clock.jumpWallClock(-5_000_000)
    await rig.clock.advanceAndSettle(700)
    expect(rig.session.directoryNowMs()).toBe(1_000_700)
  })
})
