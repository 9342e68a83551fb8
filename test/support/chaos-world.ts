import { decodeStatement } from '../../src/contract/statement.ts'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import type { CallId } from '../../src/contract/ids.ts'
import { fail, ok } from '../../src/contract/result.ts'
import { AcceptStatement, InvitationStatement } from '../../src/contract/statements.ts'
import { createManualClock, type ManualClock, settlePromises } from './manual-clock.ts'
import { diskOf, type MemoryDevice, pin, startMemoryDevice } from './memory-device.ts'
import { createScriptedDirectory, type ScriptedDirectory } from './scripted-directory.ts'
import { answer, invite, makeTestAccount, ringOf, signAttempt, type TestAccount } from './test-account.ts'
import { makeTestDirectory } from './test-crypto.ts'

/**
 * One engine between a person, a page and a directory that all do what they like. The directory here keeps honest
 * books, and tells of them late, in part, twice or out of order; what must hold at every moment is watched.
 */
export type ChaosWorld = {
  readonly clock: ManualClock
  readonly directory: ScriptedDirectory
  readonly device: MemoryDevice
  readonly books: Map<CallId, DirectoryCall>
  /** While it is not reachable, nobody answers at the directory's address. */
  readonly network: { isReachable: boolean }
  /** While true, the directory never answers `call.place` and `call.accept`. */
  isMute: boolean
  readonly ring: (from: TestAccount) => void
  readonly answerMine: (nth: number) => void
  readonly attempt: (nth: number, attempt: number) => void
  readonly end: (nth: number, reason: 'cancelled' | 'no-answer' | 'hung-up' | 'answered-elsewhere') => void
  readonly alice: TestAccount
  readonly mallory: TestAccount
  /** What was seen that must never be. */
  readonly wrongs: string[]
  readonly settle: () => Promise<void>
}

const KEYS = makeTestDirectory()
const ME = makeTestAccount(KEYS, 'me_myself')
const ALICE = makeTestAccount(KEYS, 'alice')
const MALLORY = makeTestAccount(KEYS, 'mallory')

export async function createChaosWorld(): Promise<ChaosWorld> {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, ME, clock)
  for (const account of [ALICE, MALLORY]) directory.accounts.set(account.handle, account)
  const books: ChaosWorld['books'] = new Map()
  const nth = (index: number) => [...books.values()][index % Math.max(1, books.size)]
  const disk = diskOf(KEYS, ME)
  pin(KEYS, disk, ALICE)
  const network = { isReachable: true }
  const world: ChaosWorld = {
    clock,
    directory,
    device: await startMemoryDevice({
      clock,
      disk,
      connect: () => (network.isReachable ? directory.connect() : null),
      writeMs: () => (books.size % 2) * 20,
    }),
    books,
    network,
    isMute: false,
    ring: (from) => {
      const invitation = invite(KEYS, from, ME, directory.nowMs())
      books.set(invitation.body.callId, ringOf(from, invitation))
    },
    answerMine: (index) => {
      const call = nth(index)
      if (call?.role !== 'caller' || call.state.kind !== 'ringing') return
      const body = decodeStatement(InvitationStatement, KEYS.scope, call.invitation.text)
      if (!body.ok) return
      const callee = body.value.to === ALICE.address ? ALICE : MALLORY
      const accept = answer(KEYS, callee, { statement: call.invitation, body: body.value })
      books.set(call.callId, { ...call, state: { kind: 'answered', accept, isPeerPresent: true } })
    },
    attempt: (index, attempt) => {
      const call = nth(index)
      const device = call?.peer.handle === ALICE.handle ? ALICE.device : MALLORY.device
      if (call)
        directory.emit('call.attempt', {
          callId: call.callId,
          attempt: signAttempt(KEYS, device, call.callId, attempt),
        })
    },
    end: (index, reason) => {
      const call = nth(index)
      if (call && call.state.kind !== 'ended') books.set(call.callId, toEnded(call, reason, directory))
    },
    alice: ALICE,
    mallory: MALLORY,
    wrongs: [],
    settle: async () => {
      for (let turn = 0; turn < 3; turn += 1) await settlePromises()
    },
  }
  keepBooks(world)
  watch(world)
  await world.settle()
  return world
}

type Ended = Extract<DirectoryCall['state'], { kind: 'ended' }>

const toEnded = (
  call: DirectoryCall,
  reason: Ended['reason'],
  { nowMs }: ScriptedDirectory,
): DirectoryCall => ({
  ...call,
  state: { kind: 'ended', reason, atMs: nowMs(), durationMs: 0 },
})

/** The directory's own rules, as few as a call needs; and what a device must never send. */
function keepBooks(world: ChaosWorld): void {
  const { directory, books } = world
  const { answers } = directory
  const never = () => new Promise<never>(() => {})
  const finish = (callId: CallId, reason: Ended['reason']) => {
    const call = books.get(callId)
    if (!call) return fail({ kind: 'no-such-call' } as const)
    const over = call.state.kind === 'ended' ? call : toEnded(call, reason, directory)
    books.set(callId, over)
    return ok({ call: over })
  }
  answers['call.place'] = ({ invitation }) => {
    const body = decodeStatement(InvitationStatement, KEYS.scope, invitation.text)
    if (!body.ok) return fail({ kind: 'bad-statement', why: 'malformed' })
    const callee = body.value.to === ALICE.address ? ALICE : MALLORY
    const call: DirectoryCall = {
      callId: body.value.callId,
      role: 'caller',
      invitation,
      peer: callee.record,
      placedAtMs: directory.nowMs(),
      state: { kind: 'ringing', sinceMs: directory.nowMs() },
    }
    books.set(call.callId, call)
    return world.isMute ? never() : ok({ call })
  }
  answers['call.accept'] = ({ callId, accept }) => {
    const call = books.get(callId)
    if (!call) return fail({ kind: 'no-such-call' })
    checkCertificate(world, accept.text)
    if (call.state.kind === 'ended') return fail({ kind: 'already-settled', call })
    const answered: DirectoryCall = { ...call, state: { kind: 'answered', accept, isPeerPresent: true } }
    books.set(callId, answered)
    return world.isMute ? never() : ok({ call: answered })
  }
  answers['call.decline'] = ({ callId }) => finish(callId, 'declined')
  answers['call.cancel'] = ({ callId }) => finish(callId, 'cancelled')
  answers['call.end'] = ({ callId, reason }) => finish(callId, reason)
  const wasAnswered = new Set<CallId>()
  answers['call.signal'] = ({ callId, attempt, frame }) => {
    const call = books.get(callId)
    if (call?.state.kind === 'answered') wasAnswered.add(callId)
    const isHarmless = frame.type === 'offer' && attempt === 1 && call?.role === 'caller'
    const isOver = call?.state.kind === 'ended'
    if (!isHarmless && !wasAnswered.has(callId) && !isOver)
      world.wrongs.push(`${frame.type} left before the answer`)
    return ok({})
  }
}

/** The answer names the certificate of the connection that the page holds at that moment. */
function checkCertificate({ device, wrongs }: ChaosWorld, text: string): void {
  const body = decodeStatement(AcceptStatement, KEYS.scope, text)
  if (!body.ok) return void wrongs.push('an answer that cannot be read')
  const held = device.page.certificate()
  if (held?.callId !== body.value.callId || held.fingerprint !== body.value.fingerprint)
    wrongs.push('an answer for a connection that the page does not hold')
}

function watch({ device: { engine }, wrongs }: ChaosWorld): void {
  const recorded = new Set<string>()
  engine.on('calls', ({ calls }) => {
    const live = calls.filter(({ phase }) => phase.kind !== 'ended' && phase.kind !== 'ringing-in')
    if (live.length > 1)
      wrongs.push(`${live.length} calls at once: ${live.map(({ phase }) => phase.kind).join()}`)
    if (calls.length > 20) wrongs.push('more calls than a snapshot holds')
  })
  engine.on('media', (session) => {
    const call = engine.get('calls').calls.find(({ callId }) => callId === session?.callId)
    if (session && (!call || call.phase.kind === 'ended')) wrongs.push('media for a call that is not there')
    if (session?.remoteFingerprint && call?.phase.kind === 'ringing-in')
      wrongs.push('open media while it rings')
    if ((session?.capture.microphone || session?.capture.camera) && call?.phase.kind === 'ringing-in')
      wrongs.push('a device is open while it rings')
  })
  engine.onMediaFrame(({ callId, attempt, frame }) => {
    const session = engine.get('media')
    if (session?.callId !== callId || session.attempt !== attempt) wrongs.push('a frame of another session')
    if (session?.remoteFingerprint === null && (session.role === 'offerer' || frame.type !== 'offer'))
      wrongs.push(`${frame.type} was handed out before the answer`)
  })
  engine.on('recents', ({ calls }) => {
    recorded.clear()
    for (const { callId } of calls) {
      if (recorded.has(callId)) wrongs.push('a call is recorded twice')
      recorded.add(callId)
    }
  })
}
