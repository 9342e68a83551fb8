import { describe, expect, it } from 'vitest'
import type { EngineDeps } from '../../../src/client/ports.ts'
import { createSetup, type SetupIntents } from '../../../src/client/setup.ts'
import type { StoredAccount } from '../../../src/client/stored-records.ts'
import type { Signer } from '../../../src/contract/crypto.ts'
import { fail, ok } from '../../../src/contract/result.ts'
import type { Channel } from '../../../src/contract/rpc/channel.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { createScriptedDirectory, type ScriptedDirectory } from '../../support/scripted-directory.ts'
import { makeTestAccount } from '../../support/test-account.ts'
import { makeSigner, makeTestDirectory, testCrypto } from '../../support/test-crypto.ts'

const KEYS = makeTestDirectory()
const OWNER = makeTestAccount(KEYS, 'owner')

type Rig = {
  readonly setup: SetupIntents
  readonly directory: ScriptedDirectory
  readonly adopted: StoredAccount[]
  readonly open: Set<Channel>
  readonly urls: string[]
  signer: Signer | null
  keysMade: number
  directoryStops: number
  readonly deps: { -readonly [N in keyof EngineDeps]?: EngineDeps[N] }
  canAdopt: boolean
}

function createRig(): Rig {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, OWNER, clock)
  const open = new Set<Channel>()
  const urls: string[] = []
  const setupDeps: EngineDeps = {
    clock,
    crypto: testCrypto,
    socket: {
      connect: async (url, signal, tlsKey) => {
        urls.push(url)
        if (rig.deps.socket) return rig.deps.socket.connect(url, signal, tlsKey)
        const channel = directory.connect()
        open.add(channel)
        channel.onClose(() => open.delete(channel))
        return ok(channel)
      },
    },
    keyVault: {
      keyStore: async () => 'system',
      load: async () => (rig.deps.keyVault ? rig.deps.keyVault.load() : ok(rig.signer)),
      create: async (accepts) => {
        if (rig.deps.keyVault) return rig.deps.keyVault.create(accepts)
        rig.keysMade += 1
        rig.signer = makeSigner()
        return ok(rig.signer)
      },
    },
    storage: { read: () => undefined, write: async () => ok(null) },
    localDirectory: {
      start: async () => rig.deps.localDirectory?.start() ?? ok({ url: 'ws://127.0.0.1:4700/device' }),
      stop: async () => {
        rig.directoryStops += 1
      },
    },
    log: { info: () => {}, warn: () => {} },
    deviceName: 'Test device',
    random: () => 0,
  }
  const rig: Rig = {
    directory,
    adopted: [],
    open,
    urls,
    signer: null,
    keysMade: 0,
    directoryStops: 0,
    deps: {},
    canAdopt: true,
    setup: createSetup({
      ...setupDeps,
      adopt: async (account) => {
        if (rig.canAdopt) rig.adopted.push(account)
        return rig.canAdopt
      },
    }),
  }
  return rig
}

const join = ({ setup }: Rig, address = 'directory.test') => setup['setup.join']({ address })
const finish = ({ setup }: Rig, changes: Partial<Parameters<SetupIntents['setup.finish']>[0]> = {}) =>
  setup['setup.finish']({
    handle: '@Alice',
    displayName: ' Alice ',
    calling: 'everyone',
    invitationCode: null,
    acceptsPlainKey: false,
    ...changes,
  })
const failure = (kind: string) => ({ ok: false, error: { kind } })

describe('the first run', () => {
  it('ID2 a directory, a handle and a name make an account, with its key made here', async () => {
    const rig = createRig()
    expect(await join(rig)).toEqual({ ok: true, value: { host: 'directory.test', registration: 'open' } })
    expect(await finish(rig)).toEqual({ ok: true, value: {} })
    expect(rig.adopted).toMatchObject([{ handle: 'alice', displayName: 'Alice', isPolicyUploaded: false }])
    expect(rig.urls).toEqual(['wss://directory.test/device'])
    expect(rig.keysMade).toBe(1)
    expect(rig.open.size).toBe(0)
  })

  it.each([
    ['bad-handle', { handle: 'a!' }],
    ['bad-name', { displayName: '\u202e' }],
  ])('ID1 says %s before any key is made', async (kind, changes) => {
    const rig = createRig()
    await join(rig)
    expect(await finish(rig, changes)).toEqual(failure(kind))
    expect(rig.keysMade).toBe(0)
  })

  it.each(['handle-taken', 'handle-reserved', 'invitation-needed', 'invitation-refused'] as const)(
    'ID2 says %s, and the next try uses the same key',
    async (kind) => {
      const rig = createRig()
      const register = rig.directory.answers['account.register']
      rig.directory.answers['account.register'] = () => fail({ kind })
      await join(rig)
      expect(await finish(rig)).toEqual(failure(kind))
      rig.directory.answers['account.register'] = register
      expect((await finish(rig, { handle: 'other' })).ok).toBe(true)
      expect(rig.keysMade).toBe(1)
      expect(rig.adopted).toHaveLength(1)
    },
  )

  it.each([
    ['key-store-consent', 'key-store-consent'],
    ['cannot-save', 'cannot-save'],
  ] as const)('ID2 a key store that answers %s is told, and nothing is registered', async (trouble, kind) => {
    const rig = createRig()
    rig.deps.keyVault = {
      keyStore: async () => 'plain-text',
      load: async () => ok(null),
      create: async () => fail({ kind: trouble }),
    }
    await join(rig)
    expect(await finish(rig)).toEqual(failure(kind))
    expect(rig.directory.inputsOf('account.register')).toEqual([])
  })

  it('ID2 a damaged key is never answered by a new one', async () => {
    const rig = createRig()
    rig.deps.keyVault = {
      keyStore: async () => 'system',
      load: async () => fail({ kind: 'damaged' }),
      create: async () => ok(makeSigner()),
    }
    await join(rig)
    expect(await finish(rig)).toEqual(failure('cannot-save'))
    expect(rig.directory.inputsOf('account.register')).toEqual([])
  })

  it('ID2 an account that cannot be stored is told as such', async () => {
    const rig = createRig()
    rig.canAdopt = false
    await join(rig)
    expect(await finish(rig)).toEqual(failure('cannot-save'))
  })

  it('ID6 an address that is none, and a directory that is none, say so', async () => {
    const rig = createRig()
    expect(await join(rig, 'not an address')).toEqual(failure('bad-address'))
    for (const kind of ['unreachable', 'not-secure', 'not-a-directory'] as const) {
      rig.deps.socket = { connect: async () => fail({ kind }) }
      expect(await join(rig)).toEqual(failure(kind))
    }
    expect(await finish(rig)).toEqual(failure('no-directory'))
  })

  it('ID6 a directory here that does not start says why', async () => {
    const rig = createRig()
    rig.deps.localDirectory = {
      start: async () => fail({ kind: 'port-taken', port: 4700 }),
      stop: async () => {},
    }
    expect(await rig.setup['setup.startDirectory']({})).toEqual({
      ok: false,
      error: { kind: 'port-taken', port: 4700 },
    })
  })

  it('ID6 back closes the connection, and stops a directory that was started here', async () => {
    const rig = createRig()
    await rig.setup['setup.startDirectory']({})
    expect(rig.open.size).toBe(1)
    await rig.setup['setup.leave']({})
    expect(rig.open.size).toBe(0)
    expect(rig.directoryStops).toBe(1)
    expect(await finish(rig)).toEqual(failure('no-directory'))
    await join(rig)
    await rig.setup['setup.leave']({})
    expect(rig.directoryStops).toBe(1)
  })

  it('ID6 back while it still connects leaves nothing open and nothing chosen', async () => {
    const rig = createRig()
    const late = Promise.withResolvers<Awaited<ReturnType<EngineDeps['socket']['connect']>>>()
    rig.deps.socket = { connect: () => late.promise }
    const joining = join(rig)
    await rig.setup['setup.leave']({})
    const channel = rig.directory.connect()
    let isClosed = false
    channel.onClose(() => {
      isClosed = true
    })
    late.resolve(ok(channel))
    expect(await joining).toEqual(failure('unreachable'))
    expect(isClosed).toBe(true)
    expect(await finish(rig)).toEqual(failure('no-directory'))
  })

  it('ID6 of two directories that were tried, the last one counts and the first is left', async () => {
    const rig = createRig()
    await Promise.all([join(rig), join(rig)])
    await join(rig)
    expect(rig.open.size).toBe(1)
  })

  it('ID2 a directory that closed the idle connection is opened again to finish', async () => {
    const rig = createRig()
    await join(rig)
    rig.directory.cut()
    expect((await finish(rig)).ok).toBe(true)
    expect(rig.urls).toHaveLength(2)
  })

  it('ID2 a directory that is gone when it comes to finishing says so, and is not forgotten', async () => {
    const rig = createRig()
    await join(rig)
    rig.directory.cut()
    rig.deps.socket = { connect: async () => fail({ kind: 'unreachable' }) }
    expect(await finish(rig)).toEqual(failure('unreachable'))
    delete rig.deps.socket
    expect((await finish(rig)).ok).toBe(true)
  })

  it('ID2 checking a handle needs a directory, and says what is wrong without asking it', async () => {
    const rig = createRig()
    const check = (typed: string) => rig.setup['setup.checkHandle']({ typed })
    expect(await check('al')).toEqual({ ok: true, value: { state: 'invalid', why: 'too-short' } })
    expect(await check('alice')).toEqual(failure('no-directory'))
    await join(rig)
    expect(await check('@Alice')).toEqual({ ok: true, value: { state: 'free', handle: 'alice' } })
    rig.directory.cut()
    expect(await check('alice')).toEqual(failure('unreachable'))
  })
})
