import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JoinLink, parseJoinLink, formatJoinLink } from '../../../../src/domain/join-link.ts'
import { parseStartArguments } from '../../../../src/main/app/start-arguments.ts'
import { findLink, parseLink } from '../../../../src/main/links/parse-link.ts'
import { anyText } from '../../../support/any-text.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../../../support/run-counts.ts'

const KEY = 'ab'.repeat(32)
const PASS = 'ahoy:@bob@calls.example.org?pass=abcdefghijklmnopqrstuQ'
const PERSON = 'ahoy:@bob@calls.example.org'
const JOIN = `ahoy:join?at=192.0.2.4:4701&key=${KEY}`

const piece = fc.oneof(
  fc.constantFrom(
    'ahoy:',
    'AHOY:',
    'ahoy://',
    'join',
    '?',
    '&',
    '=',
    'at=',
    'key=',
    '@',
    '%40',
    '%00',
    '/',
    ':',
  ),
  fc.constantFrom(
    'bob',
    KEY,
    KEY.toUpperCase(),
    '192.0.2.4',
    '[::1]',
    '%5b',
    'example.org',
    ':4701',
    '0x7f.1',
  ),
  fc.constantFrom(
    ' ',
    '\t',
    '\n',
    '\u0000',
    '\u202e',
    '--gpu-launcher=x',
    'x'.repeat(500),
    ' '.repeat(70_000),
  ),
  anyText(6),
)
const madeUp = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
/** An honest link with one piece put in somewhere, and as much taken out. */
const damaged = fc
  .tuple(fc.constantFrom(PERSON, JOIN, PASS), fc.nat(), fc.nat({ max: 3 }), piece)
  .map(([link, seed, gone, put]) => {
    const at = seed % link.length
    return link.slice(0, at) + put + link.slice(at + gone)
  })
const anyLink = fc.oneof(
  damaged,
  damaged,
  madeUp,
  anyText(60),
  anyText(60).map((text) => `ahoy:${text}`),
)

const isSound = ({ address, tlsKey }: JoinLink): boolean =>
  /^[a-z0-9.:[\]-]{1,253}$/.test(address.hostname) &&
  (address.port === null || (address.port >= 1 && address.port <= 65_535)) &&
  /^[0-9a-f]{64}$/.test(tlsKey)

test('TRUST3 no link makes a parser throw, and what is read is sound and reads the same again', {
  timeout: FUZZ_TIMEOUT_MS,
}, () => {
  let read = 0
  const look = (text: string) => {
    const link = parseLink(text)
    if (link.ok) {
      read += 1
      expect(link.value.text.length).toBeLessThanOrEqual(500)
      const query = link.value.kind === 'person' && link.value.pass !== null ? `?pass=${link.value.pass}` : ''
      const again = link.value.kind === 'join' ? link.value.text : `ahoy:${link.value.text}${query}`
      expect(parseLink(again)).toEqual(link)
    }
    const join = parseJoinLink(text)
    if (!join.ok) return
    expect(isSound(join.value)).toBe(true)
    expect(parseJoinLink(formatJoinLink(join.value))).toEqual(join)
  }
  fc.assert(fc.property(anyLink, look), { numRuns: FUZZED_FRAMES })
  expect(read).toBeGreaterThan(0)
  const person = { kind: 'person', text: '@bob@calls.example.org', pass: null }
  expect(parseLink(PERSON)).toEqual({ ok: true, value: person })
  const pass = 'abcdefghijklmnopqrstuQ'
  expect(parseLink(PASS)).toEqual({ ok: true, value: { ...person, pass } })
  expect(parseLink(JOIN)).toEqual({ ok: true, value: { kind: 'join', text: JOIN } })
})

test('TRUST3 whatever the command line holds, at most one link of ours comes of it', {
  timeout: FUZZ_TIMEOUT_MS,
}, () => {
  fc.assert(
    fc.property(fc.array(anyLink, { maxLength: 5 }), (args) => {
      const link = findLink(args)
      expect(link === null || args.includes(link)).toBe(true)
      expect(parseStartArguments(['ahoy', ...args]).link).toBe(link)
    }),
    { numRuns: FUZZED_FRAMES },
  )
  expect(findLink(['--flag', PERSON])).toBe(PERSON)
})
