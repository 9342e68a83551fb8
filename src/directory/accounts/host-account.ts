import type { DisplayName, Handle } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { firstChoices } from '../../domain/calling-policy.ts'
import { verifyDeviceLists } from '../../domain/device-list.ts'
import type { DirectoryContext } from '../context.ts'

export type HostedAccount = {
  readonly handle: Handle
  readonly displayName: DisplayName
  readonly deviceList: SignedStatement
}

/**
 * Makes the account of a device that runs beside this directory, also for a handle that nobody can register; anybody
 * may call it. One that is there stays as it is. Answers with its device lists as they are stored.
 */
export async function hostAccount(
  { store, crypto, scope, clock }: DirectoryContext,
  { handle, displayName, deviceList }: HostedAccount,
): Promise<readonly SignedStatement[]> {
  const list = verifyDeviceLists(crypto, scope, [deviceList])
  invariant(list.ok && list.value.handle === handle, 'a hosted account has a device list that holds')
  return store.transact(async ({ accounts }) => {
    const known = await accounts.find(handle)
    if (known) return known.deviceLists
    // Nobody signs it: its devices decide for themselves, and take every call.
    const policy = { ...firstChoices('everyone'), revision: 0 }
    const unsigned = { policy, signedPolicy: null, badge: null, plan: 'free' } as const
    await accounts.insert({ handle, displayName, deviceLists: [deviceList], ...unsigned }, clock.nowMs())
    return [deviceList]
  })
}
