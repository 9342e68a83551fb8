import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sha256 } from '../../../src/contract/ids.ts'
import { formatJoinLink, looksLikeJoinLink, parseJoinLink } from '../../../src/domain/join-link.ts'

const tlsKey = Sha256.parse('ab'.repeat(32))
const address = { hostname: '192.0.2.4', port: 4701, isLoopback: false }

test('ID6 a join link says where, and by which key it is known', () => {
  const link = formatJoinLink({ address, tlsKey })
  expect(link).toBe(`ahoy:join?at=192.0.2.4:4701&key=${tlsKey}`)
  expect(parseJoinLink(link)).toEqual({ ok: true, value: { address, tlsKey } })
})

test.each([
  `ahoy://join?at=192.0.2.4:4701&key=${'ab'.repeat(32)}`,
  `ahoy://join/?at=192.0.2.4%3A4701&key=${'AB'.repeat(32)}`,
  `  ahoy:join?key=${'ab'.repeat(32)}&at=192.0.2.4:4701 `,
])('ID6 it is read as browsers and people hand it over: %s', (link) => {
  expect(looksLikeJoinLink(link)).toBe(true)
  expect(parseJoinLink(link)).toEqual({ ok: true, value: { address, tlsKey } })
})

test.each([
  'ahoy:join',
  'ahoy:join?at=192.0.2.4:4701',
  `ahoy:join?at=&key=${tlsKey}`,
  `ahoy:join?at=a.example&at=b.example&key=${tlsKey}`,
  `ahoy:join?at=https://a.example&key=${tlsKey}`,
  `ahoy:join?at=a.example/path&key=${tlsKey}`,
  `ahoy:join?at=user@a.example&key=${tlsKey}`,
  `ahoy:join?at=a.example&key=${tlsKey}00`,
  `ahoy:@bob?at=a.example&key=${tlsKey}`,
])('ID6 TRUST3 a link that could be read in two ways is refused: %s', (link) => {
  expect(parseJoinLink(link).ok).toBe(false)
})

test('TRUST3 no text makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `ahoy:join?${rest}`),
      ),
      (text) => {
        expect(typeof parseJoinLink(text).ok).toBe('boolean')
      },
    ),
  )
})
