// The devices of a directory, in a process of their own. Each line that comes is one step; each answer is one line.
import process from 'node:process'
import { createInterface } from 'node:readline'
import { TIMES } from '../../src/contract/limits.ts'
import {
  ask,
  isDone,
  type LoadDevice,
  makePerson,
  makeReady,
  openDevice,
  type Pair,
  registration,
  signIn,
} from './load-device.ts'
import type { DirectoryFacts } from './serve-directory.ts'
import { stageOf } from './stage-of.ts'
import { inParallel } from './in-parallel.ts'

export type LoadStep =
  | { readonly type: 'register'; readonly count: number }
  | { readonly type: 'sign-in' }
  /** One invitation for each pair: at a steady rate, or, where that is null, `inFlight` at a time as fast as it goes. */
  | { readonly type: 'invite'; readonly perSecond: number | null; readonly inFlight: number }
  | { readonly type: 'watch' }

export type InviteResult = {
  readonly sent: number
  readonly failed: number
  readonly elapsedMs: number
  /** How late this side sent each of them. It counts as the directory's time. */
  readonly lateMs: readonly number[]
  /** From the moment at which it was due. */
  readonly answerMs: readonly number[]
  readonly ringMs: readonly number[]
}
export type LoadResult = { readonly elapsedMs: number } | InviteResult

const stage = stageOf(JSON.parse(process.argv[2] ?? '{}') as DirectoryFacts)
const people: ReturnType<typeof makePerson>[] = []
const devices: LoadDevice[] = []
const pairs: Pair[] = []
const AT_ONCE = 32
/** So many questions bring this side's code back after a collection. */
const WAKING = 150

async function register(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) people.push(makePerson(stage, `person${index}`))
  const first = people[0]
  if (!first) return
  const line = await openDevice(stage, first)
  await inParallel(AT_ONCE, people, (person) => ask(line, 'account.register', registration(stage, person)))
  line.close()
}

async function signInAll(): Promise<void> {
  await inParallel(AT_ONCE, people, async (person) => {
    const device = await openDevice(stage, person)
    await signIn(stage, device)
    devices.push(device)
  })
  const half = Math.floor(devices.length / 2)
  for (const [index, caller] of devices.slice(0, half).entries()) {
    const callee = devices[half + index]
    if (callee) pairs.push({ caller, callee })
  }
}

/** Each person has one other on the screen, whose presence is told. */
const watch = (some: readonly Pair[]) =>
  inParallel(AT_ONCE, some, ({ caller, callee }) =>
    ask(caller, 'presence.watch', { handles: [callee.person.handle] }),
  )

async function invite({ perSecond, inFlight }: Extract<LoadStep, { type: 'invite' }>): Promise<InviteResult> {
  const lateMs: number[] = []
  const answerMs: number[] = []
  const ringMs: number[] = []
  let failed = 0
  const ready = pairs.map((pair) => makeReady(stage, pair))
  const rings: Promise<void>[] = []
  // So that what was made ready is not collected, and does not stop this side, while the directory is measured.
  globalThis.gc?.()
  // This side's code is cold after it, and would send the first ones in one burst. What is measured is a steady rate.
  await watch(pairs.slice(0, WAKING))
  const startedAtMs = performance.now()
  const place = async (one: (typeof ready)[number], dueAtMs: number) => {
    rings.push(
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TIMES.rpcMs)
        one.callee.onCalls = (text) => {
          if (!text.includes(one.callId)) return
          ringMs.push(performance.now() - dueAtMs)
          clearTimeout(timer)
          one.callee.onCalls = () => {}
          resolve()
        }
      }),
    )
    lateMs.push(performance.now() - dueAtMs)
    const answer = await one.caller.call('call.place', { invitation: one.invitation })
    if (!isDone(answer)) failed += 1
    answerMs.push(performance.now() - dueAtMs)
  }
  if (perSecond === null) await inParallel(inFlight, ready, (one) => place(one, performance.now()))
  else await atRate(perSecond, ready, startedAtMs, place)
  const elapsedMs = performance.now() - startedAtMs
  await Promise.all(rings)
  await inParallel(AT_ONCE, ready, async ({ caller, callee, callId }) => {
    await caller.call('call.cancel', { callId })
    await Promise.all(
      [caller, callee].map((device) => device.call('call.acknowledge', { callIds: [callId] })),
    )
  })
  return { sent: ready.length, failed, elapsedMs, lateMs, answerMs, ringMs }
}

/** Each is due at its own moment, whether those before it were answered or not. */
async function atRate<T>(
  perSecond: number,
  items: readonly T[],
  startedAtMs: number,
  run: (item: T, dueAtMs: number) => Promise<void>,
): Promise<void> {
  const running: Promise<void>[] = []
  while (running.length < items.length) {
    const nowMs = performance.now()
    for (;;) {
      const item = items[running.length]
      const dueAtMs = startedAtMs + (running.length * 1_000) / perSecond
      if (item === undefined || dueAtMs > nowMs) break
      running.push(run(item, dueAtMs))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(running)
}

async function run(step: LoadStep): Promise<LoadResult> {
  const startedAtMs = performance.now()
  if (step.type === 'invite') return invite(step)
  if (step.type === 'register') await register(step.count)
  if (step.type === 'sign-in') await signInAll()
  if (step.type === 'watch') await watch(pairs)
  return { elapsedMs: performance.now() - startedAtMs }
}

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const lines = createInterface({ input: process.stdin })
lines.once('close', () => process.exit(0))
say({})
for await (const line of lines) say(await run(JSON.parse(line) as LoadStep))
