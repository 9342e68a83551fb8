import { describe, expect, it } from 'vitest'
import { RingPassSecret } from '../../src/contract/call-request.ts'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { Relation } from '../../src/contract/relation.ts'
import { fail, invariant, ok } from '../../src/contract/result.ts'
import { RingPassStatement } from '../../src/contract/statements.ts'
import { firstChoices } from '../../src/domain/calling-policy.ts'
import { passIdOf } from '../../src/domain/ring-pass.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { createHostileStage, type HostileStage, isOnline, phaseOf } from '../support/hostile-stage.ts'
import { signedRelation } from '../support/sample-policy.ts'
import { invite, ringOf, type TestAccount } from '../support/test-account.ts'
import { testCrypto } from '../support/test-crypto.ts'

const ring = (stage: HostileStage, from: TestAccount): DirectoryCall =>
  ringOf(from, invite(stage.keys, from, stage.me, stage.directory.nowMs()))
const over = (told: DirectoryCall, stage: HostileStage): DirectoryCall => ({
  ...told,
  state: { kind: 'ended', reason: 'no-answer', atMs: stage.directory.nowMs(), durationMs: 0 },
})
const tell = async (stage: HostileStage, ...calls: readonly DirectoryCall[]) => {
  stage.directory.tell(...calls)
  await stage.settle()
}
const recents = ({ device }: HostileStage) =>
  device.engine.get('recents').calls.map(({ handle, call }) => [handle, call.outcome])
const acknowledged = ({ directory }: HostileStage) =>
  directory.inputsOf('call.acknowledge').flatMap(({ callIds }) => callIds)
const relate = ({ keys, me, directory }: HostileStage, to: TestAccount, relation: Partial<Relation>) =>
  void directory.relations.set(to.handle, signedRelation(keys, me, to.handle, 7, relation))

/** A device without a copy, whose directory answers the question for the list when the test says so. */
async function createRestored() {
  const stage = await createHostileStage()
  const list = stage.directory.answers['relation.list']
  const gate = { open: () => {} }
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve
  })
  stage.directory.answers['relation.list'] = async (...asked) => {
    await opened
    return list(...asked)
  }
  relate(stage, stage.mallory, { isBlocked: true })
  stage.disk.records.delete('relations')
  await stage.restart()
  expect(isOnline(stage)).toBe(true)
  return { stage, open: gate.open, list }
}

describe('a device that has no copy of how its account stands to people', () => {
  it('CAN4 nobody rings before the list has come; then those ring who may, and the blocked one never', async () => {
    const { stage, open } = await createRestored()
    await tell(stage, ring(stage, stage.mallory), ring(stage, stage.alice))
    expect(stage.calls()).toEqual([])
    expect(stage.device.engine.get('media')).toBeNull()
    open()
    await stage.settle()
    expect(stage.calls()).toMatchObject([{ peer: { handle: 'alice' }, phase: { kind: 'ringing-in' } }])
    await tell(stage, ring(stage, stage.mallory))
    expect(stage.calls().map(({ peer }) => peer.handle)).toEqual(['alice'])
    await stage.device.stop()
  })

  it('CAN4 a ring that sign-in tells of is held as well, and one that was taken back is missed', async () => {
    const { stage, open } = await createRestored()
    const [early, gone] = [ring(stage, stage.alice), ring(stage, stage.alice)]
    stage.directory.calls = [early, gone]
    stage.directory.cut()
    await stage.clock.advanceAndSettle(5_000)
    expect(isOnline(stage)).toBe(true)
    await tell(stage, early)
    expect(stage.calls()).toEqual([])
    open()
    await stage.settle()
    expect(stage.calls()).toMatchObject([{ callId: early.callId, phase: { kind: 'ringing-in' } }])
    expect(recents(stage)).toEqual([['alice', 'missed']])
    await stage.device.stop()
  })

  it('CAN4 a directory that never answers rings nobody, however long it waits; what came is told as missed', async () => {
    const { stage, open } = await createRestored()
    const [blocked, allowed] = [ring(stage, stage.mallory), ring(stage, stage.alice)]
    await tell(stage, blocked, allowed)
    for (let second = 0; second < TIMES.ringMs; second += 5_000) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await stage.clock.advanceAndSettle(5_000)
      expect(stage.calls()).toEqual([])
    }
    // Late is never: not even within the age of its invitation.
    open()
    await stage.clock.advanceAndSettle(TIMES.rpcMs)
    await tell(stage, blocked, allowed)
    expect(stage.calls()).toEqual([])
    expect(recents(stage)).toEqual([['alice', 'missed']])
    await stage.device.stop()
  })

  it('RING10 CAN4 a call that is over is noted, and acknowledged, once it is known who is blocked', async () => {
    const { stage, open } = await createRestored()
    const [blocked, missed] = [ring(stage, stage.mallory), ring(stage, stage.alice)]
    await tell(stage, blocked, missed)
    await tell(stage, over(blocked, stage), over(missed, stage))
    expect(recents(stage)).toEqual([])
    expect(acknowledged(stage)).toEqual([])
    open()
    await stage.settle()
    expect(recents(stage)).toEqual([['alice', 'missed']])
    expect(acknowledged(stage).toSorted()).toEqual([blocked.callId, missed.callId].toSorted())
    await stage.device.stop()
  })

  it.each([
    ['is refused', () => fail({ kind: 'rate-limited', retryAfterMs: 3_000 } as const)],
    ['does not get on', () => ok({ statements: [], next: 'zzz' as never, mark: 1 })],
  ])('CAN4 a list that %s is asked for again, and until then nobody rings', async (_, answer) => {
    const { stage, open, list } = await createRestored()
    stage.directory.answers['relation.list'] = answer
    await stage.restart()
    await tell(stage, ring(stage, stage.alice), ring(stage, stage.mallory))
    expect(stage.calls()).toEqual([])
    open()
    stage.directory.answers['relation.list'] = list
    await stage.clock.advanceAndSettle(TIMES.rpcMs)
    expect(stage.calls()).toMatchObject([{ peer: { handle: 'alice' } }])
    expect(phaseOf(stage)).toBe('ringing-in')
    await stage.device.stop()
  })
})

describe('a device that was away while another one of its account decided', () => {
  it('CAN4 judges no ring before it has heard of that', async () => {
    const stage = await createHostileStage()
    await tell(stage, ring(stage, stage.mallory))
    expect(phaseOf(stage)).toBe('ringing-in')
    relate(stage, stage.mallory, { isBlocked: true })
    stage.directory.relationsMark += 1
    const list = stage.directory.answers['relation.list']
    stage.directory.answers['relation.list'] = () => new Promise(() => {})
    await stage.restart()
    const rings = [ring(stage, stage.mallory), ring(stage, stage.alice)]
    await tell(stage, ...rings)
    expect(stage.calls()).toEqual([])
    stage.directory.answers['relation.list'] = list
    // The question that was not answered is asked again.
    await stage.clock.advanceAndSettle(2 * TIMES.rpcMs)
    expect(stage.calls()).toMatchObject([{ peer: { handle: 'alice' }, phase: { kind: 'ringing-in' } }])
    // With the same mark there is nothing to wait for.
    const before = stage.directory.inputsOf('relation.list').length
    await stage.restart()
    await tell(stage, ring(stage, stage.alice))
    expect(phaseOf(stage)).toBe('ringing-in')
    expect(stage.directory.inputsOf('relation.list')).toHaveLength(before)
    await stage.device.stop()
  })

  it('CAN7 a ring pass that was taken back there lets nobody in here', async () => {
    const stage = await createHostileStage({ policy: firstChoices('my-people') })
    const { intents } = stage.device.engine
    const made = await intents['pass.make']({ forTyped: null, validMs: 3_600_000 })
    invariant(made.ok, 'a pass is made')
    const [asked] = stage.directory.inputsOf('pass.make')
    invariant(asked, 'the directory has it')
    const pass = RingPassSecret.parse(made.value.link.split('=')[1])
    const withPass = () =>
      ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, stage.directory.nowMs(), { pass }))
    let answer = () => {}
    stage.directory.answers['pass.list'] = () =>
      new Promise((resolve) => {
        answer = () => resolve(ok({ passes: [{ ...asked, state: { kind: 'revoked' } }] }))
      })
    await stage.restart()
    await tell(stage, withPass())
    expect(stage.calls()).toEqual([])
    answer()
    await stage.settle()
    expect(stage.calls()).toEqual([])
    expect(stage.device.engine.get('passes').passes).toMatchObject([{ state: { kind: 'revoked' } }])
    await stage.device.stop()
  })

  it('CAN7 a ring pass that was made there lets its holder in here, once the list has come', async () => {
    const stage = await createHostileStage({ policy: firstChoices('my-people') })
    const secret = RingPassSecret.parse('A'.repeat(22))
    const body = {
      handle: stage.me.handle,
      device: stage.me.device.id,
      passId: passIdOf(testCrypto, secret),
      forHandle: null,
      expiresAtMs: stage.directory.nowMs() + 3_600_000,
    }
    const statement = signStatement(stage.me.device.signer, RingPassStatement, stage.keys.scope, body)
    stage.directory.answers['pass.list'] = () => ok({ passes: [{ statement, state: { kind: 'unused' } }] })
    const told = ringOf(
      stage.alice,
      invite(stage.keys, stage.alice, stage.me, stage.directory.nowMs(), { pass: secret }),
    )
    stage.directory.calls = [told]
    await stage.restart()
    expect(stage.calls()).toMatchObject([{ callId: told.callId, phase: { rule: 'ring-pass' } }])
    await stage.device.stop()
  })
})
