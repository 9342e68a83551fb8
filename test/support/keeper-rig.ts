import { StoredAccount } from '../../src/client/stored-records.ts'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import { directoryContract } from '../../src/contract/directory/contract.ts'
import { ok, type Result } from '../../src/contract/result.ts'
import { createRpcClient } from '../../src/contract/rpc/client.ts'
import { createManualClock } from './manual-clock.ts'
import { diskOf } from './memory-device.ts'
import { createScriptedDirectory } from './scripted-directory.ts'
import { makeTestAccount } from './test-account.ts'
import { makeTestDirectory, testCrypto } from './test-crypto.ts'

export const KEYS = makeTestDirectory()
export const ME = makeTestAccount(KEYS, 'me_myself')
export const ALICE = makeTestAccount(KEYS, 'alice')

type Written = Result<null, { readonly kind: 'cannot-save' }>

/** What a keeper of the engine stands on: an account, a clock, and a directory that can be out of reach. */
export function createKeeperRig(policy: Partial<CallingPolicy> = {}) {
  const clock = createManualClock()
  const directory = createScriptedDirectory(KEYS, ME, clock)
  const connect = () => createRpcClient(directoryContract, directory.connect(), { clock })
  let client = connect()
  const rig = {
    clock,
    directory,
    isOnline: true,
    account: StoredAccount.parse(diskOf(KEYS, ME, policy).records.get('account')),
    changes: 0,
    rpc: () => (rig.isOnline ? client : null),
    reconnect: () => {
      directory.cut()
      client = connect()
      rig.isOnline = true
    },
  }
  const deps = {
    account: () => rig.account,
    rpc: () => rig.rpc(),
    log: { info: () => {}, warn: () => {} },
    signer: ME.device.signer,
    crypto: testCrypto,
    clock,
    directoryNowMs: clock.nowMs,
    save: async (account: StoredAccount): Promise<Written> => {
      rig.account = account
      return ok(null)
    },
    onChange: () => {
      rig.changes += 1
    },
    onCaughtUp: () => {},
    onUpload: () => {},
  }
  return { rig, deps }
}

/** A record that is kept in memory; what is read again is what was set last. */
export function memoryKeeper<T>(first: T) {
  let value = first
  return {
    get: () => value,
    set: async (next: T): Promise<Written> => {
      value = next
      return ok(null)
    },
  }
}
