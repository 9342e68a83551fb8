import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Clock } from '../../src/contract/clock.ts'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import { type DirectoryContract, directoryContract } from '../../src/contract/directory/contract.ts'
import type { DirectoryCall, OwnRecord, RequestsRecord } from '../../src/contract/directory/records.ts'
import {
  CallId,
  type DeviceId,
  DisplayName,
  Fingerprint,
  Handle,
  type Nonce,
  type PublicKey,
} from '../../src/contract/ids.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import type { EventName, PayloadOf } from '../../src/contract/rpc/contract.ts'
import { createRpcClient, type RpcClient } from '../../src/contract/rpc/client.ts'
import type { SignedStatement, StatementScope } from '../../src/contract/statement.ts'
import {
  AcceptStatement,
  AttemptStatement,
  CallMessageStatement,
  DeviceListStatement,
  InvitationStatement,
  SignInStatement,
} from '../../src/contract/statements.ts'
import type { Invitation } from '../../src/contract/statements.ts'
import { createCrypto } from '../../src/node/crypto.ts'
import { createSigner, makePrivateKey } from '../../src/node/ed25519.ts'
import {
  type DirectoryOptions,
  type RunningDirectory,
  startDirectory,
} from '../../src/directory/directory.ts'
import { systemClock } from '../../src/node/clock.ts'
import { formatAddress } from '../../src/domain/handle.ts'
import { deviceIdOf, directoryKeyIdOf, signStatement } from '../../src/domain/signed.ts'
import { signPolicy } from '../support/sign-policy.ts'

export const crypto = createCrypto()
export const makeSigner = (): Signer => createSigner(makePrivateKey())
export const handle = (text: string): Handle => Handle.parse(text)
export const newCallId = (): CallId => CallId.parse(randomBytes(16).toString('hex'))
export const someFingerprint = (): Fingerprint => Fingerprint.parse(randomBytes(32).toString('hex'))

/** A directory on a free port, with its scope for what is signed. */
export type Stage = {
  readonly directory: Pick<RunningDirectory, 'url' | 'host' | 'port' | 'publicKey' | 'close'>
  readonly scope: StatementScope
  readonly clock: Clock
}

/** A stage whose directory runs in this process. */
export type OpenStage = Stage & { readonly directory: RunningDirectory }

export async function openStage(options: Partial<DirectoryOptions> = {}): Promise<OpenStage> {
  const started = await startDirectory({ dataDir: 'memory', port: 0, registration: 'open', ...options })
  if (!started.ok) throw new Error(`the directory did not start: ${JSON.stringify(started.error)}`)
  const directory = started.value
  return {
    directory,
    scope: { host: directory.host, keyId: directoryKeyIdOf(crypto, directory.publicKey) },
    clock: options.clock ?? systemClock,
  }
}

/** A socket as a channel; resolves once it is open. */
export function openChannel(
  url: string,
  options: { headers?: Record<string, string> } = {},
): Promise<{
  readonly channel: Channel
  readonly socket: WebSocket
  readonly closed: Promise<number>
}> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  // The first frame may come together with the answer to the upgrade, before anybody listens.
  const early: string[] = []
  let listener: ((frame: string) => void) | null = null
  socket.on('message', (data) => {
    const frame = Buffer.isBuffer(data) ? data.toString() : ''
    if (listener) listener(frame)
    else early.push(frame)
  })
  const channel: Channel = {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame, () => {})
    },
    onFrame: (added) => {
      listener = added
      for (const frame of early.splice(0)) added(frame)
      return () => {
        listener = null
      }
    },
    onClose: (listener) => {
      void closed.then(listener)
      return () => {}
    },
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      socket.off('error', reject)
      socket.on('error', () => {})
      resolve({ channel, socket, closed })
    })
  })
}

export type Line = {
  readonly rpc: RpcClient<DirectoryContract>
  readonly socket: WebSocket
  readonly closed: Promise<number>
  /** Whatever came that this side could not read. */
  readonly dropped: string[]
}

export async function openLine(stage: Stage): Promise<Line> {
  const { channel, socket, closed } = await openChannel(stage.directory.url)
  const dropped: string[] = []
  const rpc = createRpcClient(directoryContract, channel, {
    clock: systemClock,
    onDropped: (what, path) => dropped.push(`${what} ${path}`),
  })
  const version = await rpc.version
  if (!version.ok) throw new Error('no common version')
  return { rpc, socket, closed, dropped }
}

/** What came by events, so that a test can wait for it. */
export type Heard = {
  readonly all: <N extends EventName<DirectoryContract>>(name: N) => PayloadOf<DirectoryContract, N>[]
  /** The first payload, past or to come, that fits. */
  readonly until: <N extends EventName<DirectoryContract>>(
    name: N,
    fits?: (payload: PayloadOf<DirectoryContract, N>) => boolean,
  ) => Promise<PayloadOf<DirectoryContract, N>>
}

function listen(rpc: RpcClient<DirectoryContract>): Heard {
  const heard: { readonly name: string; readonly payload: unknown }[] = []
  const waiters = new Set<() => void>()
  for (const name of Object.keys(directoryContract.events) as EventName<DirectoryContract>[])
    rpc.on(name, (payload) => {
      heard.push({ name, payload })
      for (const look of [...waiters]) look()
    })
  const all: Heard['all'] = (name) =>
    heard.filter((each) => each.name === name).map((each) => each.payload) as never
  return {
    all,
    until: (name, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = all(name).find(fits)
          if (found === undefined) return
          waiters.delete(look)
          resolve(found)
        }
        waiters.add(look)
        look()
      }),
  }
}

export type Person = {
  readonly handle: Handle
  readonly signer: Signer
  readonly device: DeviceId
  readonly list: SignedStatement
}

export const viaOf = (stage: Stage): string => `127.0.0.1:${stage.directory.port}`

/** A first device list as an honest device makes it, with what the test wants different. */
export function makeList(
  stage: Stage,
  who: Handle,
  signer: Signer,
  change: Partial<Parameters<typeof signStatement<typeof DeviceListStatement.body>>[3]> = {},
): SignedStatement {
  const id = deviceIdOf(crypto, signer.publicKey)
  return signStatement(signer, DeviceListStatement, stage.scope, {
    handle: who,
    number: 1,
    previous: null,
    devices: [{ id, publicKey: signer.publicKey, name: 'Desk' }],
    signedBy: id,
    ...change,
  })
}

export async function register(
  stage: Stage,
  name: string,
  more: { policy?: Partial<CallingPolicy>; invitationCode?: string | null; signer?: Signer } = {},
): Promise<Person> {
  const signer = more.signer ?? makeSigner()
  const person: Person = {
    handle: handle(name),
    signer,
    device: deviceIdOf(crypto, signer.publicKey),
    list: makeList(stage, handle(name), signer),
  }
  const line = await openLine(stage)
  const result = await line.rpc.call('account.register', {
    handle: person.handle,
    displayName: DisplayName.parse(`Name of ${name}`),
    deviceList: person.list,
    policy: signPolicy(stage.scope, person, more.policy),
    invitationCode: more.invitationCode ?? null,
  })
  line.socket.terminate()
  if (!result.ok) throw new Error(`not registered: ${JSON.stringify(result.error)}`)
  return person
}

export async function challengeOn(line: Line): Promise<{ challenge: Nonce; publicKey: PublicKey }> {
  const identity = await line.rpc.call('directory.identify', { deviceNonce: crypto.randomNonce() })
  if (!identity.ok) throw new Error(`no challenge: ${JSON.stringify(identity.error)}`)
  return identity.value
}

export const makeSignIn = (
  stage: Stage,
  person: Person,
  challenge: Nonce,
  change: { via?: string; device?: DeviceId; handle?: Handle; signer?: Signer; scope?: StatementScope } = {},
): SignedStatement =>
  signStatement(change.signer ?? person.signer, SignInStatement, change.scope ?? stage.scope, {
    handle: change.handle ?? person.handle,
    device: change.device ?? person.device,
    via: change.via ?? viaOf(stage),
    challenge,
  })

export type SignedIn = Line & {
  readonly person: Person
  readonly heard: Heard
  /** The calls that the sign-in's answer told. */
  readonly calls: readonly DirectoryCall[]
  readonly me: OwnRecord
  readonly requests: RequestsRecord
  readonly relationsMark: number
  /** The newest word on a call, from the sign-in or an event. */
  readonly untilCall: (callId: CallId, fits: (call: DirectoryCall) => boolean) => Promise<DirectoryCall>
}

export async function signIn(stage: Stage, person: Person): Promise<SignedIn> {
  const line = await openLine(stage)
  const heard = listen(line.rpc)
  const { challenge } = await challengeOn(line)
  const result = await line.rpc.call('session.signIn', { statement: makeSignIn(stage, person, challenge) })
  if (!result.ok) throw new Error(`not signed in: ${JSON.stringify(result.error)}`)
  const { calls, me, requests, relationsMark } = result.value
  return {
    ...line,
    person,
    heard,
    calls,
    me,
    requests,
    relationsMark,
    untilCall: async (callId, fits) => {
      const isIt = (call: DirectoryCall) => call.callId === callId && fits(call)
      const known = calls.find(isIt)
      if (known) return known
      const changed = await heard.until('calls.changed', (payload) => payload.calls.some(isIt))
      const call = changed.calls.find(isIt)
      if (!call) throw new Error('found before, and not now')
      return call
    },
  }
}

export const ended = (reason: string) => (call: DirectoryCall) =>
  call.state.kind === 'ended' && call.state.reason === reason
export const ringing = (call: DirectoryCall): boolean => call.state.kind === 'ringing'
export const answered = (call: DirectoryCall): boolean => call.state.kind === 'answered'

export const makeInvitation = (
  stage: Stage,
  from: Person,
  to: Person,
  change: Partial<Invitation> = {},
): SignedStatement =>
  signStatement(from.signer, InvitationStatement, stage.scope, {
    callId: newCallId(),
    from: formatAddress(from.handle, stage.scope.host),
    device: from.device,
    listNumber: 1,
    to: formatAddress(to.handle, stage.scope.host),
    toListHead: crypto.sha256(to.list.text),
    media: 'video',
    fingerprint: someFingerprint(),
    commitment: crypto.sha256('commitment'),
    issuedAtMs: stage.clock.nowMs(),
    expiresAtMs: stage.clock.nowMs() + TIMES.invitationAgeMs,
    ...change,
  })

/** Places a call; throws where that fails. */
export async function place(
  stage: Stage,
  caller: SignedIn,
  callee: Person,
  change: Partial<Invitation> = {},
): Promise<DirectoryCall> {
  const result = await caller.rpc.call('call.place', {
    invitation: makeInvitation(stage, caller.person, callee, change),
  })
  if (!result.ok) throw new Error(`not placed: ${JSON.stringify(result.error)}`)
  return result.value.call
}

export const makeAccept = (
  stage: Stage,
  call: DirectoryCall,
  callee: Person,
  caller: Handle,
  change: Partial<Parameters<typeof signStatement<typeof AcceptStatement.body>>[3]> = {},
): SignedStatement =>
  signStatement(callee.signer, AcceptStatement, stage.scope, {
    callId: call.callId,
    invitation: crypto.sha256(call.invitation.text),
    from: formatAddress(caller, stage.scope.host),
    to: formatAddress(callee.handle, stage.scope.host),
    device: callee.device,
    listNumber: 1,
    fingerprint: someFingerprint(),
    media: 'video',
    nonce: crypto.randomNonce(),
    ...change,
  })

export async function accept(stage: Stage, callee: SignedIn, call: DirectoryCall, caller: Handle) {
  const result = await callee.rpc.call('call.accept', {
    callId: call.callId,
    accept: makeAccept(stage, call, callee.person, caller),
  })
  if (!result.ok) throw new Error(`not accepted: ${JSON.stringify(result.error)}`)
  return result.value.call
}

export const makeMessage = (
  stage: Stage,
  from: Person,
  callId: CallId,
  counter: number,
  device: DeviceId = from.device,
): SignedStatement =>
  signStatement(from.signer, CallMessageStatement, stage.scope, {
    callId,
    device,
    counter,
    content: { type: 'sending', microphone: true, camera: false },
  })

export const makeAttempt = (stage: Stage, from: Person, callId: CallId, attempt: number): SignedStatement =>
  signStatement(from.signer, AttemptStatement, stage.scope, {
    callId,
    device: from.device,
    attempt,
    fingerprint: someFingerprint(),
  })

/** Something that must not happen by then is looked for after everything before it has been carried out. */
export async function settle(...lines: readonly SignedIn[]): Promise<void> {
  for (const line of lines) {
    const result = await line.rpc.call('person.lookUp', { handle: line.person.handle })
    if (!result.ok) throw new Error(`the line is gone: ${JSON.stringify(result.error)}`)
  }
  // Events leave in a later turn than the answers before them; one more round trip is behind them.
  for (const line of lines) await line.rpc.call('person.lookUp', { handle: line.person.handle })
}
