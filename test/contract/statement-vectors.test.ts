import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PublicKey, Signature } from '../../src/contract/ids.ts'
import { invariant } from '../../src/contract/result.ts'
import { encodeStatement } from '../../src/contract/statement.ts'
import * as statements from '../../src/contract/statements.ts'
import { openStatement, signStatement } from '../../src/domain/signed.ts'
import { signerFromSeedHex, testCrypto } from '../support/test-crypto.ts'
import { STATEMENT_SAMPLES, VECTOR_SCOPE, VECTOR_SEED_HEX } from './statement-samples.ts'

const Vectors = z.object({
  seedHex: z.string(),
  publicKey: PublicKey,
  scope: z.object({ host: z.string(), keyId: z.string() }),
  vectors: z.array(
    z.object({
      name: z.string(),
      purpose: z.string(),
      body: z.unknown(),
      text: z.string(),
      signatureHex: z.string(),
    }),
  ),
})
const file = Vectors.parse(
  JSON.parse(readFileSync(new URL('./statement-vectors.json', import.meta.url), 'utf8')),
)
const older = Vectors.pick({ vectors: true }).parse(
  JSON.parse(readFileSync(new URL('./older-statement-vectors.json', import.meta.url), 'utf8')),
)
const signer = signerFromSeedHex(file.seedHex)
const pairs = STATEMENT_SAMPLES.map((sample, index) => ({ sample, vector: file.vectors[index] }))

describe('statement vectors', () => {
  it('TRUST1 every kind of statement that is ever signed has a vector', () => {
    const purposes = Object.values(statements).flatMap((value) =>
      'purpose' in value && typeof value.purpose === 'string' ? [value.purpose] : [],
    )
    expect(purposes.length).toBeGreaterThan(0)
    expect(new Set(purposes).size).toBe(purposes.length)
    expect(new Set(file.vectors.map(({ purpose }) => purpose))).toEqual(new Set(purposes))
    expect(file.vectors.map(({ name }) => name)).toEqual(STATEMENT_SAMPLES.map(({ name }) => name))
  })

  it('TRUST1 the key and the directory are those of the file', () => {
    expect(file).toMatchObject({ seedHex: VECTOR_SEED_HEX, scope: VECTOR_SCOPE, publicKey: signer.publicKey })
  })

  it.each(pairs)(
    'TRUST1 $sample.name is signed over exactly the bytes of its vector',
    ({ sample, vector }) => {
      const signed = signStatement(signer, sample.spec, VECTOR_SCOPE, sample.body)
      expect(signed.text).toBe(vector?.text)
      expect(Buffer.from(signed.signature, 'base64url').toString('hex')).toBe(vector?.signatureHex)
      expect(vector?.body).toEqual(sample.body)
    },
  )

  it.each(pairs)('TRUST1 the vector of $sample.name opens to its body', ({ sample, vector }) => {
    const signature = Signature.parse(Buffer.from(vector?.signatureHex ?? '', 'hex').toString('base64url'))
    const signed = { text: vector?.text ?? '', signature }
    expect(openStatement(testCrypto, sample.spec, VECTOR_SCOPE, signed, file.publicKey)).toEqual({
      ok: true,
      value: sample.body,
    })
  })

  it.each(pairs)(
    'TRUST1 $sample.name is the same text in whatever order its fields were given',
    ({ sample, vector }) => {
      const shuffled = Object.fromEntries(
        Object.entries(z.record(z.string(), z.unknown()).parse(sample.body)).toReversed(),
      )
      expect(encodeStatement(sample.spec, VECTOR_SCOPE, shuffled)).toBe(vector?.text)
    },
  )

  it.each(older.vectors)(
    'TRUST1 $name, signed by a build that knew fewer fields, still opens, and says nothing in the new ones',
    ({ purpose, body, text, signatureHex }) => {
      const spec = STATEMENT_SAMPLES.find((sample) => sample.spec.purpose === purpose)?.spec
      invariant(spec, 'the purpose is still known')
      const signature = Signature.parse(Buffer.from(signatureHex, 'hex').toString('base64url'))
      const opened = openStatement(testCrypto, spec, VECTOR_SCOPE, { text, signature }, file.publicKey)
      invariant(opened.ok, 'it opens')
      const known = z.record(z.string(), z.unknown())
      const more = Object.entries(known.parse(opened.value)).filter(([name]) => !(name in known.parse(body)))
      expect(opened.value).toMatchObject(known.parse(body))
      expect(more.length).toBeGreaterThan(0)
      for (const [, value] of more) expect(value).toBeNull()
    },
  )
})
