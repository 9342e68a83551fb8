import { StoredAccount } from '../../src/client/stored-records.ts'
import { DeviceListStatement } from '../../src/contract/statements.ts'
import { deviceIdOf, signStatement } from '../../src/domain/signed.ts'
import { createSigner, makeSecret } from '../../src/main/adapters/secret-key.ts'
import { nodeCrypto } from '../../src/node/crypto.ts'
import type { RecoveryContent } from '../../src/main/recovery/recovery-content.ts'
import { Handle } from '../../src/contract/ids.ts'
import { policyOf } from './sample-policy.ts'
import { makeTestDirectory } from './test-crypto.ts'

/** An account with a fresh key of its own, as the engine would have stored it. */
export function makeRecoveryContent(name = 'alice', isHere = false): RecoveryContent {
  const directory = makeTestDirectory('calls.example.org')
  const handle = Handle.parse(name)
  const secret = makeSecret()
  const signer = createSigner(secret)
  if (!signer.ok) throw new Error('expected a key')
  const device = deviceIdOf(nodeCrypto, signer.value.publicKey)
  const first = signStatement(signer.value, DeviceListStatement, directory.scope, {
    handle,
    number: 1,
    previous: null,
    devices: [{ id: device, publicKey: signer.value.publicKey, name: 'Laptop' }],
    signedBy: device,
  })
  const account = StoredAccount.parse({
    handle,
    displayName: 'Alice',
    device,
    deviceLists: [first],
    directory: {
      url: 'wss://calls.example.org/device',
      host: directory.host,
      publicKey: directory.signer.publicKey,
      keyId: directory.keyId,
      tlsKey: null,
      isHere,
    },
    policy: policyOf({ revision: 3 }),
    isPolicyUploaded: true,
  })
  return { account, secret }
}
