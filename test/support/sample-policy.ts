import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import type { Handle } from '../../src/contract/ids.ts'
import type { Relation } from '../../src/contract/relation.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import { PolicyStatement, RelationStatement } from '../../src/contract/statements.ts'
import { NO_RELATION } from '../../src/domain/relation.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { EVERYONE } from './sign-policy.ts'
import type { TestAccount } from './test-account.ts'
import type { TestDirectory } from './test-crypto.ts'

/** Everyone may ring, unless told; and nobody where calling is off. */
export const policyOf = (changes: Partial<CallingPolicy> = {}): CallingPolicy => ({
  ...EVERYONE,
  ...changes,
})

/** A policy as a device of the account signs it, or somebody else in its name. */
export const signedPolicy = (
  directory: TestDirectory,
  account: TestAccount,
  policy: CallingPolicy,
  signer: Signer = account.device.signer,
): SignedStatement =>
  signStatement(signer, PolicyStatement, directory.scope, {
    handle: account.handle,
    device: account.device.id,
    policy,
  })

/** How an account stands to a person, as one of its devices signs it, or somebody else in its name. */
export const signedRelation = (
  directory: TestDirectory,
  account: TestAccount,
  person: Handle,
  revision: number,
  relation: Partial<Relation>,
  signer: Signer = account.device.signer,
): SignedStatement =>
  signStatement(signer, RelationStatement, directory.scope, {
    handle: account.handle,
    device: account.device.id,
    person,
    revision,
    relation: { ...NO_RELATION, ...relation },
  })
