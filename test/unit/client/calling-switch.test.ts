import { describe, expect, it } from 'vitest'
import { createTombstones } from '../../../src/client/calls/tombstones.ts'
import { createCallingSwitch } from '../../../src/client/calling-switch.ts'
import { StoredAccount } from '../../../src/client/stored-records.ts'
import { directoryContract } from '../../../src/contract/directory/contract.ts'
import { fail } from '../../../src/contract/result.ts'
import { createRpcClient } from '../../../src/contract/rpc/client.ts'
import { createManualClock, settlePromises } from '../../support/manual-clock.ts'
import { diskOf } from '../../support/memory-device.ts'
import { createScriptedDirectory } from '../../support/scripted-directory.ts'
import { invite, makeTestAccount, newCallId, ringOf } from '../../support/test-account.ts'
import { makeTestDirectory } from '../../support/test-crypto.ts'

const KEYS = makeTestDirectory()
const ME = makeTestAccount(KEYS, 'me_myself')
const ALICE = makeTestAccount(KEYS, 'alice')
const log = { info: () => {}, warn: () => {} }

function createRig() {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, ME, clock)
  const client = createRpcClient(directoryContract, directory.connect(), { clock })
  const rig = {
    directory,
    isOnline: true,
    account: StoredAccount.parse(diskOf(KEYS, ME).records.get('account')),
    rpc: () => (rig.isOnline ? client : null),
    changes: 0,
    policies: () => directory.inputsOf('policy.set').map(({ policy }) => policy),
  }
  return rig
}

function createSwitchRig() {
  const rig = createRig()
  const callingSwitch = createCallingSwitch({
    account: () => rig.account,
    rpc: rig.rpc,
    log,
    save: (account) => {
      rig.account = account
    },
    onChange: () => {
      rig.changes += 1
    },
  })
  return { rig, callingSwitch }
}

describe('the master switch', () => {
  it('CAN1 holds here at once, and is saved once the directory has it', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    callingSwitch.set(false)
    expect(rig.account.policy).toEqual({ revision: 2, isCallingOn: false })
    expect(callingSwitch.upload()).toBe('waiting')
    await settlePromises()
    expect(callingSwitch.upload()).toBe('saved')
    expect(rig.policies()).toEqual([{ revision: 2, isCallingOn: false }])
  })

  it('CAN1 set without a connection it holds, waits, and is told at the next sign-in', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    rig.isOnline = false
    callingSwitch.set(false)
    await settlePromises()
    expect(rig.account.policy.isCallingOn).toBe(false)
    expect(callingSwitch.upload()).toBe('waiting')
    rig.isOnline = true
    callingSwitch.handleDirectoryPolicy({ revision: 1, isCallingOn: true })
    await settlePromises()
    expect(rig.policies()).toEqual([{ revision: 2, isCallingOn: false }])
    expect(callingSwitch.upload()).toBe('saved')
  })

  it('CAN4 a newer policy at the directory is overruled by this device’s own', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    callingSwitch.handleDirectoryPolicy({ revision: 7, isCallingOn: false })
    await settlePromises()
    expect(rig.policies()).toEqual([{ revision: 8, isCallingOn: true }])
    expect(rig.account.policy).toEqual({ revision: 8, isCallingOn: true })
  })

  it('CAN1 refused as older, it is told again above the directory’s revision', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => {
      rig.directory.answers['policy.set'] = save
      return fail({ kind: 'older-revision', current: { revision: 40, isCallingOn: true } })
    }
    callingSwitch.set(false)
    await settlePromises()
    expect(rig.policies().map(({ revision }) => revision)).toEqual([2, 41])
    expect(callingSwitch.upload()).toBe('saved')
  })

  it('CAN1 a refusal shows as failed, and the next change is told again', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => fail({ kind: 'internal' })
    callingSwitch.set(false)
    await settlePromises()
    expect(callingSwitch.upload()).toBe('failed')
    rig.directory.answers['policy.set'] = save
    callingSwitch.set(false)
    await settlePromises()
    expect(callingSwitch.upload()).toBe('saved')
  })

  it('CAN1 of two quick changes the last one counts, whatever order the answers have', async () => {
    const { rig, callingSwitch } = createSwitchRig()
    callingSwitch.set(false)
    callingSwitch.set(true)
    await settlePromises()
    expect(rig.account.policy).toEqual({ revision: 3, isCallingOn: true })
    expect(rig.policies().at(-1)).toEqual({ revision: 3, isCallingOn: true })
    expect(callingSwitch.upload()).toBe('saved')
  })
})

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
