import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DirectoryHost, DirectoryKeyId } from '../../../src/contract/ids.ts'
import { decodeStatement, encodeStatement, type StatementScope } from '../../../src/contract/statement.ts'
import { openStatement, signStatement } from '../../../src/domain/signed.ts'
import { anyText } from '../../support/any-text.ts'
import { makeSigner, testCrypto } from '../../support/test-crypto.ts'

const spec = {
  purpose: 'note',
  body: z.object({ text: z.string(), count: z.number(), inner: z.object({ a: z.string() }) }),
}
const otherSpec = { ...spec, purpose: 'noter' }
const scopeOf = (host: string, keyId: string): StatementScope => ({
  host: DirectoryHost.parse(host),
  keyId: DirectoryKeyId.parse(keyId),
})
const scope = scopeOf('directory.test', 'a'.repeat(32))
const signer = makeSigner()
const body = { text: 'hello', count: 1, inner: { a: 'b' } }
const signed = signStatement(signer, spec, scope, body)
const lines = signed.text.split('\n')
const withLine = (index: number, line: string) => lines.with(index, line).join('\n')
const refused = (kind: string) => ({ ok: false, error: { kind } })

describe('statement', () => {
  it('TRUST1 every body comes back as it went in, newlines and all, in one line of the text', () => {
    const anyBody = fc.record({
      text: fc.oneof(anyText(50), fc.constant('a\nb\r\nc\u2028d\n\nahoy-statement\nnote')),
      count: fc.integer(),
      inner: fc.record({ a: anyText(10) }),
    })
    fc.assert(
      fc.property(anyBody, (any) => {
        const text = encodeStatement(spec, scope, any)
        expect(text.split('\n')).toHaveLength(5)
        expect(decodeStatement(spec, scope, text)).toEqual({ ok: true, value: any })
        const again = signStatement(signer, spec, scope, any)
        expect(openStatement(testCrypto, spec, scope, again, signer.publicKey).ok).toBe(true)
      }),
    )
  })

  it.each([
    ['purpose', withLine(1, 'noter'), 'wrong-purpose'],
    ['version', withLine(2, '2'), 'wrong-version'],
    ['version with a zero before it', withLine(2, '01'), 'wrong-version'],
    ['host', withLine(3, `other.test ${'a'.repeat(32)}`), 'wrong-directory'],
    ['port', withLine(3, `directory.test:1 ${'a'.repeat(32)}`), 'wrong-directory'],
    ['key', withLine(3, `directory.test ${'b'.repeat(32)}`), 'wrong-directory'],
    ['first line', withLine(0, 'ahoy-statements'), 'malformed'],
    ['body', withLine(4, '{"text":1}'), 'malformed'],
    ['body that is no JSON', withLine(4, '{'), 'malformed'],
    ['line more', `${signed.text}\n`, 'malformed'],
    ['line less', lines.slice(0, 4).join('\n'), 'malformed'],
    ['line end', lines.join('\r\n'), 'malformed'],
  ])('TRUST1 another %s is refused, also with a true signature', (_, text, kind) => {
    expect(decodeStatement(spec, scope, text)).toEqual(refused(kind))
    const resigned = { text, signature: signer.sign(text) }
    expect(openStatement(testCrypto, spec, scope, resigned, signer.publicKey)).toEqual(refused(kind))
  })

  it('TRUST1 one kind is not passed off as another, one directory’s not as another’s', () => {
    const open = (asSpec: typeof spec, asScope: StatementScope) =>
      openStatement(testCrypto, asSpec, asScope, signed, signer.publicKey)
    expect(open(spec, scope)).toEqual({ ok: true, value: body })
    expect(open(otherSpec, scope)).toEqual(refused('wrong-purpose'))
    expect(open(spec, scopeOf('other.test', 'a'.repeat(32)))).toEqual(refused('wrong-directory'))
    expect(open(spec, scopeOf('directory.test', 'b'.repeat(32)))).toEqual(refused('wrong-directory'))
  })

  it('TRUST1 any change of the text or another key breaks the signature', () => {
    fc.assert(
      fc.property(fc.nat({ max: signed.text.length - 1 }), anyText(1), (at, character) => {
        const text = signed.text.slice(0, at) + character + signed.text.slice(at + 1)
        fc.pre(text !== signed.text)
        expect(openStatement(testCrypto, spec, scope, { ...signed, text }, signer.publicKey)).toEqual(
          refused('signature'),
        )
      }),
    )
    expect(openStatement(testCrypto, spec, scope, signed, makeSigner().publicKey)).toEqual(
      refused('signature'),
    )
  })

  it('TRUST3 whatever text arrives, reading it gives a reason and never throws', () => {
    const anyLines = fc
      .array(fc.oneof(fc.constantFrom(...lines), anyText(20)), { maxLength: 7 })
      .map((parts) => parts.join('\n'))
    fc.assert(
      fc.property(fc.oneof(anyLines, anyText(200)), (text) => {
        fc.pre(text !== signed.text)
        expect(decodeStatement(spec, scope, text).ok).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  it('TRUST3 a body that does not fit its own kind is a bug of the signer: it throws and signs nothing', () => {
    // @ts-expect-error -- the compiler says so too
    expect(() => signStatement(signer, spec, scope, { text: 1 })).toThrow()
  })

  it('TRUST3 fields that the kind does not know are not signed and not read', () => {
    const text = encodeStatement(spec, scope, { ...body, ...{ extra: true } })
    expect(text).toBe(signed.text)
    const more = withLine(4, JSON.stringify({ ...body, extra: true }))
    expect(decodeStatement(spec, scope, more)).toEqual({ ok: true, value: body })
  })
})
