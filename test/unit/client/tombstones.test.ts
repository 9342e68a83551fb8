import { describe, expect, it } from 'vitest'
import { createTombstones } from '../../../src/client/calls/tombstones.ts'
import { ALICE, createKeeperRig, KEYS, ME } from '../../support/keeper-rig.ts'
import { settlePromises } from '../../support/manual-clock.ts'
import { invite, newCallId, ringOf } from '../../support/test-account.ts'

const log = { info: () => {}, warn: () => {} }
const createRig = () => createKeeperRig().rig

describe('the last word of a call', () => {
  const told = () => ringOf(ALICE, invite(KEYS, ALICE, ME, 0))
  const ended = (call: ReturnType<typeof told>) => ({
    ...call,
    state: { kind: 'ended', reason: 'cancelled', atMs: 0, durationMs: 0 } as const,
  })

  it('RING8 is said again while the directory still tells of the call, and then no more', async () => {
    const rig = createRig()
    const tombstones = createTombstones({ rpc: rig.rpc, log })
    const call = told()
    rig.isOnline = false
    tombstones.bury(call.callId, { procedure: 'call.decline' })
    await settlePromises()
    expect(rig.directory.inputsOf('call.decline')).toEqual([])
    rig.isOnline = true
    tombstones.handle(call)
    tombstones.handle(call)
    await settlePromises()
    expect(rig.directory.inputsOf('call.decline')).toHaveLength(2)
    tombstones.handle(ended(call))
    tombstones.handle(call)
    await settlePromises()
    expect(rig.directory.inputsOf('call.decline')).toHaveLength(2)
    expect(tombstones.has(call.callId)).toBe(false)
  })

  it('CALL1 an end carries its reason; calls that were not buried are left alone', async () => {
    const rig = createRig()
    const tombstones = createTombstones({ rpc: rig.rpc, log })
    tombstones.handle(told())
    const call = told()
    tombstones.bury(call.callId, { procedure: 'call.end', reason: 'insecure' })
    await settlePromises()
    expect(rig.directory.asked.map(({ procedure }) => procedure)).toEqual(['call.end'])
    expect(rig.directory.inputsOf('call.end')).toEqual([{ callId: call.callId, reason: 'insecure' }])
  })

  it('TRUST3 is remembered for a bounded number of calls, the oldest forgotten first', () => {
    const rig = createRig()
    rig.isOnline = false
    const tombstones = createTombstones({ rpc: rig.rpc, log })
    const callIds = Array.from({ length: 600 }, newCallId)
    for (const callId of callIds) tombstones.bury(callId, { procedure: 'call.cancel' })
    expect(callIds.map(tombstones.has).filter(Boolean)).toHaveLength(500)
    expect(callIds.slice(-1).map(tombstones.has)).toEqual([true])
  })
})
