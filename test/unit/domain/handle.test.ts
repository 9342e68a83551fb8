import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Address, DirectoryHost, Handle } from '../../../src/contract/ids.ts'
import { formatAddress, parseHandle, parseTypedAddress, splitAddress } from '../../../src/domain/handle.ts'
import { anyText } from '../../support/any-text.ts'

const HANDLE_CHARS = 'abcdefghijklmnopqrstuvwxyz0123456789_'
const anyHandle = fc
  .string({ unit: fc.constantFrom(...HANDLE_CHARS.split('')), minLength: 3, maxLength: 30 })
  .map((text) => Handle.parse(text))
const hosts = ['localhost', 'localhost:4700', 'calls.example.org', '127.0.0.1:4701'].map((host) =>
  DirectoryHost.parse(host),
)

describe('handle', () => {
  it('ID1 one @ and outer spaces are dropped and case is folded, for every handle', () => {
    fc.assert(
      fc.property(anyHandle, fc.constantFrom('', '@', '  @', ' '), fc.boolean(), (handle, before, isLoud) => {
        const typed = `${before}${isLoud ? handle.toUpperCase() : handle} `
        expect(parseHandle(typed)).toEqual({ ok: true, value: handle })
      }),
    )
  })

  it('ID1 whatever is typed, the outcome is a handle or a reason; what passes twice is the same', () => {
    fc.assert(
      fc.property(anyText(40), (typed) => {
        const parsed = parseHandle(typed)
        if (!parsed.ok) return
        expect(parsed.value).toMatch(/^[a-z0-9_]{3,30}$/)
        expect(parseHandle(parsed.value)).toEqual(parsed)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['', 'too-short'],
    ['@', 'too-short'],
    ['ab', 'too-short'],
    ['a'.repeat(31), 'too-long'],
    ['al ice', 'characters'],
    ['alice!', 'characters'],
    ['@@alice', 'characters'],
    ['al\u0131ce', 'characters'],
    ['\u0430lice', 'characters'],
    ['\u212aate', 'characters'],
    ['\u0130da', 'characters'],
    ['ali\u200bce', 'characters'],
    ['\uff41lice', 'characters'],
    ['a', 'too-short'],
  ])('ID1 %j is refused as %s', (typed, kind) => {
    expect(parseHandle(typed)).toEqual({ ok: false, error: { kind } })
  })

  it('ID1 exactly 3 and exactly 30 characters are enough and not too many', () => {
    expect(parseHandle('abc').ok).toBe(true)
    expect(parseHandle('a'.repeat(30)).ok).toBe(true)
  })
})

describe('address', () => {
  it('ID1 a full address reads back as what it was made of', () => {
    fc.assert(
      fc.property(anyHandle, fc.constantFrom(...hosts), (handle, host) => {
        const address = formatAddress(handle, host)
        expect(address).toBe(`@${handle}@${host}`)
        expect(Address.parse(address)).toBe(address)
        expect(splitAddress(address)).toEqual({ handle, host })
        expect(parseTypedAddress(address.toUpperCase())).toEqual({ ok: true, value: { handle, host } })
      }),
    )
  })

  it('ID1 without a host the host is null', () => {
    expect(parseTypedAddress(' @Alice ')).toEqual({ ok: true, value: { handle: 'alice', host: null } })
  })

  it.each(['@alice@', '@alice@@host', '@alice@ho st', '@alice@-host', '@alice@host:0', '@alice@host/path'])(
    'ID1 %s has a bad host',
    (typed) => {
      expect(parseTypedAddress(typed)).toEqual({ ok: false, error: { kind: 'bad-host' } })
    },
  )

  it('ID1 a bad handle before a good host is told as the handle’s fault', () => {
    expect(parseTypedAddress('@a!b@host')).toEqual({ ok: false, error: { kind: 'characters' } })
    expect(parseTypedAddress('@ab@host')).toEqual({ ok: false, error: { kind: 'too-short' } })
  })

  it('ID1 whatever is typed, reading it never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('@', 'a', 'B', '9', '_', '.', ':', ' ', 'é'), maxLength: 40 }),
        (typed) => {
          const parsed = parseTypedAddress(typed)
          if (parsed.ok && parsed.value.host) {
            const again = formatAddress(parsed.value.handle, parsed.value.host)
            expect(splitAddress(again)).toEqual(parsed.value)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
