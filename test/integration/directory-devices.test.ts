import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DirectoryHost, DisplayName } from '../../src/contract/ids.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { SignalFrame } from '../../src/contract/signal-frame.ts'
import { startDirectory } from '../../src/directory/directory.ts'
import { DEFAULT_LIMITS } from '../../src/directory/limits.ts'
import { openStore } from '../../src/directory/store/open-store.ts'
import { deviceIdOf } from '../../src/domain/signed.ts'
import { createManualClock } from '../support/manual-clock.ts'
import {
  accept,
  answered,
  crypto,
  ended,
  handle,
  makeAccept,
  makeList,
  makeMessage,
  makeSigner,
  openStage,
  place,
  type Person,
  register,
  ringing,
  settle,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'
import { EVERYONE, signPolicy } from '../support/sign-policy.ts'

const cleanSdp = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ''].join('\r\n')
const answer: SignalFrame = { type: 'answer', sdp: cleanSdp }

let clock = createManualClock()
let dataDir = ''
let stage: Stage

beforeEach(async () => {
  clock = createManualClock()
  dataDir = mkdtempSync(join(tmpdir(), 'ahoy-directory-'))
  stage = await openStage({ dataDir, clock })
})
afterEach(async () => {
  await stage.directory.close()
  rmSync(dataDir, { recursive: true })
})

/** Another process on the same data: all that was in memory is gone. */
async function restart(): Promise<void> {
  await stage.directory.close()
  const before = stage.directory
  stage = await openStage({ dataDir, clock })
  expect(stage.directory.publicKey).toBe(before.publicKey)
  expect(stage.directory.host).toBe(before.host)
}

/** An account of two devices: its chain is written as an honest first device signs it. */
async function addTwoDevices(name: string): Promise<readonly [Person, Person]> {
  const who = handle(name)
  const [desk, lap] = [makeSigner(), makeSigner()]
  const listed = [desk, lap].map((signer) => ({
    id: deviceIdOf(crypto, signer.publicKey),
    publicKey: signer.publicKey,
    name: 'One of two',
  }))
  const first = makeList(stage, who, desk)
  const second = makeList(stage, who, desk, {
    number: 2,
    previous: crypto.sha256(first.text),
    devices: listed,
  })
  const store = await openStore(dataDir, clock.nowMs())
  if (!store.ok) throw new Error('the data cannot be opened')
  await store.value.transact(({ accounts }) =>
    accounts.insert(
      {
        handle: who,
        displayName: DisplayName.parse('Two Devices'),
        deviceLists: [first, second],
        policy: EVERYONE,
        signedPolicy: null,
        badge: null,
        plan: 'free',
      },
      clock.nowMs(),
    ),
  )
  await store.value.close()
  const person = (signer: typeof desk): Person => ({
    handle: who,
    signer,
    device: deviceIdOf(crypto, signer.publicKey),
    list: second,
  })
  return [person(desk), person(lap)]
}

describe('two devices of the callee', () => {
  let ann: SignedIn
  let desk: SignedIn
  let lap: SignedIn

  beforeEach(async () => {
    ann = await signIn(stage, await register(stage, 'ann'))
    const [onDesk, onLap] = await addTwoDevices('bob')
    desk = await signIn(stage, onDesk)
    lap = await signIn(stage, onLap)
  })
  const ring = async () => {
    const call = await place(stage, ann, desk.person)
    await Promise.all([desk.untilCall(call.callId, ringing), lap.untilCall(call.callId, ringing)])
    return call
  }
  const take = (line: SignedIn, call: Awaited<ReturnType<typeof ring>>) =>
    line.rpc.call('call.accept', {
      callId: call.callId,
      accept: makeAccept(stage, call, line.person, ann.person.handle, { listNumber: 2 }),
    })

  it('RING4 all ring, exactly one wins, and the others stop within 500 ms', async () => {
    const call = await ring()
    const results = await Promise.all([take(desk, call), take(lap, call)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const [winner, loser] = results[0].ok ? [desk, lap] : [lap, desk]
    const settledAtMs = performance.now()
    await loser.untilCall(call.callId, ended('answered-elsewhere'))
    expect(performance.now() - settledAtMs).toBeLessThan(500)
    await winner.untilCall(call.callId, answered)
    expect(results[0].ok ? results[1] : results[0]).toMatchObject({
      error: { kind: 'already-settled', call: { state: { reason: 'answered-elsewhere' } } },
    })
  })

  it('RING3 what the losing device held is dropped, and it may not speak in the call', async () => {
    const call = await ring()
    const { callId } = call
    const lost: SignalFrame = { type: 'answer', sdp: `${cleanSdp}a=mid:9\r\n` }
    await lap.rpc.call('call.signal', { callId, attempt: 1, frame: lost })
    await desk.rpc.call('call.signal', { callId, attempt: 1, frame: answer })
    expect((await take(desk, call)).ok).toBe(true)
    await settle(ann)
    expect(ann.heard.all('call.signal').map(({ frame }) => frame)).toEqual([answer])
    const late = await lap.rpc.call('call.signal', { callId, attempt: 1, frame: lost })
    expect(late).toEqual({ ok: false, error: { kind: 'not-your-turn' } })
    const message = await lap.rpc.call('call.message', {
      callId,
      message: makeMessage(stage, lap.person, callId, 1),
    })
    expect(message).toEqual({ ok: false, error: { kind: 'no-such-call' } })
    const end = await lap.rpc.call('call.end', { callId, reason: 'hung-up' })
    expect(end).toMatchObject({ ok: true, value: { call: { state: { reason: 'answered-elsewhere' } } } })
    await settle(ann)
    expect(ann.heard.all('calls.changed').at(-1)?.calls.some(answered)).toBe(true)
  })

  it('RING5 declined on one device, it is declined elsewhere on the other', async () => {
    const call = await ring()
    await desk.rpc.call('call.decline', { callId: call.callId })
    await desk.untilCall(call.callId, ended('declined'))
    await lap.untilCall(call.callId, ended('declined-elsewhere'))
    await ann.untilCall(call.callId, ended('declined'))
  })

  it('RING10 what one device has acknowledged the other is still told', async () => {
    const call = await ring()
    await ann.rpc.call('call.cancel', { callId: call.callId })
    await desk.untilCall(call.callId, ended('cancelled'))
    await desk.rpc.call('call.acknowledge', { callIds: [call.callId] })
    expect((await signIn(stage, desk.person)).calls).toEqual([])
    expect((await signIn(stage, lap.person)).calls).toHaveLength(1)
  })

  it('CAN1 a policy that one device sets reaches the other', async () => {
    const statement = signPolicy(stage.scope, desk.person, { revision: 3, isCallingOn: false })
    await desk.rpc.call('policy.set', { statement })
    const me = await lap.heard.until('me.changed')
    expect(me).toMatchObject({ device: lap.person.device, policy: statement })
  })

  it('ID3 an accept for another device, list, call or invitation is refused', async () => {
    const call = await ring()
    const { callId } = call
    const other = await place(stage, ann, desk.person)
    const make = (change: Parameters<typeof makeAccept>[4]) =>
      makeAccept(stage, call, desk.person, ann.person.handle, { listNumber: 2, ...change })
    const tries = [
      [make({ device: lap.person.device }), 'device'],
      [make({ listNumber: 1 }), 'content'],
      [make({ callId: other.callId }), 'content'],
      [make({ invitation: crypto.sha256(other.invitation.text) }), 'content'],
      [makeAccept(stage, call, desk.person, handle('eve'), { listNumber: 2 }), 'content'],
      [makeAccept(stage, call, lap.person, ann.person.handle, { listNumber: 2 }), 'signature'],
    ] as const
    for (const [accept, why] of tries)
      expect(await desk.rpc.call('call.accept', { callId, accept })).toEqual({
        ok: false,
        error: { kind: 'bad-statement', why },
      })
    await settle(ann, desk)
    expect(desk.heard.all('calls.changed').at(-1)?.calls.every(ringing)).toBe(true)
    expect(ann.heard.all('calls.changed')).toEqual([])
  })
})

describe('many ended calls', () => {
  it('RING10 they come in lists that each fit one frame, until all are acknowledged', async () => {
    await stage.directory.close()
    const many = { count: 1_000, perMs: 60_000 }
    stage = await openStage({ dataDir, clock, limits: { rates: { ...DEFAULT_LIMITS.rates, calls: many } } })
    const ann = await signIn(stage, await register(stage, 'ann'))
    const bob = await register(stage, 'bob')
    const placed = new Set<string>()
    for (let count = 0; count < 90; count += 1) placed.add((await place(stage, ann, bob)).callId)
    expect(placed.size).toBe(90)

    const line = await signIn(stage, bob)
    expect(line.calls.length).toBeGreaterThan(10)
    expect(line.calls.length).toBeLessThan(90)
    const told = new Set<string>()
    let rounds = 0
    for (let calls = line.calls; calls.length > 0; rounds += 1) {
      for (const { callId } of calls) told.add(callId)
      const before = line.heard.all('calls.changed').length
      await line.rpc.call('call.acknowledge', { callIds: calls.map(({ callId }) => callId) })
      await settle(line)
      const changed = line.heard.all('calls.changed').slice(before)
      expect(changed).toHaveLength(1)
      calls = changed[0]?.calls ?? []
    }
    expect(told).toEqual(placed)
    expect(rounds).toBeGreaterThan(1)
    expect(line.dropped).toEqual([])
  })
})

describe('a restart', () => {
  it('NET2 ringing and answered calls come back, a ring whose time is over is settled', async () => {
    const [ann, bob, eve] = [
      await register(stage, 'ann'),
      await register(stage, 'bob'),
      await register(stage, 'eve'),
    ]
    const annLine = await signIn(stage, ann)
    const bobLine = await signIn(stage, bob)
    await signIn(stage, eve)
    const talking = await place(stage, annLine, bob)
    await accept(stage, bobLine, talking, ann.handle)
    const rung = await place(stage, annLine, eve)
    await restart()
    expect(await annLine.closed).toBe(1001)

    const annBack = await signIn(stage, ann)
    const states = annBack.calls.map(({ callId, state }) => [callId, state.kind])
    expect(states).toEqual([
      [talking.callId, 'answered'],
      [rung.callId, 'ringing'],
    ])
    const eveBack = await signIn(stage, eve)
    expect(eveBack.calls.map(({ state }) => state.kind)).toEqual(['ringing'])
    clock.advance(TIMES.ringMs)
    await annBack.untilCall(rung.callId, ended('no-answer'))

    const bobBack = await signIn(stage, bob)
    const message = makeMessage(stage, bob, talking.callId, 7)
    expect((await bobBack.rpc.call('call.message', { callId: talking.callId, message })).ok).toBe(true)
    await annBack.heard.until('call.message')
  })

  it('NET2 a ring whose time passed while the directory was down has ended when it is back', async () => {
    const [ann, bob] = [await register(stage, 'ann'), await register(stage, 'bob')]
    const annLine = await signIn(stage, ann)
    await signIn(stage, bob)
    const call = await place(stage, annLine, bob)
    await stage.directory.close()
    clock.advance(TIMES.ringMs + 1)
    stage = await openStage({ dataDir, clock })
    const back = await signIn(stage, ann)
    clock.advance(0)
    await back.untilCall(call.callId, ended('no-answer'))
  })

  it('NET2 the data serves one directory at a time, and one name; a taken port is named', async () => {
    const { host, port } = stage.directory
    expect(host).toMatch(/\.local$/)
    const taken = await startDirectory({ dataDir: 'memory', port, registration: 'open' })
    expect(taken).toEqual({ ok: false, error: { kind: 'port-taken', port } })
    const second = await startDirectory({ dataDir, port: 0, registration: 'open' })
    expect(second).toEqual({ ok: false, error: { kind: 'data-unusable', why: 'in-use' } })
    await stage.directory.close()
    const other = await startDirectory({
      dataDir,
      port: 0,
      registration: 'open',
      host: DirectoryHost.parse('other.example'),
    })
    expect(other).toEqual({ ok: false, error: { kind: 'data-unusable', why: 'other-host' } })
  })
})
