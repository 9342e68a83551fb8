import type { ConnectionSnapshot } from '../contract/bridge/snapshots.ts'
import type { Signer } from '../contract/crypto.ts'
import type { DirectoryContract } from '../contract/directory/contract.ts'
import type { OutputOf } from '../contract/rpc/contract.ts'
import type { RpcClient } from '../contract/rpc/client.ts'
import { SignInStatement } from '../contract/statements.ts'
import { decideBackoff } from '../domain/backoff.ts'
import { stunPlace } from '../domain/directory-address.ts'
import { signStatement } from '../domain/signed.ts'
import {
  type DirectoryLink,
  type DirectoryTarget,
  type LinkTrouble,
  openDirectoryLink,
} from './directory-link.ts'
import { createEventGate, type EventGate } from './event-gate.ts'
import type { EngineDeps } from './ports.ts'
import type { StoredAccount } from './stored-records.ts'

export type SignedIn = OutputOf<DirectoryContract, 'session.signIn'>
type Offline = Extract<ConnectionSnapshot, { kind: 'offline' }>

export type SessionDeps = Pick<
  EngineDeps,
  'clock' | 'crypto' | 'socket' | 'localDirectory' | 'log' | 'random'
> & {
  readonly account: () => StoredAccount
  readonly signer: Signer
  readonly onState: (state: ConnectionSnapshot) => void
  /** Before the sign-in is sent: the place to listen for events. They come after `onSignedIn`, and none is missed. */
  readonly onLink: (events: Pick<EventGate, 'on'>) => void
  readonly onSignedIn: (answer: SignedIn, rpc: RpcClient<DirectoryContract>) => void
}

/** The device's one connection to its directory: signed in, or on its way back with growing pauses. */
export type Session = {
  readonly start: () => void
  /** Tries now, whatever the pause. */
  readonly retry: () => void
  /** The computer slept or changed its network: a dead link is noticed now, a waiting one tries now. */
  readonly check: () => void
  /** Null while it is not signed in. */
  readonly rpc: () => RpcClient<DirectoryContract> | null
  /** The directory's clock as of the last sign-in, carried on by this computer's steady one. */
  readonly directoryNowMs: () => number
  /** As of the last sign-in, so that a running call keeps it. */
  readonly stun: () => ReturnType<typeof stunPlace>
  readonly stop: () => void
}

type Trouble = LinkTrouble | 'signed-out'
/** After these another try by itself would not help. */
const FINAL: ReadonlySet<Trouble> = new Set([
  'key-changed',
  'update-this-app',
  'update-directory',
  'signed-out',
])

/** Far enough from the end of time that an invitation made then still has an end. */
const LAST_DIRECTORY_MS = 8_640_000_000_000_000 - 365 * 24 * 3_600_000

/** A link that does not answer in this time is taken for dead. */
const CHECK_MS = 2_000

export function createSession(deps: SessionDeps): Session {
  const { clock, log } = deps
  let link: DirectoryLink | null = null
  let signedInRpc: RpcClient<DirectoryContract> | null = null
  let cancelRetry = () => {}
  let abort = new AbortController()
  let run = 0
  let failedTries = 0
  let offsetMs: number | null = null
  let stun: ReturnType<typeof stunPlace> = null

  const fallOffline = (why: Trouble) => {
    const delayMs = FINAL.has(why) ? null : decideBackoff(failedTries, deps.random())
    failedTries += 1
    const state: Offline = {
      kind: 'offline',
      why,
      retryAtMs: delayMs === null ? null : clock.nowMs() + delayMs,
    }
    log.info('session is offline', { why, failedTries })
    if (delayMs !== null) cancelRetry = clock.setTimer(delayMs, () => void connect())
    deps.onState(state)
  }

  const drop = () => {
    cancelRetry()
    run += 1
    signedInRpc = null
    link = null
    // Closes what is open, or about to be: last, so that its end is not taken for a lost connection.
    const old = abort
    abort = new AbortController()
    old.abort()
  }

  const signIn = async (opened: DirectoryLink, events: EventGate): Promise<Trouble | SignedIn> => {
    const account = deps.account()
    const isSame = opened.publicKey === account.directory.publicKey && opened.host === account.directory.host
    if (!isSame) return 'key-changed'
    deps.onLink(events)
    const statement = signStatement(deps.signer, SignInStatement, opened.scope, {
      handle: account.handle,
      device: account.device,
      via: opened.via,
      challenge: opened.challenge,
    })
    const answer = await opened.rpc.call('session.signIn', { statement })
    if (answer.ok) return answer.value
    const isRefused = answer.error.kind === 'unknown-account' || answer.error.kind === 'unknown-device'
    log.warn('sign-in failed', { kind: answer.error.kind })
    return isRefused ? 'signed-out' : 'unreachable'
  }

  const findTarget = async (): Promise<DirectoryTarget | null> => {
    const { directory } = deps.account()
    if (!directory.isHere) return { url: directory.url, tlsKey: directory.tlsKey }
    const started = await deps.localDirectory.start()
    return started.ok ? { url: started.value.url, tlsKey: null } : null
  }

  const connect = async () => {
    drop()
    const thisRun = run
    const isStale = () => thisRun !== run
    deps.onState({ kind: 'connecting' })
    const target = await findTarget()
    if (isStale()) return
    if (!target) return fallOffline('unreachable')
    const opened = await openDirectoryLink(deps, target, abort.signal)
    if (isStale()) return opened.ok ? opened.value.close() : undefined
    if (!opened.ok) return fallOffline(opened.error.kind)
    link = opened.value
    const events = createEventGate(opened.value.rpc)
    const answer = await signIn(opened.value, events)
    if (isStale()) return opened.value.close()
    if (typeof answer === 'string') {
      drop()
      return fallOffline(answer)
    }
    settle(opened.value, answer)
    return events.open()
  }

  const settle = (opened: DirectoryLink, answer: SignedIn) => {
    failedTries = 0
    offsetMs = Math.min(answer.directoryTimeMs, LAST_DIRECTORY_MS) - clock.monotonicMs()
    stun = stunPlace(opened.via, answer.stun)
    signedInRpc = opened.rpc
    deps.onState({ kind: 'online' })
    deps.onSignedIn(answer, opened.rpc)
    opened.onClose(() => {
      if (link !== opened) return
      drop()
      fallOffline('unreachable')
    })
  }

  return {
    start: () => void connect(),
    retry: () => {
      failedTries = 0
      void connect()
    },
    check: () => {
      const opened = link
      if (!opened || !signedInRpc) return void connect()
      void opened.rpc
        .call('directory.identify', { deviceNonce: deps.crypto.randomNonce() }, { timeoutMs: CHECK_MS })
        .then((answer) => (!answer.ok && link === opened ? connect() : undefined))
    },
    rpc: () => signedInRpc,
    directoryNowMs: () => (offsetMs === null ? clock.nowMs() : Math.round(clock.monotonicMs() + offsetMs)),
    stun: () => stun,
    stop: drop,
  }
}
