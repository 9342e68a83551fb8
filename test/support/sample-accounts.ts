import { Handle, type Sha256 } from '../../src/contract/ids.ts'
import type { SignedStatement, StatementScope } from '../../src/contract/statement.ts'
import { DeviceListStatement, type DeviceListVersion } from '../../src/contract/statements.ts'
import type { ListedDevice } from '../../src/domain/device-list.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { makeDevice, type TestDevice, testCrypto } from './test-crypto.ts'

export const listed = (device: TestDevice, name = 'Laptop'): ListedDevice => ({
  id: device.id,
  publicKey: device.signer.publicKey,
  name,
})

export const headOf = (signed: SignedStatement): Sha256 => testCrypto.sha256(signed.text)

/** The next version of a chain (the first of an empty one), with whatever a test wants otherwise. */
export function signNextList(
  scope: StatementScope,
  chain: readonly SignedStatement[],
  by: TestDevice,
  devices: readonly ListedDevice[],
  otherwise: Partial<DeviceListVersion> = {},
): SignedStatement {
  const last = chain.at(-1)
  return signStatement(by.signer, DeviceListStatement, scope, {
    handle: Handle.parse('alice'),
    number: chain.length + 1,
    previous: last ? headOf(last) : null,
    devices: [...devices],
    signedBy: by.id,
    ...otherwise,
  })
}

/** Keys are read from a small stock, since a test makes the same ones again and again. */
const stock = new Map<string, TestDevice>()
export function deviceOf(seed: string): TestDevice {
  const device = stock.get(seed) ?? makeDevice(seed)
  stock.set(seed, device)
  return device
}

/** A chain of so many versions: each adds the next device, signed by the one before it. */
export function makeChain(
  scope: StatementScope,
  length: number,
  seed = 'alice',
  otherwise: Partial<DeviceListVersion> = {},
): readonly SignedStatement[] {
  const chain: SignedStatement[] = []
  const devices: ListedDevice[] = []
  for (let number = 1; number <= length; number++) {
    devices.push(listed(deviceOf(`${seed} ${number}`), `Device ${number}`))
    chain.push(signNextList(scope, chain, deviceOf(`${seed} ${Math.max(1, number - 1)}`), devices, otherwise))
  }
  return chain
}
