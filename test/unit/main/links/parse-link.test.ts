import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStartArguments } from '../../../../src/main/app/start-arguments.ts'
import { parseJoinLink } from '../../../../src/domain/join-link.ts'
import { createLinkInbox } from '../../../../src/main/links/link-inbox.ts'
import { findLink, parseLink } from '../../../../src/main/links/parse-link.ts'
import { anyText } from '../../../support/any-text.ts'
import { FUZZ_TIMEOUT_MS, FUZZED_FRAMES } from '../../../support/run-counts.ts'

test.each([
  ['ahoy:@bob', '@bob'],
  ['ahoy:@Bob', '@bob'],
  ['AHOY:@bob', '@bob'],
  ['ahoy://@bob', '@bob'],
  ['ahoy://@bob/', '@bob'],
  ['ahoy:%40bob', '@bob'],
  ['ahoy:@bob@calls.example.org', '@bob@calls.example.org'],
  ['ahoy://%40bob@calls.example.org:4700/', '@bob@calls.example.org:4700'],
])('REACH1 %s fills in %s', (link, person) => {
  expect(parseLink(link)).toEqual({ ok: true, value: { kind: 'person', text: person, pass: null } })
})

test.each([
  'ahoy:bob',
  'ahoy:',
  'ahoy:@',
  'ahoy:@ab',
  `ahoy:@${'a'.repeat(31)}`,
  'ahoy:@bob?dial=1',
  'ahoy:@bob#now',
  'ahoy:@bob@host/path',
  'ahoy:@bob@host@other',
  'ahoy:@bob\n--no-sandbox',
  'ahoy:@bob --gpu-launcher=calc',
  'ahoy:@b%6fb',
  'ahoy:@bob@-host',
  'ahoy:@bob@host:99999999',
  'ahoy:@\u202ebob',
  'ahoy:@бob',
  'ahoy:join?host=evil.example',
])('REACH1 %j is refused', (link) => {
  expect(parseLink(link)).toEqual({ ok: false, error: { kind: 'malformed' } })
})

test.each([
  'https://example.org/@bob',
  'ahoy',
  'ahoy-app://app/main-window/index.html',
  `ahoy:@${'b'.repeat(400)}`,
])('REACH1 %s is none of our links', (link) => {
  expect(parseLink(link)).toEqual({ ok: false, error: { kind: 'not-our-link' } })
})

test('REACH1 whatever a link holds, what is filled in is an address of plain characters', {
  timeout: FUZZ_TIMEOUT_MS,
}, () => {
  const hostile = fc.oneof(
    anyText(40),
    fc.stringMatching(/^[@%a-z0-9_.:/?#-]*$/),
    fc.tuple(fc.constantFrom('//', '@', '//@'), anyText(20)).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(hostile, (rest) => {
      const person = parseLink(`ahoy:${rest}`)
      if (!person.ok) return true
      const { kind, text } = person.value
      return kind === 'join' ? parseJoinLink(text).ok : /^@[a-z0-9_]{3,30}(@[a-z0-9.:-]+)?$/.test(text)
    }),
    { numRuns: FUZZED_FRAMES },
  )
})

test('REACH1 the one link among the arguments is found, and two are nobody’s click', () => {
  expect(findLink(['--flag', 'ahoy:@bob'])).toBe('ahoy:@bob')
  expect(findLink(['ahoy:@bob', 'ahoy:@eve'])).toBeNull()
  expect(findLink(['--flag'])).toBeNull()
})

test('REACH1 a start is read from its arguments', () => {
  expect(parseStartArguments(['ahoy', '--hidden'])).toEqual({ isHidden: true, link: null })
  expect(parseStartArguments(['ahoy', '.', 'ahoy:@bob'])).toEqual({ isHidden: false, link: 'ahoy:@bob' })
})

test('REACH1 the newest link waits, and is taken once', () => {
  const inbox = createLinkInbox()
  for (const text of ['@bob', '@carol']) inbox.put({ kind: 'person', text, pass: null })
  const carol = { kind: 'person', text: '@carol', pass: null }
  expect([inbox.takeJoin(), inbox.takePerson(), inbox.takePerson()]).toEqual([null, carol, null])
})

const SECRET = 'abcdefghijklmnopqrstuQ'

test.each(['ahoy:@bob@calls.example.org', 'ahoy://%40bob@calls.example.org/'])(
  'CAN7 a link that carries a ring pass fills in both: %s',
  (link) => {
    const person = { kind: 'person', text: '@bob@calls.example.org', pass: SECRET }
    expect(parseLink(`${link}?pass=${SECRET}`)).toEqual({ ok: true, value: person })
  },
)

test.each([
  '?pass=',
  '?pass=short',
  `?pass=${SECRET}&dial=1`,
  `?dial=1&pass=${SECRET}`,
  `?PASS=${SECRET}`,
  '?',
])('CAN7 what else stands behind a person is refused: %s', (query) => {
  expect(parseLink(`ahoy:@bob${query}`)).toEqual({ ok: false, error: { kind: 'malformed' } })
})

test('ID6 a join link is told apart from a person, also as a browser rewrites it; a broken one is refused', () => {
  const key = 'ab'.repeat(32)
  const text = `ahoy:join?at=192.0.2.4:4701&key=${key}`
  expect(parseLink(text)).toEqual({ ok: true, value: { kind: 'join', text } })
  expect(parseLink(`ahoy://join/?at=192.0.2.4%3A4701&key=${key}`)).toEqual(parseLink(text))
  for (const broken of ['ahoy:join', 'ahoy:join?at=192.0.2.4', `ahoy:join?at=a b&key=${key}`])
    expect(parseLink(broken)).toEqual({ ok: false, error: { kind: 'malformed' } })
})
