import { describe, expect, it } from 'vitest'
import { StoredAccount, StoredPeople, StoredRecents } from '../../src/client/stored-records.ts'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { DirectoryHost, Handle } from '../../src/contract/ids.ts'
import { fail, ok } from '../../src/contract/result.ts'
import {
  createHostileStage,
  endOf,
  type HostileStage,
  isOnline,
  manyTimes,
  phaseOf,
} from '../support/hostile-stage.ts'
import { HOSTILE_TIMEOUT_MS } from '../support/run-counts.ts'
import { policyOf, signedPolicy } from '../support/sample-policy.ts'
import { identify } from '../support/scripted-directory.ts'
import { addDevice, answer, invite, newCallId, ringOf } from '../support/test-account.ts'
import { makeDevice, makeTestDirectory, testCrypto } from '../support/test-crypto.ts'

const OWN = { badge: null, plan: 'free', placingRefusal: null } as const
const ringFromAlice = (stage: HostileStage): DirectoryCall =>
  ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, stage.directory.nowMs()))

const over = (call: DirectoryCall, stage: HostileStage): DirectoryCall => ({
  ...call,
  state: { kind: 'ended', reason: 'cancelled', atMs: stage.directory.nowMs(), durationMs: 0 },
})

const ringing = (stage: HostileStage) => stage.calls().filter(({ phase }) => phase.kind === 'ringing-in')

describe('a hostile directory: replays', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it.each(['declined by me', 'cancelled', 'forgotten'])(
    'TRUST3 a ring that was %s never rings again',
    async (how) => {
      await manyTimes(async (stage) => {
        const ring = ringFromAlice(stage)
        stage.directory.tell(ring)
        await stage.settle()
        expect(ringing(stage)).toHaveLength(1)
        if (how === 'declined by me')
          await stage.device.engine.intents['call.decline']({ callId: ring.callId })
        else if (how === 'cancelled') stage.directory.tell(over(ring, stage))
        else stage.directory.tell()
        await stage.clock.advanceAndSettle(10_000)
        stage.directory.tell(ring)
        await stage.settle()
        expect(ringing(stage)).toEqual([])
        await stage.restart()
        stage.directory.tell(ring)
        await stage.settle()
        expect(stage.calls()).toEqual([])
        expect(stage.device.engine.get('recents').calls).toHaveLength(1)
      })
    },
  )

  it('TRUST3 a call that the person removed from the history does not come back', async () => {
    await manyTimes(async (stage) => {
      const ring = over(ringFromAlice(stage), stage)
      stage.directory.tell(ring)
      await stage.settle()
      expect(stage.device.engine.get('recents').calls).toHaveLength(1)
      await stage.device.engine.intents['recents.remove']({ callId: ring.callId })
      stage.directory.tell(ring)
      await stage.restart()
      stage.directory.tell(ring)
      await stage.settle()
      expect(stage.device.engine.get('recents').calls).toEqual([])
    })
  })

  it('TRUST3 another invitation under the id of one that rings, or rang, does not ring', async () => {
    await manyTimes(async (stage) => {
      const first = ringFromAlice(stage)
      stage.directory.tell(first)
      await stage.settle()
      const now = stage.directory.nowMs()
      const collision = ringOf(
        stage.mallory,
        invite(stage.keys, stage.mallory, stage.me, now, { callId: first.callId }),
      )
      stage.directory.tell(collision)
      await stage.settle()
      expect(stage.calls().map(({ peer }) => peer.handle)).toEqual(['alice'])
      await stage.device.engine.intents['call.decline']({ callId: first.callId })
      await stage.device.engine.intents['call.dismiss']({ callId: first.callId })
      stage.directory.tell(collision)
      await stage.settle()
      expect(stage.calls()).toEqual([])
    })
  })

  it('RING8 a ring that is over before it was stored does not ring, and is one missed call', async () => {
    await manyTimes(
      async (stage) => {
        const ring = ringFromAlice(stage)
        stage.directory.tell(ring)
        await stage.settle()
        stage.directory.tell(over(ring, stage))
        await stage.clock.advanceAndSettle(1_000)
        expect(stage.calls()).toEqual([])
        expect(stage.device.engine.get('recents').calls).toHaveLength(1)
      },
      { writeMs: () => 50 },
    )
  })
})

describe('a hostile directory: who it is', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it('ID3 another key under the known name is not signed in to', async () => {
    await manyTimes(async (stage) => {
      const posing = makeTestDirectory(stage.keys.host, 'another key')
      stage.directory.answers['directory.identify'] = ({ deviceNonce }) =>
        ok(identify({ ...stage.directory, keys: posing }, deviceNonce))
      stage.directory.cut()
      await stage.clock.advanceAndSettle(60_000)
      expect(stage.device.engine.get('connection')).toEqual({
        kind: 'offline',
        why: 'key-changed',
        retryAtMs: null,
      })
      expect(stage.directory.inputsOf('session.signIn')).toHaveLength(1)
      expect(stage.clock.timerCount()).toBe(0)
    })
  })

  it.each<[string, (stage: HostileStage) => void]>([
    [
      'proof of another nonce',
      (stage) => {
        stage.directory.answers['directory.identify'] = () =>
          ok(identify(stage.directory, testCrypto.randomNonce()))
      },
    ],
    [
      'challenge that the proof does not name',
      (stage) => {
        stage.directory.answers['directory.identify'] = ({ deviceNonce }) =>
          ok({ ...identify(stage.directory, deviceNonce), challenge: testCrypto.randomNonce() })
      },
    ],
    [
      'proof made for another host',
      (stage) => {
        const host = DirectoryHost.parse('other.test')
        stage.directory.answers['directory.identify'] = ({ deviceNonce }) =>
          ok({ ...identify(stage.directory, deviceNonce), host })
      },
    ],
    [
      'proof by another key',
      (stage) => {
        const other = makeTestDirectory(stage.keys.host, 'another key')
        stage.directory.answers['directory.identify'] = ({ deviceNonce }) =>
          ok({
            ...identify({ ...stage.directory, keys: other }, deviceNonce),
            publicKey: stage.keys.signer.publicKey,
          })
      },
    ],
  ])('ID3 a %s gets no sign-in', async (_, lie) => {
    await manyTimes(async (stage) => {
      lie(stage)
      stage.directory.cut()
      await stage.clock.advanceAndSettle(5_000)
      expect(stage.device.engine.get('connection')).toMatchObject({ kind: 'offline', why: 'not-a-directory' })
      expect(stage.directory.inputsOf('session.signIn')).toHaveLength(1)
    })
  })

  it('TRUST3 what it invents of my account changes neither my devices nor my switch', async () => {
    await manyTimes(
      async (stage) => {
        const grown = addDevice(stage.keys, stage.me, makeDevice('planted'), stage.keys.signer)
        const mine = {
          handle: Handle.parse('somebody_else'),
          displayName: 'Me' as never,
          device: makeDevice('planted').id,
          deviceLists: [...grown.deviceLists],
          policy: signedPolicy(stage.keys, stage.me, policyOf({ revision: 50 }), stage.keys.signer),
          ...OWN,
        }
        stage.directory.answers['session.signIn'] = () =>
          ok({ me: mine, calls: [], requests: { received: [], sent: [] }, directoryTimeMs: 1, stun: null })
        stage.directory.emit('me.changed', mine)
        stage.directory.cut()
        await stage.clock.advanceAndSettle(5_000)
        expect(isOnline(stage)).toBe(true)
        expect(stage.device.engine.get('me')).toMatchObject({
          handle: 'me_myself',
          policy: { isCallingOn: false },
        })
        const stored = StoredAccount.parse(stage.disk.records.get('account'))
        expect(stored.deviceLists).toEqual(stage.me.deviceLists)
        // What nobody of mine signed is not even worth a higher revision.
        expect(stage.directory.inputsOf('policy.set').at(-1)?.statement).toEqual(
          signedPolicy(stage.keys, stage.me, policyOf({ isCallingOn: false, revision: 2 })),
        )
      },
      { policy: { isCallingOn: false } },
    )
  })
})

describe('a hostile directory: numbers and floods', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it('TRUST3 no revision that it names makes the account unreadable', async () => {
    await manyTimes(async (stage) => {
      const last = policyOf({ revision: Number.MAX_SAFE_INTEGER })
      const current = signedPolicy(stage.keys, stage.me, last)
      stage.directory.answers['policy.set'] = () => fail({ kind: 'older-revision', current })
      await stage.device.engine.intents['policy.set']({ isCallingOn: false })
      await stage.settle()
      expect(stage.device.engine.get('me')).toMatchObject({
        policy: { isCallingOn: false },
        policyUpload: { kind: 'failed', why: 'newer-elsewhere' },
      })
      expect(StoredAccount.safeParse(stage.disk.records.get('account')).success).toBe(true)
      await stage.restart()
      expect(stage.device.engine.get('phase')).toEqual({ kind: 'ready' })
      expect(stage.device.engine.get('me')?.policy.isCallingOn).toBe(false)
    })
  })

  it('TRUST3 a directory that always claims a newer policy is asked a few times, not for ever', async () => {
    const stage = await createHostileStage()
    let revision = 1
    stage.directory.answers['policy.set'] = () => {
      revision += 5
      return fail({
        kind: 'older-revision',
        current: signedPolicy(stage.keys, stage.me, policyOf({ revision })),
      })
    }
    await stage.device.engine.intents['policy.set']({ isCallingOn: false })
    await stage.clock.advanceAndSettle(60_000)
    expect(stage.directory.inputsOf('policy.set').length).toBeLessThan(10)
    expect(stage.device.engine.get('me')).toMatchObject({
      policy: { isCallingOn: false },
      policyUpload: { kind: 'failed', why: 'newer-elsewhere' },
    })
    await stage.device.stop()
  })

  it.each([0, 8_640_000_000_000_000])(
    'TRUST3 directory time %d breaks no call and no record',
    async (timeMs) => {
      const stage = await createHostileStage({ knowsAlice: (_, alice) => alice })
      stage.directory.nowMs = () => timeMs
      await stage.restart()
      await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'audio', pass: null })
      await stage.settle()
      expect(endOf(stage)).toBe('not-found')
      const old = ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, 5), { placedAtMs: 0 })
      stage.directory.tell(over(old, stage))
      await stage.settle()
      expect(StoredRecents.safeParse(stage.disk.records.get('recents')).success).toBe(true)
      expect(StoredPeople.safeParse(stage.disk.records.get('people')).success).toBe(true)
      expect(stage.device.engine.get('recents').calls.length).toBeGreaterThan(0)
      await stage.restart()
      expect(stage.device.engine.get('people').people.map(({ handle }) => handle)).toEqual(['alice'])
      await stage.device.stop()
    },
  )

  it('TRUST3 a flood of rings, each in order, shows no more than a window can hold', async () => {
    const stage = await createHostileStage()
    for (let count = 0; count < 60; count += 1) stage.directory.tell(...told(stage), ringFromAlice(stage))
    await stage.settle()
    stage.directory.tell(...Array.from({ length: 25 }, () => ringFromAlice(stage)))
    await stage.settle()
    expect(stage.calls().length).toBeLessThanOrEqual(20)
    expect(isOnline(stage)).toBe(true)
    await stage.device.stop()
  })

  it('TRUST3 endless unknown calls, and people that nobody asked for, do no harm', async () => {
    const stage = await createHostileStage()
    const invitation = invite(stage.keys, stage.me, stage.alice, stage.directory.nowMs())
    const accept = answer(stage.keys, stage.alice, invitation)
    for (let count = 0; count < 700; count += 1) {
      const callId = newCallId()
      const isAnswered = count % 2 === 0
      stage.directory.tell({
        ...ringOf(stage.alice, invitation, { callId, role: isAnswered ? 'callee' : 'caller' }),
        ...(isAnswered ? { state: { kind: 'answered', accept, isPeerPresent: true } as const } : {}),
      })
      stage.directory.emit('presence.changed', {
        people: [
          {
            handle: Handle.parse(`nobody_${count}`),
            presence: 'online',
            reachability: { verdict: 'allowed', rule: 'everyone' },
          },
        ],
      })
    }
    await stage.settle()
    expect(stage.calls()).toEqual([])
    expect(stage.device.engine.get('people').people).toEqual([])
    stage.directory.tell(ringFromAlice(stage))
    await stage.settle()
    expect(phaseOf(stage)).toBe('ringing-in')
    await stage.device.stop()
  })

  it('TRUST3 payloads that are not in the contract are dropped, and the next one is heard', async () => {
    const stage = await createHostileStage()
    const emit = stage.directory.emit as (name: string, payload: unknown) => void
    const rubbish = [
      null,
      7,
      [],
      {},
      { calls: 'all' },
      { calls: [{ callId: '__proto__' }] },
      { people: [null] },
    ]
    for (const name of [
      'calls.changed',
      'me.changed',
      'presence.changed',
      'call.signal',
      'toString',
      '__proto__',
    ])
      for (const payload of rubbish) emit(name, payload)
    stage.directory.tell(ringFromAlice(stage))
    await stage.settle()
    expect(phaseOf(stage)).toBe('ringing-in')
    await stage.device.stop()
  })
})

/** The rings that are shown, told again, so that the snapshot does not end them. */
const shown = new WeakMap<HostileStage, DirectoryCall[]>()
function told(stage: HostileStage): readonly DirectoryCall[] {
  const calls = shown.get(stage) ?? []
  if (calls.length < 12) calls.push(ringFromAlice(stage))
  shown.set(stage, calls)
  return calls
}
