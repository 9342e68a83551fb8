import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { directoryContract } from '../../src/contract/directory/contract.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { createLog } from '../../src/directory/log.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../support/run-counts.ts'
import { newSecret, NOBODY, relate, signPass, signRelation } from './callers-stage.ts'
import { signPolicy } from '../support/sign-policy.ts'
import { failOnUnhandledRejections } from '../support/unhandled.ts'
import {
  accept,
  answered,
  handle,
  makeAccept,
  makeAttempt,
  makeInvitation,
  makeMessage,
  openChannel,
  openStage,
  place,
  register,
  ringing,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'

const plenty = { count: 1_000_000, perMs: 60_000 }
const SEED = 20_261_122
/** Made together, and sent on one socket. */
const BATCH = 500
const batchSeeds = (): readonly number[] =>
  Array.from({ length: FUZZED_FRAMES / BATCH }, (_, batch) => SEED + batch)

let stage: Stage
let lines: string[] = []

failOnUnhandledRejections()

beforeEach(async () => {
  lines = []
  const rates = {
    ...DEFAULT_LIMITS.rates,
    frames: plenty,
    calls: plenty,
    'account-changes': plenty,
    'relation-changes': plenty,
    'sign-ins': plenty,
  }
  const limits = { rates, refusalsPerSocket: 1_000_000, ringsPerCallee: 4, ringsPerCaller: 4 }
  stage = await openStage({ limits, log: createLog((line) => lines.push(line)) })
})
afterEach(async () => {
  await stage.directory.close()
})

/** Two honest people can call each other, and nothing on the directory's side went wrong. */
async function proveHealth(ann: SignedIn, bob: SignedIn): Promise<void> {
  const call = await place(stage, ann, bob.person)
  await accept(stage, bob, await bob.untilCall(call.callId, ringing), ann.person.handle)
  await ann.untilCall(call.callId, answered)
  expect(lines.filter((line) => line.includes('"level":50'))).toEqual([])
}

/** Sends frames one after the other, and waits until the directory has answered all that may be answered. */
async function sendAll(frames: readonly string[]): Promise<void> {
  const { channel, socket } = await openChannel(stage.directory.url)
  channel.send(JSON.stringify({ type: 'hello', versions: { lowest: 1, highest: 1 } }))
  const answeredLast = new Promise<void>((resolve) =>
    channel.onFrame((frame) => {
      if (frame.includes('"id":999999999')) resolve()
    }),
  )
  for (const frame of frames) channel.send(frame)
  // Some of what was sent may have taken the handshake back.
  channel.send(JSON.stringify({ type: 'hello', versions: { lowest: 1, highest: 1 } }))
  channel.send(
    JSON.stringify({ type: 'call', id: 999_999_999, procedure: 'handle.check', input: { handle: 'x' } }),
  )
  await answeredLast
  socket.terminate()
}

const names = Object.keys(directoryContract.procedures)
const json = fc.json({ maxDepth: 4 })
const callFrame = fc
  .record({
    type: fc.constant('call'),
    id: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.anything({ maxDepth: 0 })),
    procedure: fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom('__proto__', 'constructor', 'toString'),
      fc.string(),
    ),
    input: fc.jsonValue({ maxDepth: 4 }),
  })
  .map((frame) => JSON.stringify(frame, (_, value: unknown) => (typeof value === 'bigint' ? 1 : value)))
const otherFrame = fc
  .record({
    type: fc.constantFrom('hello', 'answer', 'event', 'refused', 'other'),
    versions: fc.record({ lowest: fc.integer(), highest: fc.integer() }),
    id: fc.integer(),
    result: fc.jsonValue({ maxDepth: 2 }),
    event: fc.string(),
  })
  .map((frame) => JSON.stringify(frame))
const anyFrame = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), json, callFrame, otherFrame)

describe('any frame at all', () => {
  it(`TRUST3 ${FUZZED_FRAMES} random frames cost nobody but their sender anything`, {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const ann = await signIn(stage, await register(stage, 'ann'))
    const bob = await signIn(stage, await register(stage, 'bob'))
    for (const seed of batchSeeds()) await sendAll(fc.sample(anyFrame, { seed, numRuns: BATCH }))
    await proveHealth(ann, bob)
  })

  it(`TRUST3 ${FUZZED_FRAMES} well-formed inputs of a signed-in device leave the directory sound`, {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const ann = await signIn(stage, await register(stage, 'ann'))
    const bob = await signIn(stage, await register(stage, 'bob'))
    const eve = await signIn(stage, await register(stage, 'eve'))
    const victim = await register(stage, 'victim')
    const victimLine = await signIn(stage, victim)
    const placed = [await place(stage, eve, victim), await place(stage, victimLine, eve.person)]
    const anyInput = validInput(eve, victimLine, placed)
    const kinds = new Set<string>()
    // No more at once than one socket may have in flight.
    for (const seed of Array.from({ length: FUZZED_FRAMES / 50 }, (_, batch) => SEED + batch)) {
      const inputs = fc.sample(anyInput, { seed, numRuns: 50 })
      const results = await Promise.all(
        inputs.map(({ line, name, input }) => line.rpc.call(name as never, input as never)),
      )
      for (const result of results as readonly { ok: boolean; error?: { kind: string } }[])
        kinds.add(result.ok ? 'ok' : (result.error?.kind ?? ''))
    }
    expect(kinds).toContain('ok')
    expect(kinds).toContain('bad-statement')
    for (const never of [
      'internal',
      'bad-output',
      'bad-input',
      'timed-out',
      'disconnected',
      'unknown-procedure',
    ])
      expect(kinds).not.toContain(never)
    for (const line of [ann, bob, eve, victimLine]) expect(line.dropped).toEqual([])
    await proveHealth(ann, bob)
  })
})

describe('what a device says of who may call', () => {
  const OWN = ['policy.set', 'relation.set', 'request.answer', 'pass.make'] as const

  it(`TRUST3 ${FUZZED_FRAMES} lies to each of these procedures are refused with a tag, and change nothing`, {
    timeout: FUZZ_TIMEOUT_MS,
  }, async () => {
    const ann = await signIn(stage, await register(stage, 'ann', { policy: NOBODY }))
    const bob = await signIn(stage, await register(stage, 'bob'))
    const eve = await signIn(stage, await register(stage, 'eve'))
    await eve.rpc.call('request.send', { to: ann.person.handle, text: '' })
    await relate(stage, ann, bob.person.handle, { exception: 'always' })
    const all = async () => [
      (await signIn(stage, ann.person)).me.policy,
      await bob.rpc.call('person.lookUp', { handle: ann.person.handle }).then(standing),
      await eve.rpc.call('person.lookUp', { handle: ann.person.handle }).then(standing),
      await eve.rpc.call('pass.list', {}),
      await eve.rpc.call('relation.list', { after: null }),
    ]
    const before = await all()
    const { me } = await signIn(stage, eve.person)
    const line = await signIn(stage, eve.person)
    const honest = [
      signPolicy(stage.scope, ann.person, { revision: 9 }),
      signRelation(stage, ann.person, eve.person.handle, { exception: 'always' }),
      signPass(stage, ann.person, newSecret()),
    ]
    /** Signed by another, in another's name, changed on the way, or no statement at all. */
    const lie = fc.oneof(
      fc.constantFrom(...honest),
      fc
        .constantFrom(...honest)
        .map(({ text, signature }) => ({ signature, text: text.replace('"ann"', '"eve"') })),
      fc.record({
        text: fc.string({ minLength: 1, unit: 'binary' }),
        signature: fc.constant('A'.repeat(86)),
      }),
      fc.constantFrom(
        signPolicy(stage.scope, { ...eve.person, handle: ann.person.handle }, { revision: 9 }),
        signRelation(stage, { ...eve.person, handle: ann.person.handle }, eve.person.handle, {
          grant: 'once',
        }),
        signPass(stage, { ...eve.person, handle: ann.person.handle }, newSecret()),
        signPass(stage, eve.person, newSecret(), { expiresAtMs: 1 }),
        signRelation(stage, eve.person, eve.person.handle, { isBlocked: true }),
      ),
    )
    const input = fc.record({ name: fc.constantFrom(...OWN), statement: lie })
    for (let batch = 0; batch < FUZZED_FRAMES / 50; batch += 1) {
      const results = await Promise.all(
        fc.sample(input, { seed: SEED + batch, numRuns: 50 }).map(({ name, statement }) => {
          const inputs: Record<(typeof OWN)[number], unknown> = {
            'policy.set': { statement },
            'relation.set': { statements: [statement] },
            'request.answer': { from: 'ann', answer: 'always', relation: statement },
            'pass.make': { statement },
          }
          return line.rpc.call(name, inputs[name] as never)
        }),
      )
      for (const result of results) expect(result).toMatchObject({ error: { kind: 'bad-statement' } })
    }
    eve.socket.terminate()
    const after = await signIn(stage, eve.person)
    expect(after.me.policy).toEqual(me.policy)
    const now = [
      (await signIn(stage, ann.person)).me.policy,
      await bob.rpc.call('person.lookUp', { handle: ann.person.handle }).then(standing),
      await after.rpc.call('person.lookUp', { handle: ann.person.handle }).then(standing),
      await after.rpc.call('pass.list', {}),
      await after.rpc.call('relation.list', { after: null }),
    ]
    expect(now).toEqual(before)
    expect(lines.filter((each) => each.includes('"level":50'))).toEqual([])
  })
})

const standing = (looked: { ok: boolean; value?: { reachability: unknown } }) => looked.value?.reachability

type Shaped = { readonly line: SignedIn; readonly name: string; readonly input: unknown }

/** Inputs that the contract lets through: honest ones, and ones that lie about who, which and when. */
function validInput(
  eve: SignedIn,
  victim: SignedIn,
  placed: readonly Awaited<ReturnType<typeof place>>[],
): fc.Arbitrary<Shaped> {
  const line = fc.constantFrom(eve, victim)
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
  const callId = fc.oneof(fc.constantFrom(...placed.map((call) => call.callId)), hex(32))
  const someHandle = fc.oneof(
    fc.constantFrom('eve', 'victim', 'nobody').map(handle),
    fc.stringMatching(/^[a-z0-9_]{3,30}$/),
  )
  const number = fc.integer({ min: 1, max: 1_000 })
  const statement = fc.oneof(
    fc.record({ text: fc.string({ minLength: 1, unit: 'binary' }), signature: fc.constant('A'.repeat(86)) }),
    fc
      .record({ by: line, to: line, number, call: fc.constantFrom(...placed) })
      .map(({ by, to, number: n, call }) => {
        const made = [
          () => makeInvitation(stage, by.person, to.person),
          () => makeInvitation(stage, by.person, to.person, { issuedAtMs: n, expiresAtMs: n + 1 }),
          () => makeAccept(stage, call, by.person, to.person.handle),
          () => makeAccept(stage, call, by.person, to.person.handle, { listNumber: n }),
          () => makeMessage(stage, by.person, call.callId, n),
          () => makeAttempt(stage, by.person, call.callId, n + 1),
          () => eve.person.list,
          () => signPolicy(stage.scope, by.person, { revision: n, isCallingOn: n % 3 > 0 }),
          () =>
            signRelation(stage, by.person, to.person.handle, { isBlocked: n % 2 > 0, isFollowed: true }, n),
          () => signRelation(stage, by.person, to.person.handle, { grant: 'once' }, n),
          () => signPass(stage, by.person, newSecret(), n % 2 > 0 ? {} : { expiresAtMs: n }),
        ]
        return (made[n % made.length] ?? made[0])?.()
      }),
  )
  const text = fc.string({ minLength: 1, maxLength: 400, unit: 'binary' })
  const frame = fc.oneof(
    fc.record({
      type: fc.constantFrom('offer', 'answer'),
      sdp: fc.oneof(text, fc.constant('v=0\r\ns=-\r\n')),
    }),
    fc.record({
      type: fc.constant('candidate'),
      candidate: fc.oneof(text, fc.constant('')),
      sdpMid: fc.option(fc.string({ maxLength: 64 })),
      sdpMLineIndex: fc.option(fc.integer({ min: 0, max: 64 })),
      usernameFragment: fc.option(fc.string({ maxLength: 256 })),
    }),
  )
  const inputs: Record<string, fc.Arbitrary<unknown>> = {
    'directory.identify': fc.record({ deviceNonce: hex(64) }),
    'account.register': fc.record({
      handle: someHandle,
      displayName: fc.constantFrom('Eve', '"; drop table accounts; --', '\u00e9\ud83d\ude00'),
      deviceList: statement,
      policy: statement,
      invitationCode: fc.option(fc.string({ minLength: 1, maxLength: 100 })),
    }),
    'session.signIn': fc.record({ statement }),
    'account.setDisplayName': fc.record({
      displayName: fc.constantFrom('Eve', "Robert'); drop table calls; --", '\u00e9\ud83d\ude00'),
    }),
    'policy.set': fc.record({ statement }),
    'relation.set': fc.record({ statements: fc.array(statement, { minLength: 1, maxLength: 50 }) }),
    'relation.list': fc.record({ after: fc.option(someHandle), since: fc.maxSafeNat() }),
    'follow.list': fc.record({
      handle: someHandle,
      direction: fc.constantFrom('followers', 'following'),
      after: fc.option(someHandle),
    }),
    'request.send': fc.record({
      to: someHandle,
      text: fc.constantFrom('', 'Hello', "'); drop table calls; --"),
    }),
    'request.withdraw': fc.record({ to: someHandle }),
    'request.answer': fc.record({
      from: someHandle,
      answer: fc.constantFrom('once', 'always', 'never'),
      relation: statement,
    }),
    'pass.make': fc.record({ statement }),
    'pass.revoke': fc.record({ passId: hex(64) }),
    'pass.list': fc.constant({}),
    'person.lookUp': fc.record({ handle: someHandle }),
    'presence.watch': fc.record({ handles: fc.array(someHandle, { maxLength: 20 }) }),
    'call.place': fc.record({ invitation: statement }),
    'call.accept': fc.record({ callId, accept: statement }),
    'call.decline': fc.record({ callId }),
    'call.cancel': fc.record({ callId }),
    'call.end': fc.record({
      callId,
      reason: fc.constantFrom('hung-up', 'lost', 'failed', 'no-route', 'insecure'),
    }),
    'call.signal': fc.record({ callId, attempt: number, frame }),
    'call.message': fc.record({ callId, message: statement }),
    'call.attempt': fc.record({ callId, attempt: statement }),
    'call.renew': fc.record({ callId }),
    'call.acknowledge': fc.record({ callIds: fc.array(callId, { maxLength: 5 }) }),
  }
  expect(Object.keys(inputs).length).toBe(names.length - 1)
  return fc.oneof(
    ...Object.entries(inputs).map(([name, input]) => fc.record({ line, name: fc.constant(name), input })),
  )
}
