import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../src/contract/clock.ts'
import { fail } from '../../src/contract/result.ts'
import { systemClock } from '../../src/node/clock.ts'
import { type DirectoryProcess, startDirectoryProcess } from '../support/directory-process.ts'
import {
  createEngineRig,
  type EngineRig,
  emptyDisk,
  type RigOptions,
  signUp,
  until,
} from '../support/engine-rig.ts'
import { KILLS, timeoutFor } from '../support/run-counts.ts'
import { makeTempFolder } from '../support/temp-folder.ts'

const WAIT_MS = 20_000
let directory: DirectoryProcess
let rigs: EngineRig[] = []

beforeEach(async () => {
  directory = await startDirectoryProcess(makeTempFolder())
})
afterEach(async () => {
  await Promise.all(rigs.map((rig) => rig.stop()))
  rigs = []
  await directory.kill()
})

async function open(handle: string, options: RigOptions = {}): Promise<EngineRig> {
  const rig = await createEngineRig(directory.url, options)
  rigs.push(rig)
  if (rig.engine.get('phase').kind === 'first-run') await signUp(rig, handle)
  return rig
}
const call = (rig: EngineRig) => rig.engine.get('calls').calls.at(-1)
const phase = (rig: EngineRig) => call(rig)?.phase.kind
const isOnline = (rig: EngineRig) => rig.engine.get('connection').kind === 'online'
const dial = (rig: EngineRig, to: string) =>
  rig.engine.intents['call.dial']({ to, media: 'audio', pass: null })
function idOf(rig: EngineRig) {
  const callId = call(rig)?.callId
  if (!callId) throw new Error('there is no call')
  return callId
}
async function ring(alice: EngineRig, bob: EngineRig) {
  const dialled = await dial(alice, '@bob')
  if (!dialled.ok) throw new Error(`not dialled: ${dialled.error.kind}`)
  await until(() => phase(bob) === 'ringing-in' && phase(alice) === 'ringing-out', WAIT_MS)
}
async function connect(alice: EngineRig, bob: EngineRig) {
  await bob.engine.intents['call.accept']({ callId: idOf(bob), media: 'audio' })
  await until(() => phase(alice) === 'connecting' && phase(bob) === 'connecting', WAIT_MS)
  alice.page.report('connected')
  bob.page.report('connected')
  await until(() => phase(alice) === 'connected' && phase(bob) === 'connected', WAIT_MS)
}
async function dismiss(rig: EngineRig) {
  const callId = call(rig)?.callId
  if (callId) await rig.engine.intents['call.dismiss']({ callId })
}
async function end(alice: EngineRig, bob: EngineRig) {
  await alice.engine.intents['call.hangUp']({ callId: idOf(alice) })
  await until(() => phase(bob) === 'ended' && phase(alice) === 'ended', WAIT_MS)
  await Promise.all([alice, bob].map(dismiss))
}

describe('a directory that is killed', () => {
  it(
    `NET2 RING8 while it rings, ${KILLS} times: the ring goes on, and can be answered afterwards`,
    async () => {
      const alice = await open('alice')
      const bob = await open('bob')
      for (let kill = 0; kill < KILLS; kill += 1) {
        await ring(alice, bob)
        await directory.kill()
        await until(() => !isOnline(alice) && !isOnline(bob), WAIT_MS)
        expect([phase(alice), phase(bob)]).toEqual(['ringing-out', 'ringing-in'])
        await directory.start()
        await until(() => isOnline(alice) && isOnline(bob), WAIT_MS)
        await connect(alice, bob)
        await end(alice, bob)
      }
      expect(alice.engine.get('recents').calls).toHaveLength(KILLS)
      expect(bob.engine.get('recents').calls.map(({ call: { outcome } }) => outcome)).toEqual(
        Array.from({ length: KILLS }, () => 'answered'),
      )
    },
    timeoutFor(KILLS, 10_000),
  )

  it(
    `NET2 in a call, ${KILLS} times: the call goes on, and a hang-up meanwhile is told afterwards`,
    async () => {
      const alice = await open('alice')
      const bob = await open('bob')
      for (let kill = 0; kill < KILLS; kill += 1) {
        await ring(alice, bob)
        await connect(alice, bob)
        await directory.kill()
        await until(() => !isOnline(alice) && !isOnline(bob), WAIT_MS)
        expect([phase(alice), phase(bob)]).toEqual(['connected', 'connected'])
        await alice.engine.intents['call.hangUp']({ callId: idOf(alice) })
        await directory.start()
        await until(() => phase(bob) === 'ended', WAIT_MS)
        expect(call(bob)?.phase).toMatchObject({ reason: 'hung-up', by: 'them' })
        await Promise.all([alice, bob].map(dismiss))
        await until(() => isOnline(alice) && isOnline(bob), WAIT_MS)
      }
    },
    timeoutFor(KILLS, 10_000),
  )
})

describe('an app that is killed', () => {
  it('RING8 while it rings at Bob: it rings again when he comes back, and no second call comes of it', async () => {
    const alice = await open('alice')
    const bobsDisk = emptyDisk()
    const bob = await open('bob', { disk: bobsDisk })
    await ring(alice, bob)
    bob.vanish()
    const back = await open('bob', { disk: bobsDisk })
    await until(() => phase(back) === 'ringing-in', WAIT_MS)
    expect(idOf(back)).toBe(idOf(alice))
    await connect(alice, back)
  })

  it('RING8 while Alice dials: her next start takes the call back, and Bob sees it as missed', async () => {
    const disk = emptyDisk()
    const alice = await open('alice', { disk })
    const bob = await open('bob')
    await ring(alice, bob)
    alice.vanish()
    await open('alice', { disk })
    await until(() => phase(bob) === 'ended', WAIT_MS)
    expect(bob.engine.get('recents').calls[0]).toMatchObject({ handle: 'alice', call: { outcome: 'missed' } })
  })

  it('CALL1 in a call: its next start ends the call, so that nobody talks into the void', async () => {
    const disk = emptyDisk()
    const alice = await open('alice', { disk })
    const bob = await open('bob')
    await ring(alice, bob)
    await connect(alice, bob)
    alice.vanish()
    await open('alice', { disk })
    await until(() => phase(bob) === 'ended', WAIT_MS)
    expect(call(bob)?.phase).toMatchObject({ kind: 'ended', reason: 'failed' })
  })
})

describe('a computer in trouble', () => {
  const tenMinutesOff = (sign: 1 | -1): Clock => ({
    ...systemClock,
    nowMs: () => Date.now() + sign * 600_000,
  })

  it.each([
    ['ahead', 1],
    ['behind', -1],
  ] as const)('RING1 a clock ten minutes %s still calls and is called', async (_name, sign) => {
    const alice = await open('alice', { clock: tenMinutesOff(sign) })
    const bob = await open('bob')
    await ring(alice, bob)
    await connect(alice, bob)
    await end(alice, bob)
    await bob.engine.intents['call.dial']({ to: '@alice', media: 'audio', pass: null })
    await until(() => phase(alice) === 'ringing-in', WAIT_MS)
    await connect(bob, alice)
  })

  it('RING1 a full disk does not keep anybody from being rung, and what was known stays', async () => {
    const disk = emptyDisk()
    const alice = await open('alice')
    const bob = await open('bob', { disk })
    await ring(alice, bob)
    await connect(alice, bob)
    await end(alice, bob)
    const before = structuredClone([...disk.records.keys()])
    bob.failWrites(() => fail({ kind: 'cannot-save' }))
    await ring(alice, bob)
    await connect(alice, bob)
    await end(alice, bob)
    expect(bob.engine.get('recents').calls).toHaveLength(2)
    expect([...disk.records.keys()]).toEqual(before)
  })
})
