import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import type { DeviceId, Handle } from '../../src/contract/ids.ts'
import type { SignedStatement, StatementScope } from '../../src/contract/statement.ts'
import { PolicyStatement } from '../../src/contract/statements.ts'
import { firstChoices } from '../../src/domain/calling-policy.ts'
import { signStatement } from '../../src/domain/signed.ts'

/** Everybody may ring, as the first revision says it. */
export const EVERYONE: CallingPolicy = { ...firstChoices('everyone'), revision: 1 }

/** A policy as a device of the account signs it: everybody may ring, with what the test wants otherwise. */
export const signPolicy = (
  scope: StatementScope,
  by: { readonly handle: Handle; readonly device: DeviceId; readonly signer: Signer },
  change: Partial<CallingPolicy> = {},
): SignedStatement =>
  signStatement(by.signer, PolicyStatement, scope, {
    handle: by.handle,
    device: by.device,
    policy: { ...EVERYONE, ...change },
  })
