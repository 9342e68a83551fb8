import { signStatement } from '../../src/domain/signed.ts'
import { signerFromSeedHex } from '../support/test-crypto.ts'
import { STATEMENT_SAMPLES, VECTOR_SCOPE, VECTOR_SEED_HEX } from './statement-samples.ts'

/**
 * Prints the vectors of all samples: `node test/contract/print-statement-vectors.ts > test/contract/statement-vectors.json`.
 * A vector that changes may mean that texts of older builds no longer open: keep the old one in
 * `older-statement-vectors.json`, and raise STATEMENT_VERSION where it does not.
 */
const signer = signerFromSeedHex(VECTOR_SEED_HEX)
const vectors = STATEMENT_SAMPLES.map(({ name, spec, body }) => {
  const { text, signature } = signStatement(signer, spec, VECTOR_SCOPE, body)
  return {
    name,
    purpose: spec.purpose,
    body,
    text,
    signatureHex: Buffer.from(signature, 'base64url').toString('hex'),
  }
})
const whole = { seedHex: VECTOR_SEED_HEX, publicKey: signer.publicKey, scope: VECTOR_SCOPE, vectors }
process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`)
