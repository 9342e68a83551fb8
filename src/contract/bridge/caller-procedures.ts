import { z } from 'zod'
import { CallingChoices } from '../calling-policy.ts'
import { RequestAnswer, RingPassId } from '../call-request.ts'
import { Handle } from '../ids.ts'
import { RefusingRule } from '../reachability.ts'
import type { Procedure } from '../rpc/contract.ts'
import { needsAccount, needsDirectory, Typed } from './failures.ts'

const nothing = z.object({})
const HOUR_MS = 3_600_000

/** Who may call me: the policy, requests to call, ring passes. */
export const callerProcedures = {
  /** Holds on this device at once, whole or not at all; `me.policyUpload` tells when the directory has it. */
  'policy.set': {
    input: CallingChoices.partial(),
    output: nothing,
    failures: { ...needsAccount, 'cannot-save': nothing },
  },
  /** Sends what the directory did not take once more, as it is: policy, relations, and people of the book without room. */
  'policy.retry': { input: nothing, output: nothing, failures: needsAccount },
  'request.send': {
    input: z.object({ handle: Handle, text: Typed }),
    output: nothing,
    failures: {
      ...needsDirectory,
      'not-found': nothing,
      'already-pending': nothing,
      'already-allowed': nothing,
      'too-many-requests': z.object({ retryAfterMs: z.number().int().min(0) }),
      'not-allowed': z.object({ rule: RefusingRule }),
    },
  },
  'request.withdraw': { input: z.object({ handle: Handle }), output: nothing, failures: needsDirectory },
  'request.answer': {
    input: z.object({ handle: Handle, answer: RequestAnswer }),
    output: nothing,
    failures: {
      ...needsDirectory,
      'no-such-request': nothing,
      'too-many-people': nothing,
      'cannot-save': nothing,
    },
  },
  /** A link that lets its holder ring once: anybody, or only the person with the handle typed in `forTyped`. */
  'pass.make': {
    input: z.object({
      forTyped: Typed.nullable(),
      validMs: z
        .number()
        .int()
        .min(HOUR_MS)
        .max(30 * 24 * HOUR_MS),
    }),
    output: z.object({ passId: RingPassId, link: z.string().max(500) }),
    failures: {
      ...needsDirectory,
      'bad-handle': nothing,
      myself: nothing,
      'too-many-passes': nothing,
      'cannot-save': nothing,
    },
  },
  /** Holds on this device at once. */
  'pass.revoke': { input: z.object({ passId: RingPassId }), output: nothing, failures: needsAccount },
} as const satisfies Record<string, Procedure>
