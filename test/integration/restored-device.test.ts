import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { Relation } from '../../src/contract/relation.ts'
import { fail, ok } from '../../src/contract/result.ts'
import { createHostileStage, type HostileStage, isOnline, phaseOf } from '../support/hostile-stage.ts'
import { signedRelation } from '../support/sample-policy.ts'
import { invite, ringOf, type TestAccount } from '../support/test-account.ts'

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
    ['does not get on', () => ok({ statements: [], next: 'zzz' as never })],
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
