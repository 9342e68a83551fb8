// A hostile client in a process of its own: it does all it can to a directory until its input ends, then says how often
// each of its attacks had which outcome. Each line of its input is an honest call of other people's.
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import type { DirectoryHost, PublicKey } from '../../src/contract/ids.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { systemClock } from '../../src/node/clock.ts'
import { directoryKeyIdOf } from '../../src/domain/signed.ts'
import { IS_LONG_RUN } from './run-counts.ts'
import {
  crypto,
  handle,
  makeAccept,
  makeAttempt,
  makeInvitation,
  makeMessage,
  makeSigner,
  openChannel,
  register,
  type SignedIn,
  signIn,
  type Stage,
} from '../integration/directory-stage.ts'

export type HostileTarget = {
  readonly url: string
  readonly host: DirectoryHost
  readonly port: number
  readonly publicKey: PublicKey
}
export type AttackName = 'flood' | 'large' | 'nonsense' | 'foreign' | 'sockets' | 'deaf'
/** How often each attack had each outcome: the kind of an answer, a close code, or the words of a refused socket. */
export type AttackTally = Readonly<Record<AttackName, Readonly<Record<string, number>>>>

const directory = JSON.parse(process.argv[2] ?? '{}') as HostileTarget
const scope = { host: directory.host, keyId: directoryKeyIdOf(crypto, directory.publicKey) }
const stage: Stage = { directory: { ...directory, close: async () => {} }, scope, clock: systemClock }

const tally: Record<AttackName, Record<string, number>> = {
  flood: {},
  large: {},
  nonsense: {},
  foreign: {},
  sockets: {},
  deaf: {},
}
let isOver = false
const count = (attack: AttackName, outcome: string | number) => {
  tally[attack][outcome] = (tally[attack][outcome] ?? 0) + 1
}
type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: { readonly kind: string } }
const note = (attack: AttackName, result: Outcome) => count(attack, result.ok ? 'ok' : result.error.kind)

/** One attack over and over; a socket that it does not get is an outcome too. */
async function repeat(attack: AttackName, everyMs: number, act: () => Promise<void>): Promise<void> {
  while (!isOver) {
    await act().catch((error: unknown) => count(attack, error instanceof Error ? error.message : 'error'))
    await pause(everyMs)
  }
}

const eve = await register(stage, 'eve')
const floods = await register(stage, 'eve_floods')
const signs = await register(stage, 'eve_signs')
const deaf = await register(stage, 'eve_deaf')
const meddler = await signIn(stage, eve)
const signer = await signIn(stage, signs)
let deafLine: SignedIn | null = await signIn(stage, deaf)

/** More calls than may be in flight, and more frames than may come, until the socket is cut. */
async function flood(): Promise<void> {
  const line = await signIn(stage, floods)
  line.socket.on('message', (data) => {
    if (Buffer.isBuffer(data) && data.includes('"refused"')) count('flood', 'too-many')
  })
  const answers = Array.from({ length: 900 }, () => line.rpc.call('person.lookUp', { handle: eve.handle }))
  for (const result of await Promise.all(answers)) note('flood', result)
  if (line.socket.readyState === line.socket.OPEN) line.socket.close()
  count('flood', await line.closed)
}

/** Frames of just as much as is read, then one of more. */
async function sendLarge(): Promise<void> {
  const { channel, socket, closed } = await openChannel(directory.url)
  channel.send(JSON.stringify({ type: 'hello', versions: { lowest: 1, highest: 1 } }))
  const call = (bytes: number) => {
    const frame = { type: 'call', id: 1, procedure: 'handle.check', input: { handle: '' } }
    return JSON.stringify({ ...frame, input: { handle: 'x'.repeat(bytes - JSON.stringify(frame).length) } })
  }
  for (let sent = 0; sent < 30; sent += 1) channel.send(call(LIMITS.frameBytes))
  const refused = new Promise<void>((resolve) =>
    channel.onFrame((frame) => {
      if (frame.includes('bad-input')) resolve()
    }),
  )
  await refused
  count('large', 'bad-input')
  socket.send(call(LIMITS.frameBytes + 1))
  count('large', await closed)
}

/** Invitations in other names, of other times, for other directories, and signed by nobody. */
async function signNonsense(): Promise<void> {
  const honest = makeInvitation(stage, signs, eve)
  const elsewhere = { ...stage, scope: { ...scope, keyId: directoryKeyIdOf(crypto, makeSigner().publicKey) } }
  const lies = [
    { ...honest, signature: 'A'.repeat(86) },
    { ...honest, text: honest.text.replace('video', 'audio') },
    { text: '{}', signature: honest.signature },
    makeInvitation(stage, eve, signs),
    makeInvitation(stage, { ...signs, signer: makeSigner() }, eve),
    makeInvitation(elsewhere, signs, eve),
    makeInvitation(stage, signs, eve, { issuedAtMs: 1, expiresAtMs: 2 }),
  ]
  for (const lie of lies) note('nonsense', await signer.rpc.call('call.place', { invitation: lie as never }))
}

/** Everything that one can do to a call, to one of other people's. */
async function meddle(line: SignedIn, call: DirectoryCall): Promise<void> {
  const { callId } = call
  const frame = { type: 'offer', sdp: 'v=0\r\ns=-\r\n' } as const
  const tried: readonly Promise<Outcome>[] = [
    line.rpc.call('call.accept', { callId, accept: makeAccept(stage, call, eve, handle('eve')) }),
    line.rpc.call('call.decline', { callId }),
    line.rpc.call('call.cancel', { callId }),
    line.rpc.call('call.end', { callId, reason: 'hung-up' }),
    line.rpc.call('call.signal', { callId, attempt: 1, frame }),
    line.rpc.call('call.message', { callId, message: makeMessage(stage, eve, callId, 1) }),
    line.rpc.call('call.attempt', { callId, attempt: makeAttempt(stage, eve, callId, 2) }),
    line.rpc.call('call.renew', { callId }),
  ]
  for (const result of await Promise.all(tried)) note('foreign', result)
}

let newest: DirectoryCall | null = null
async function meddleWithNewest(): Promise<void> {
  const call = newest
  newest = null
  if (call) await meddle(meddler, call)
}

/** More sockets than one address may have open without a sign-in. */
async function openMany(): Promise<void> {
  const opened = await Promise.allSettled(Array.from({ length: 230 }, () => openChannel(directory.url)))
  for (const each of opened) {
    if (each.status === 'rejected') count('sockets', String(each.reason))
    else each.value.socket.terminate()
  }
}

/** Asks and asks, and never reads an answer, until it is cut. */
async function neverRead(): Promise<void> {
  const { rpc, socket, closed } = deafLine ?? (await signIn(stage, deaf))
  deafLine = null
  socket.pause()
  // In a long run it goes on after the others, up to 30 s, so that it is cut.
  for (let round = 0; round < 150 && (!isOver || IS_LONG_RUN); round += 1) {
    if (socket.readyState !== socket.OPEN) break
    for (let each = 0; each < 50; each += 1) void rpc.call('person.lookUp', { handle: eve.handle })
    await pause(200)
  }
  socket.resume()
  socket.close()
  count('deaf', await closed)
}

const attacks = [
  repeat('flood', 20, flood),
  repeat('large', 200, sendLarge),
  repeat('nonsense', 50, signNonsense),
  repeat('sockets', 4_000, openMany),
  repeat('deaf', 20, neverRead),
  // Slow enough to be answered: whoever comes too fast is told nothing of the call at all.
  repeat('foreign', 40, meddleWithNewest),
]
const input = createInterface({ input: process.stdin })
input.on('line', (line) => {
  newest = JSON.parse(line) as DirectoryCall
})
process.stdout.write('ready\n')
await new Promise<void>((resolve) => input.once('close', resolve))
isOver = true
await Promise.all(attacks)
process.stdout.write(`${JSON.stringify(tally)}\n`, () => process.exit(0))
