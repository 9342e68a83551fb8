import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dialledHost,
  directorySocketUrl,
  isLoopbackHostname,
  parseDirectoryAddress,
  stunPlace,
} from '../../../src/domain/directory-address.ts'
import { anyText } from '../../support/any-text.ts'

function urlOf(typed: string): string | null {
  const parsed = parseDirectoryAddress(typed)
  return parsed.ok ? directorySocketUrl(parsed.value) : null
}

describe('directory address', () => {
  it.each([
    ['calls.example.org', 'wss://calls.example.org/device'],
    ['  Calls.Example.ORG ', 'wss://calls.example.org/device'],
    ['calls.example.org:8443', 'wss://calls.example.org:8443/device'],
    ['https://calls.example.org/', 'wss://calls.example.org/device'],
    ['wss://calls.example.org/device', 'wss://calls.example.org/device'],
    ['192.168.1.20', 'wss://192.168.1.20/device'],
    ['[2001:db8::1]:8443', 'wss://[2001:db8::1]:8443/device'],
    ['localhost', 'ws://localhost:4700/device'],
    ['localhost:5000', 'ws://localhost:5000/device'],
    ['127.0.0.1:65535', 'ws://127.0.0.1:65535/device'],
    ['127.255.255.254', 'ws://127.255.255.254:4700/device'],
    ['[::1]', 'ws://[::1]:4700/device'],
  ])('ID6 %s is dialled as %s', (typed, url) => {
    expect(urlOf(typed)).toBe(url)
  })

  it.each([
    'http://calls.example.org',
    'ws://calls.example.org:80',
    'localhost.example.org',
    '127.0.0.1.example.org',
    'mylocalhost',
    'localhost-1',
    'sub.localhost',
    '10.0.0.1',
    '128.0.0.1',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
  ])('ID3 %s is not this computer, so nothing plain goes there', (typed) => {
    expect(urlOf(typed)).toMatch(/^wss:\/\//)
  })

  it.each([
    '',
    ' ',
    ':4700',
    'http://',
    'ftp://calls.example.org',
    'ahoy:join',
    'calls.example.org:0',
    'calls.example.org:65536',
    'calls.example.org:123456',
    'calls..example.org',
    '.example.org',
    'calls.example.org.',
    'calls.example.org/elsewhere',
    'calls.example.org/device?x=1',
    'calls.example.org#x',
    'me:secret@calls.example.org',
    'calls.example.org@127.0.0.1',
    '127.0.0.1@evil.example',
    'evil.example\\@127.0.0.1',
    'calls .example.org',
    'calls.example.org\n127.0.0.1',
    'calls_example.org',
    'саlls.example.org',
    '127.0.0.256',
    '127.1',
    '127.999.1.1',
    '127.0.0.01',
    '2130706433',
    '0x7f.0.0.1',
    'evil.0x7f000001',
    '1.2.3.4.5',
    '[::1',
    '::1',
    '[::1]x',
    '[localhost]',
    '[::1%25lo]',
    'javascript:alert(1)',
  ])('ID3 %j is no address', (typed) => {
    expect(parseDirectoryAddress(typed)).toEqual({ ok: false, error: { kind: 'bad-address' } })
  })

  it('ID3 whatever is typed, a plain connection goes to this computer only, as every reader of URLs sees it', () => {
    const piece = fc.constantFrom(
      ...[
        '127',
        '0',
        '1',
        '.',
        'localhost',
        '::1',
        '[',
        ']',
        ':',
        '@',
        '/',
        '\\',
        '%',
        'evil.example',
        '0x7f',
        'ws://',
        '#',
        '?',
        ' ',
        '-',
      ],
    )
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: piece, maxLength: 8 }), anyText(20)), (typed) => {
        const url = urlOf(typed)
        if (url === null || typed.includes('[')) return
        const read = new URL(url)
        const isHere = read.hostname === 'localhost' || /^127(?:\.[0-9]+){3}$/.test(read.hostname)
        expect(read.protocol).toBe(isHere ? 'ws:' : 'wss:')
        expect([read.pathname, read.username, read.password, read.search]).toEqual(['/device', '', '', ''])
      }),
      { numRuns: 3_000 },
    )
  })

  it('TRUST3 a hostile long text is judged in no time', () => {
    for (const piece of ['a', 'a.', '.', '-', '[', '1.', 'https://', '::']) {
      const startedAt = performance.now()
      parseDirectoryAddress(piece.repeat(100_000))
      expect(performance.now() - startedAt).toBeLessThan(500)
    }
  })

  it('ID3 the sign-in names the host and port that were dialled', () => {
    expect(dialledHost('ws://localhost:4700/device')).toBe('localhost:4700')
    expect(dialledHost('wss://calls.example.org/device')).toBe('calls.example.org')
    expect(dialledHost('wss://[2001:db8::1]:8443/device')).toBe('[2001:db8::1]:8443')
  })

  it('ID6 an address is asked for at the directory as it was dialled, and not at one on this computer', () => {
    const at = (via: string) => stunPlace(via, { port: 4_701 })
    expect(at('192.0.2.4:4701')).toEqual({ host: '192.0.2.4', port: 4_701 })
    expect(at('[2001:db8::1]:4701')).toEqual({ host: '[2001:db8::1]', port: 4_701 })
    expect(at('calls.example.org')).toEqual({ host: 'calls.example.org', port: 4_701 })
    for (const via of ['127.0.0.1:4700', 'localhost:4700', '[::1]:4700', 'no host'])
      expect(at(via)).toBeNull()
    expect(stunPlace('192.0.2.4:4701', null)).toBeNull()
  })

  it('ID3 loopback names are few', () => {
    for (const name of ['localhost', '127.0.0.1', '127.9.8.7', '[::1]'])
      expect(isLoopbackHostname(name)).toBe(true)
    for (const name of ['', '127.0.0', '127.0.0.300', '::1', 'LOCALHOST.', '1270.0.0.1']) {
      expect(isLoopbackHostname(name)).toBe(false)
    }
  })
})
