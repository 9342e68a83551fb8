import { describe, expect, it } from 'vitest'
import { DirectoryHost } from '../../../src/contract/ids.ts'
import { defaultHost, reachableHosts } from '../../../src/directory/host.ts'

describe("the directory's host", () => {
  it.each([
    ['desk', 'desk.local'],
    ["Ann's MacBook.home", 'ann-s-macbook.local'],
    ['WORK_PC', 'work-pc.local'],
    ['--', 'ahoy.local'],
    ['', 'ahoy.local'],
    ['é', 'ahoy.local'],
  ])('ID1 a machine called %j is the directory %j', (machine, host) => {
    expect(defaultHost(machine)).toBe(host)
  })

  it('ID3 it is reached by its own name and by loopback, at its own port', () => {
    const hosts = reachableHosts({
      host: DirectoryHost.parse('ahoy.example'),
      bindHost: '127.0.0.1',
      port: 4_700,
    })
    expect([...hosts].toSorted()).toEqual([
      '127.0.0.1:4700',
      '[::1]:4700',
      'ahoy.example',
      'ahoy.example:4700',
      'localhost:4700',
    ])
  })

  it('ID3 a name with a port stands for that port, and for the one it listens on', () => {
    const hosts = reachableHosts({
      host: DirectoryHost.parse('ahoy.example:8443'),
      bindHost: '::',
      port: 4_700,
    })
    expect(hosts.has('ahoy.example:8443')).toBe(true)
    expect(hosts.has('ahoy.example:4700')).toBe(true)
    expect(hosts.has('ahoy.example')).toBe(false)
  })
})
