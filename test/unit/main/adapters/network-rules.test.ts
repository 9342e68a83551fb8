import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLinkWatch } from '../../../../src/main/adapters/link-watch.ts'
import { isLoopbackHost } from '../../../../src/main/adapters/loopback.ts'
import { parseProxyAnswer } from '../../../../src/main/adapters/proxy-answer.ts'
import { scrubFacts, scrubText } from '../../../../src/main/adapters/scrub-facts.ts'
import { decideSocketTrouble } from '../../../../src/main/adapters/socket-trouble.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { anyText } from '../../../support/any-text.ts'

test.each(['127.0.0.1', '127.255.0.9', 'localhost', 'LOCALHOST', '::1', '[::1]'])(
  'ID3 %s is this computer',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  },
)

test.each([
  '',
  '0.0.0.0',
  '128.0.0.1',
  '127.0.0.1.example.org',
  '127.1',
  'localhost.example.org',
  'my-localhost',
  '::2',
  '[::ffff:127.0.0.1]',
  '10.0.0.1',
])('ID3 %j is not taken for this computer', (host) => {
  expect(isLoopbackHost(host)).toBe(false)
})

const connect = (host: string, port: number, isSecure = false) => ({
  kind: 'http-connect',
  host,
  port,
  isSecure,
})

test.each([
  ['DIRECT', [{ kind: 'direct' }]],
  ['PROXY proxy.example.org:3128; DIRECT', [connect('proxy.example.org', 3128), { kind: 'direct' }]],
  ['HTTPS secure.example.org', [connect('secure.example.org', 443, true)]],
  ['proxy 10.0.0.1', [connect('10.0.0.1', 80)]],
  ['PROXY [2001:db8::1]:8080', [connect('2001:db8::1', 8080)]],
  ['SOCKS5 socks.example.org:1080; PROXY b:1', [connect('b', 1)]],
  ['SOCKS5 socks.example.org:1080', [{ kind: 'direct' }]],
  ['', [{ kind: 'direct' }]],
  ['PROXY', [{ kind: 'direct' }]],
  ['PROXY user:password@host:1', [{ kind: 'direct' }]],
  ['PROXY host:99999', [{ kind: 'direct' }]],
])('NET1 the proxy answer %j is read', (answer, routes) => {
  expect(parseProxyAnswer(answer)).toEqual(routes)
})

test('NET1 no proxy answer is without a way to try', () => {
  fc.assert(fc.property(anyText(40), (answer) => parseProxyAnswer(answer).length > 0))
})

test.each([
  ['ECONNREFUSED', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['ABORT_ERR', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'not-secure'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'not-secure'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'not-secure'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not-secure'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'not-secure'],
  ['EPROTO', 'not-a-directory'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not-a-directory'],
  ['HPE_INVALID_CONSTANT', 'not-a-directory'],
])('ID3 %s means %s', (code, trouble) => {
  expect(decideSocketTrouble(Object.assign(new Error(code), { code }))).toBe(trouble)
})

test('ID3 an answer that is no handshake is no directory, and of many attempts the first speaks', () => {
  expect(decideSocketTrouble(new Error('Invalid Sec-WebSocket-Accept header'))).toBe('not-a-directory')
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  expect(decideSocketTrouble(new AggregateError([refused]))).toBe('unreachable')
})

test('NET1 a link is silent only when nothing has come for the whole time', () => {
  const clock = createManualClock()
  let silences = 0
  const watch = createLinkWatch(clock, 40_000, () => void (silences += 1))
  clock.advance(39_000)
  watch.noteSign()
  clock.advance(39_000)
  expect(silences).toBe(0)
  clock.advance(1_000)
  expect(silences).toBe(1)
})

test('NET1 a watch that was stopped leaves no timer, also when a late frame comes', () => {
  const clock = createManualClock()
  const watch = createLinkWatch(clock, 40_000, () => {})
  watch.stop()
  watch.noteSign()
  expect(clock.timerCount()).toBe(0)
})

test.each([
  '@alice',
  '@alice@vm.local:4700',
  '192.168.1.20',
  'fe80::1ff:fe23:4567:890a',
  'wss://calls.example.org/device?token=x',
  '/home/alice/.config/ahoy',
  'C:\\Users\\alice\\file',
])('TRUST3 %s does not reach the log', (text) => {
  expect(scrubText(`before ${text} after`)).toBe('before (removed) after')
})

test('TRUST3 facts that are no text stay as they are', () => {
  expect(scrubFacts({ count: 3, isOn: true, why: 'unreachable' })).toEqual({
    count: 3,
    isOn: true,
    why: 'unreachable',
  })
})
