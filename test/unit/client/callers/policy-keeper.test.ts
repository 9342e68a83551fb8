import { describe, expect, it } from 'vitest'
import { createPolicyKeeper } from '../../../../src/client/callers/policy-keeper.ts'
import { StoredAccount } from '../../../../src/client/stored-records.ts'
import { fail } from '../../../../src/contract/result.ts'
import { ALICE, createKeeperRig, KEYS, ME } from '../../../support/keeper-rig.ts'
import { settlePromises } from '../../../support/manual-clock.ts'
import { diskOf } from '../../../support/memory-device.ts'
import { policyOf, signedPolicy } from '../../../support/sample-policy.ts'

const mine = (changes: Parameters<typeof policyOf>[0]) => signedPolicy(KEYS, ME, policyOf(changes))

function createRig() {
  const { rig, deps } = createKeeperRig()
  const keeper = createPolicyKeeper(deps)
  const sent = () => rig.directory.inputsOf('policy.set').map(({ statement }) => statement)
  return { rig, keeper, sent }
}

describe('who may call, on this device', () => {
  it('CAN1 holds here at once, and is saved once the directory has it, signed', async () => {
    const { rig, keeper, sent } = createRig()
    void keeper.set({ isCallingOn: false })
    expect(rig.account.policy).toEqual(policyOf({ revision: 2, isCallingOn: false }))
    expect(keeper.upload()).toEqual({ kind: 'waiting' })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    expect(sent()).toEqual([mine({ revision: 2, isCallingOn: false })])
  })

  it('CAN1 set without a connection it holds, waits, and is told at the next sign-in', async () => {
    const { rig, keeper, sent } = createRig()
    rig.isOnline = false
    void keeper.set({ isDoNotDisturb: true })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'waiting' })
    rig.isOnline = true
    keeper.handleSignedIn(mine({}))
    await settlePromises()
    expect(sent()).toEqual([mine({ revision: 2, isDoNotDisturb: true })])
    expect(keeper.upload()).toEqual({ kind: 'saved' })
  })

  it('CALL7 the policy that the directory made with an account, such as the echo’s, is nobody’s to sign', async () => {
    const { rig, keeper, sent } = createRig()
    rig.account = { ...rig.account, policy: policyOf({ revision: 0 }) }
    keeper.handleSignedIn(null)
    await settlePromises()
    expect(sent()).toEqual([])
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    expect(sent()).toEqual([mine({ revision: 1, isCallingOn: false })])
  })

  it('CAN4 a newer policy that my own device signed is taken; one of anybody else never is', async () => {
    const { rig, keeper, sent } = createRig()
    const newer = policyOf({ revision: 7, isCallingOn: false })
    const foreign = [KEYS.signer, ALICE.device.signer].map((signer) => signedPolicy(KEYS, ME, newer, signer))
    for (const copy of [...foreign, signedPolicy(KEYS, ALICE, newer), null]) {
      keeper.handleCopy(copy)
      expect(rig.account.policy).toEqual(policyOf())
    }
    expect(sent()).toEqual([])
    keeper.handleCopy(mine({ revision: 7, isCallingOn: false }))
    expect(rig.account.policy).toEqual(newer)
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    // An older one of my own changes nothing: the directory could bring it up again at any time.
    keeper.handleCopy(mine({ revision: 6 }))
    expect(rig.account.policy).toEqual(newer)
  })

  it.each([
    ['none', null],
    ['one of another key', signedPolicy(KEYS, ME, policyOf({ revision: 50 }), KEYS.signer)],
  ])('CAN4 a directory that shows %s at sign-in is told mine again, as it is', async (_, copy) => {
    const { keeper, sent } = createRig()
    keeper.handleSignedIn(copy)
    await settlePromises()
    expect(sent()).toEqual([mine({})])
    expect(keeper.upload()).toEqual({ kind: 'saved' })
  })

  it('CAN1 a decision that waits goes above a newer one, and is not lost', async () => {
    const { rig, keeper, sent } = createRig()
    rig.directory.answers['policy.set'] = ({ statement }) => {
      rig.directory.policy = statement
      return sent().length === 1
        ? fail({ kind: 'older-revision', current: mine({ revision: 40 }) })
        : fail({ kind: 'internal' })
    }
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    expect(sent().at(-1)).toEqual(mine({ revision: 41, isCallingOn: false }))
    expect(rig.account.policy.isCallingOn).toBe(false)
  })

  it('CAN1 a refusal shows as failed, and the next change is told again', async () => {
    const { rig, keeper } = createRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => fail({ kind: 'internal' })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'failed', why: 'refused' })
    rig.directory.answers['policy.set'] = save
    void keeper.set({ isCallingOn: true })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'saved' })
  })

  it('CAN1 a refused change is sent again as it was, when the person asks for it; a saved one is not', async () => {
    const { rig, keeper, sent } = createRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => fail({ kind: 'internal' })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    rig.directory.answers['policy.set'] = save
    keeper.retry()
    expect(keeper.upload()).toEqual({ kind: 'waiting' })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    expect(sent()).toEqual([1, 2].map(() => mine({ revision: 2, isCallingOn: false })))
    keeper.retry()
    await settlePromises()
    expect(sent()).toHaveLength(2)
  })

  it('CAN1 sent again without a connection it waits, and goes up at the next sign-in', async () => {
    const { rig, keeper } = createRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => fail({ kind: 'internal' })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    rig.directory.answers['policy.set'] = save
    rig.isOnline = false
    keeper.retry()
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'waiting' })
    rig.isOnline = true
    keeper.handleSignedIn(rig.directory.policy)
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'saved' })
  })

  it('CAN1 where another device kept on deciding, asking again goes above it', async () => {
    const { rig, keeper } = createRig()
    const save = rig.directory.answers['policy.set']
    let newest = 40
    rig.directory.answers['policy.set'] = () =>
      fail({ kind: 'older-revision', current: mine({ revision: (newest += 10) }) })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'failed', why: 'newer-elsewhere' })
    rig.directory.answers['policy.set'] = save
    keeper.retry()
    await settlePromises()
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    expect(rig.account.policy).toMatchObject({ isCallingOn: false })
  })

  it('CAN1 of two quick changes the last one counts, whatever order the answers have', async () => {
    const { rig, keeper, sent } = createRig()
    void keeper.set({ isCallingOn: false })
    void keeper.set({ isCallingOn: true, disclosure: 'plain' })
    await settlePromises()
    expect(rig.account.policy).toEqual(policyOf({ revision: 3, disclosure: 'plain' }))
    expect(sent().at(-1)).toEqual(mine({ revision: 3, disclosure: 'plain' }))
    expect(keeper.upload()).toEqual({ kind: 'saved' })
  })

  it('CAN1 asked to slow down, it tells the directory later by itself', async () => {
    const { rig, keeper } = createRig()
    const save = rig.directory.answers['policy.set']
    rig.directory.answers['policy.set'] = () => fail({ kind: 'rate-limited', retryAfterMs: 3_000 })
    void keeper.set({ isCallingOn: false })
    await settlePromises()
    rig.directory.answers['policy.set'] = save
    await rig.clock.advanceAndSettle(3_000)
    expect(keeper.upload()).toEqual({ kind: 'saved' })
    keeper.stop()
  })

  it.each([
    [true, { isCallingOn: true, everyone: true }],
    [false, { isCallingOn: false, everyone: false }],
  ])('CAN1 an account from before, with a switch alone (%s), still loads', (isCallingOn, wanted) => {
    const before = diskOf(KEYS, ME).records.get('account') as object
    const { policy } = StoredAccount.parse({ ...before, policy: { revision: 4, isCallingOn } })
    const { sources, ...rest } = policy
    expect({ isCallingOn: rest.isCallingOn, everyone: sources.everyone }).toEqual(wanted)
    expect(rest).toMatchObject({ revision: 4, isDoNotDisturb: false, quietHours: null })
  })
})
