import type { Clock } from '../contract/clock.ts'
import type { Signer } from '../contract/crypto.ts'
import type { DirectoryHost, PublicKey } from '../contract/ids.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import type { SignedStatement } from '../contract/statement.ts'
import { directoryKeyIdOf } from '../domain/signed.ts'
import { type HostedAccount, hostAccount } from './accounts/host-account.ts'
import { watchAdministrator } from './accounts/administration.ts'
import { createMemoryBus } from './bus/memory-bus.ts'
import { type CallDesk, createCallDesk } from './calls/call-desk.ts'
import type { DirectoryContext } from './context.ts'
import { createCrypto } from '../node/crypto.ts'
import { createSigner, makePrivateKey } from '../node/ed25519.ts'
import { defaultHost, reachableHosts } from './host.ts'
import { DEVICE_PATH, startHttp } from './http/http-server.ts'
import { DEFAULT_LIMITS, type DirectoryLimits, KEEPING } from './limits.ts'
import { type DirectoryLog, silentLog } from './log.ts'
import { createReach, type Reach } from './reach/reach.ts'
import { repeat } from './repeat.ts'
import { createHandlers } from './rpc/handlers.ts'
import { createRateLimits } from './rpc/rate-limits.ts'
import { createSocketDoor } from './rpc/socket-door.ts'
import { createDelivery } from './sessions/deliver.ts'
import { createAvailabilityClock } from './presence/availability-clock.ts'
import { tellByClock } from './presence/tell-by-clock.ts'
import { createSessions } from './sessions/sessions.ts'
import { lockData } from './store/data-lock.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'
import { systemClock } from '../node/clock.ts'

export type DirectoryOptions = {
  /** The folder of the database, made when it is not there; the word `memory` for one that is gone with the process. */
  readonly dataDir: string
  /** 127.0.0.1 unless told. */
  readonly bindHost?: string
  /** 0 takes any that is free. */
  readonly port: number
  /** The directory's own name. It stays with the data: the first start decides, `<hostname>.local` unless told. */
  readonly host?: DirectoryHost
  readonly registration: 'open' | 'invitation'
  readonly log?: DirectoryLog
  readonly clock?: Clock
  readonly limits?: Partial<DirectoryLimits>
}

export type RunningDirectory = {
  /** Where devices connect: `ws://127.0.0.1:4700/device`. */
  readonly url: string
  readonly host: DirectoryHost
  readonly port: number
  readonly publicKey: PublicKey
  /** For a device that runs beside this directory, such as the echo's. */
  readonly hostAccount: (account: HostedAccount) => Promise<readonly SignedStatement[]>
  /** Lets other computers in, and tells how: closed at the start, opened and closed while it runs. */
  readonly expose: Reach['expose']
  readonly unexpose: Reach['unexpose']
  readonly exposure: Reach['exposure']
  /** Sockets are told; what was begun is stored. Resolves when the port and the data are free. */
  readonly close: () => Promise<void>
}

export type DirectoryTrouble =
  | { readonly kind: 'port-taken'; readonly port: number }
  | {
      readonly kind: 'data-unusable'
      /**
       * `in-use`: another directory runs on it. `newer-version`: a newer Ahoy wrote it. `other-host`: it belongs to a
       * directory of another name.
       */
      readonly why: 'cannot-open' | 'in-use' | 'newer-version' | 'other-host' | 'damaged'
    }
  /** The system does not let it listen there. */
  | { readonly kind: 'cannot-listen' }

/** Starts a directory in this process. Nothing is left open when it fails. */
export async function startDirectory(
  options: DirectoryOptions,
): Promise<Result<RunningDirectory, DirectoryTrouble>> {
  const clock = options.clock ?? systemClock
  const lock = lockData(options.dataDir)
  if (!lock.ok) return fail({ kind: 'data-unusable', why: lock.error.kind })
  const opened = await openStore(options.dataDir, clock.nowMs())
  if (!opened.ok) {
    lock.value.release()
    return fail({ kind: 'data-unusable', why: opened.error.kind })
  }
  const store: Store = {
    ...opened.value,
    close: () => opened.value.close().finally(lock.value.release),
  }
  const identity = await ownIdentity(store, options, clock.nowMs())
  const started = identity.ok ? await serve(options, clock, store, identity.value) : identity
  if (!started.ok) await store.close()
  return started
}

type Identity = { readonly host: DirectoryHost; readonly signer: Signer }

/** The key and the name of this directory: made at the first start, and the same ever after. */
async function ownIdentity(
  store: Store,
  { host, log = silentLog }: DirectoryOptions,
  nowMs: number,
): Promise<Result<Identity, DirectoryTrouble>> {
  try {
    const key = await store.transact(async ({ directoryKey }) => {
      const known = await directoryKey.find()
      if (known) return known
      const made = { host: host ?? defaultHost(), privateKey: makePrivateKey() }
      await directoryKey.insert(made, nowMs)
      return made
    })
    if (host !== undefined && key.host !== host) return fail({ kind: 'data-unusable', why: 'other-host' })
    return ok({ host: key.host, signer: createSigner(key.privateKey) })
  } catch (error) {
    log.bug("the directory's key cannot be read", error)
    return fail({ kind: 'data-unusable', why: 'damaged' })
  }
}

async function serve(
  options: DirectoryOptions,
  clock: Clock,
  store: Store,
  identity: Identity,
): Promise<Result<RunningDirectory, DirectoryTrouble>> {
  const { bindHost = '127.0.0.1', log = silentLog } = options
  let ownHosts: ReadonlySet<string> = new Set()
  const reach = createReach(options.dataDir, () => ({ context, handlers }))
  const context = createContext(options, clock, store, identity, {
    hosts: () => new Set([...ownHosts, ...reach.hosts()]),
    stun: reach.stun,
  })
  const desk = await startDesk(context)
  if (!desk.ok) return desk
  const { stop } = desk.value

  const handlers = createHandlers(desk.value.desk)
  const door = createSocketDoor(context, handlers, systemClock)
  const http = await startHttp(context, { bindHost, port: options.port }, door.handleUpgrade)
  if (!http.ok) {
    stop()
    const { kind } = http.error
    return fail(kind === 'port-taken' ? { kind, port: options.port } : { kind })
  }
  const { port } = http.value
  ownHosts = reachableHosts({ host: identity.host, bindHost, port })
  log.info('listening', { port })
  const close = async () => {
    // The sockets first: what a device sends from now on is not answered from half a directory.
    const unexposed = reach.unexpose()
    door.close('the directory stops')
    stop()
    await unexposed
    await http.value.close()
    await store.close()
    log.info('stopped')
  }
  let closing: Promise<void> | null = null
  return ok({
    url: `ws://${urlHost(bindHost)}:${port}${DEVICE_PATH}`,
    host: identity.host,
    port,
    publicKey: context.signer.publicKey,
    hostAccount: (account) => hostAccount(context, account),
    expose: reach.expose,
    unexpose: reach.unexpose,
    exposure: reach.exposure,
    close: () => (closing ??= close()),
  })
}

/** Brings the calls back, and keeps an eye on them. */
async function startDesk(
  context: DirectoryContext,
): Promise<Result<{ readonly desk: CallDesk; readonly stop: () => void }, DirectoryTrouble>> {
  const { clock, bus, log } = context
  const desk = createCallDesk(context)
  let stopWatching = () => {}
  try {
    await desk.restore()
    await desk.prune()
    stopWatching = await watchAdministrator(context)
  } catch (error) {
    log.bug('the calls cannot be read', error)
    desk.close()
    return fail({ kind: 'data-unusable', why: 'damaged' })
  }
  const unsubscribe = bus.onMessage(createDelivery(desk))
  const stopPruning = repeat(clock, KEEPING.pruneEveryMs, () => {
    desk.prune().catch((error: unknown) => log.bug('ended calls could not be forgotten', error))
  })
  const stopTelling = tellByClock(context)
  const stop = () => {
    stopTelling()
    stopWatching()
    stopPruning()
    unsubscribe()
    desk.close()
  }
  return ok({ desk, stop })
}

function createContext(
  options: DirectoryOptions,
  clock: Clock,
  store: Store,
  { host, signer }: Identity,
  { hosts, stun }: Pick<DirectoryContext, 'hosts' | 'stun'>,
): DirectoryContext {
  const crypto = createCrypto()
  const bus = createMemoryBus()
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const sessions = createSessions((handle) => bus.publish({ type: 'reachability-changed', handle, to: null }))
  return {
    scope: { host, keyId: directoryKeyIdOf(crypto, signer.publicKey) },
    signer,
    crypto,
    registration: options.registration,
    clock,
    log: options.log ?? silentLog,
    limits,
    rates: createRateLimits(limits.rates),
    store,
    bus,
    sessions,
    availability: createAvailabilityClock({
      clock,
      isWatched: (handle) => sessions.watchersOf(handle).length > 0,
    }),
    hosts,
    stun,
  }
}

/** Where this computer itself reaches a server that is bound to `bindHost`. */
function urlHost(bindHost: string): string {
  if (bindHost === '0.0.0.0') return '127.0.0.1'
  if (bindHost === '::') return '[::1]'
  return bindHost.includes(':') ? `[${bindHost}]` : bindHost
}
