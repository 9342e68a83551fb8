import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { addressKeyOf } from '../../../../src/directory/reach/address-key.ts'
import { decideReachAddresses, decideReachHosts } from '../../../../src/directory/reach/own-addresses.ts'

const at = (address: string, internal = false): NetworkInterfaceInfo => {
  const shared = { address, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null }
  return address.includes(':') ? { ...shared, family: 'IPv6', scopeid: 0 } : { ...shared, family: 'IPv4' }
}
const MACHINE = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  docker0: [at('172.17.0.1')],
  eth1: [at('10.0.0.5'), at('169.254.3.4')],
  wlan0: [at('fe80::1'), at('192.168.1.7'), at('2001:db8::7'), at('2001:db8::99')],
}

describe('the addresses in a join link', () => {
  it('ID6 the likeliest come first; none of this computer alone, and none that ends at the cable', () => {
    expect(decideReachAddresses(MACHINE)).toEqual(['192.168.1.7', '10.0.0.5', '[2001:db8::7]', '172.17.0.1'])
    expect(decideReachAddresses({ lo: MACHINE.lo })).toEqual([])
  })
})

describe('the hosts that the listener for others answers to', () => {
  it('ID6 its own addresses and names at its own port, and no other', () => {
    const hosts = decideReachHosts(MACHINE, { names: ['Mill.local'], port: 4_701 })
    expect(hosts).toEqual(
      expect.arrayContaining(['192.168.1.7:4701', '[2001:db8::99]:4701', 'mill.local:4701']),
    )
    expect(hosts).not.toContain('192.168.1.7')
  })

  it('ID6 at the usual port of the web a client names none', () => {
    expect(decideReachHosts(MACHINE, { names: [], port: 443 })).toEqual(
      expect.arrayContaining(['10.0.0.5', '10.0.0.5:443']),
    )
  })
})

it.each([
  ['192.0.2.4', '192.0.2.4'],
  ['::ffff:192.0.2.4', '192.0.2.4'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['2001:db8::6', '2001:db8:0:0::'],
  ['::1', '0:0:0:0::'],
  [undefined, 'unknown'],
])('TRUST3 who comes from %s counts as %s', (address, key) => {
  expect(addressKeyOf(address)).toBe(key)
})
