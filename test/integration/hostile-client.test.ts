import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../../src/node/clock.ts'
import { directoryKeyIdOf } from '../../src/domain/signed.ts'
import type { AttackTally, HostileTarget } from '../support/hostile-client.ts'
import { HONEST_CALLS, IS_LONG_RUN, timeoutFor } from '../support/run-counts.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import {
  accept,
  answered,
  crypto,
  ended,
  place,
  register,
  ringing,
  type SignedIn,
  signIn,
  type Stage,
} from './directory-stage.ts'

const PAIRS = 4
/** Calls of each pair before the attack, to tell its cost from the machine's. */
const QUIET_CALLS = 4
const SET_UP_P99_MS = 300

type Pair = readonly [SignedIn, SignedIn]

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** A script of ours in a process of its own: its lines one after the other, and what it complained of. */
function startProcess(script: string, args: readonly string[]) {
  const file = join(import.meta.dirname, script)
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: 'pipe' })
  started.push(child)
  let complaints = ''
  child.stderr.on('data', (data) => {
    complaints += String(data)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const nextLine = async (): Promise<string> => {
    const line = await lines.next()
    if (line.done === true) throw new Error(`${script} ended: ${complaints.slice(-500)}`)
    return line.value
  }
  return { child, exit, nextLine, complaints: () => complaints }
}

/** One call from the dial to the hang-up; returns how long it took until the caller heard the answer. */
async function callOnce(
  stage: Stage,
  caller: SignedIn,
  callee: SignedIn,
  attacker: ChildProcess | null,
): Promise<number> {
  const startedMs = performance.now()
  const { callId } = await place(stage, caller, callee.person)
  const ring = await callee.untilCall(callId, ringing)
  attacker?.stdin?.write(`${JSON.stringify(ring)}\n`)
  await accept(stage, callee, ring, caller.person.handle)
  await caller.untilCall(callId, answered)
  const tookMs = performance.now() - startedMs
  expect((await caller.rpc.call('call.end', { callId, reason: 'hung-up' })).ok).toBe(true)
  await callee.untilCall(callId, ended('hung-up'))
  for (const line of [caller, callee])
    expect((await line.rpc.call('call.acknowledge', { callIds: [callId] })).ok).toBe(true)
  return tookMs
}

/** All pairs at the same time, each with one call after the other; the two take turns in dialling. */
async function callInTurns(
  stage: Stage,
  pairs: readonly Pair[],
  calls: number,
  attacker: ChildProcess | null,
): Promise<number[]> {
  const times: number[] = []
  const callAll = async ([one, other]: Pair) => {
    for (let call = 0; call < calls; call += 1) {
      const [caller, callee] = call % 2 === 0 ? [one, other] : [other, one]
      times.push(await callOnce(stage, caller, callee, attacker))
    }
  }
  await Promise.all(pairs.map(callAll))
  return times
}

async function signInPairs(stage: Stage): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [one, other] = [await register(stage, `ann_${pair}`), await register(stage, `bob_${pair}`)]
    pairs.push([await signIn(stage, one), await signIn(stage, other)])
  }
  return pairs
}

it(`TRUST3 beside a client that does all it can, ${HONEST_CALLS} honest calls are placed and answered`, {
  timeout: timeoutFor(HONEST_CALLS, 1_000),
}, async () => {
  const serve = ['serve', '--data', makeTempFolder(), '--port', '0', '--open', '--no-echo', '--json']
  const directory = startProcess('../../src/directory-server/main.ts', serve)
  const facts = JSON.parse(await directory.nextLine()) as HostileTarget
  const scope = { host: facts.host, keyId: directoryKeyIdOf(crypto, facts.publicKey) }
  const stage: Stage = { directory: { ...facts, close: async () => {} }, scope, clock: systemClock }
  const pairs = await signInPairs(stage)
  const quiet = await callInTurns(stage, pairs, QUIET_CALLS, null)
  const attacker = startProcess('../support/hostile-client.ts', [JSON.stringify(facts)])
  expect(await attacker.nextLine()).toBe('ready')

  const times = await callInTurns(stage, pairs, HONEST_CALLS / PAIRS, attacker.child)
  attacker.child.stdin.end()
  const tally = JSON.parse(await attacker.nextLine()) as AttackTally
  expect(await attacker.exit).toBe(0)

  report('without an attack', quiet)
  report('beside a hostile client', times)
  process.stdout.write(`the hostile client was answered ${JSON.stringify(tally)}\n`)
  expect(times).toHaveLength(HONEST_CALLS)
  expectRefused(tally)
  if (IS_LONG_RUN) expect(percentile(times, 0.99)).toBeLessThan(SET_UP_P99_MS)
  expect((await fetch(`http://127.0.0.1:${facts.port}/healthz`)).status).toBe(200)
  for (const { socket } of pairs.flat()) socket.terminate()
  directory.child.kill('SIGTERM')
  expect(await directory.exit).toBe(0)
  expect(directory.complaints()).not.toContain('"level":50')
})

/** Each attack met a refusal with its reason, and none got what it was after. */
function expectRefused({ flood, large, nonsense, foreign, sockets, deaf }: AttackTally): void {
  expect(Object.keys(flood)).toEqual(expect.arrayContaining(['too-many', 'rate-limited']))
  expect(Object.keys(large)).toEqual(expect.arrayContaining(['bad-input', '1009']))
  expect(Object.keys(nonsense)).toContain('bad-statement')
  expect(nonsense).not.toHaveProperty('ok')
  expect(Object.keys(foreign)).toContain('no-such-call')
  expect(Object.keys(foreign).filter((kind) => kind !== 'no-such-call' && kind !== 'rate-limited')).toEqual(
    [],
  )
  expect(Object.keys(sockets).join()).toContain('429')
  // Cut for what it left unread, or still within its bound when the attack was over.
  expect(
    Object.keys(deaf).every((outcome) => ['1005', '1006'].includes(outcome) || outcome.includes('429')),
  ).toBe(true)
  if (IS_LONG_RUN) expect(Object.keys(deaf)).toContain('1006')
  for (const outcomes of [flood, large, nonsense, foreign, sockets, deaf])
    for (const bug of ['internal', 'bad-output', 'timed-out']) expect(outcomes).not.toHaveProperty(bug)
}

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN

function report(when: string, times: readonly number[]): void {
  const [p50, p99] = [0.5, 0.99].map((share) => `${percentile(times, share).toFixed(0)} ms`)
  process.stdout.write(`${times.length} honest calls ${when}: set up in p50 ${p50}, p99 ${p99}\n`)
}
