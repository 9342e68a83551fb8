import { z } from 'zod'
import { RequestAnswer, RequestText, RingPassId } from '../call-request.ts'
import { Handle } from '../ids.ts'
import { RelationsMark } from '../relation.ts'
import { LIMITS } from '../limits.ts'
import { RefusingRule } from '../reachability.ts'
import type { Procedure } from '../rpc/contract.ts'
import { SignedStatement } from '../statement.ts'
import { badStatement, needsSignIn } from './failures.ts'
import { OwnRecord, RingPassRecord } from './records.ts'

const nothing = z.object({})

/** Who may call whom: what a device tells the directory about its own account. */
export const callerProcedures = {
  'policy.set': {
    input: z.object({ statement: SignedStatement }),
    output: OwnRecord,
    failures: {
      ...needsSignIn,
      ...badStatement,
      'older-revision': z.object({ current: SignedStatement.nullable() }),
    },
  },
  /** All of them, or none. A change that refuses whoever rings now ends that ring in the same transaction. */
  'relation.set': {
    input: z.object({ statements: z.array(SignedStatement).min(1).max(LIMITS.relationsPerFrame) }),
    /** The mark as it was before, and as it is with these. */
    output: z.object({
      mark: z.object({ before: RelationsMark, now: RelationsMark }).nullable().default(null),
    }),
    failures: {
      ...needsSignIn,
      ...badStatement,
      /** Of the first of these people whose stored relation is as new, or newer. */
      'older-revision': z.object({ current: SignedStatement }),
      'too-many-people': nothing,
    },
  },
  /**
   * The account's own relations in the order of handles, those that were stored after the mark `since` (0: all);
   * `next` continues. `mark` is the newest one when the page was read.
   */
  'relation.list': {
    input: z.object({ after: Handle.nullable(), since: RelationsMark.default(0) }),
    output: z.object({
      statements: z.array(SignedStatement).max(LIMITS.relationsPerFrame),
      next: Handle.nullable(),
      mark: RelationsMark.default(0),
    }),
    failures: needsSignIn,
  },
  /** Public: who follows this account, or whom it follows, in the order of handles. Profiles as the directory signs them. */
  'follow.list': {
    input: z.object({
      handle: Handle,
      direction: z.enum(['followers', 'following']),
      after: Handle.nullable(),
    }),
    output: z.object({
      profiles: z.array(SignedStatement).max(LIMITS.followersPerPage),
      next: Handle.nullable(),
      count: z.number().int().min(0),
    }),
    failures: { ...needsSignIn, 'not-found': nothing },
  },
  /**
   * Asks somebody to be allowed to ring. One for a pair at a time. To a callee who shows no reasons, a block or a
   * "never" is answered like a success.
   */
  'request.send': {
    input: z.object({ to: Handle, text: RequestText }),
    output: nothing,
    failures: {
      ...needsSignIn,
      'not-found': nothing,
      'already-pending': nothing,
      'already-allowed': nothing,
      /** Five an hour. */
      'too-many-requests': z.object({ retryAfterMs: z.number().int().min(0) }),
      'not-allowed': z.object({ rule: RefusingRule }),
    },
  },
  'request.withdraw': { input: z.object({ to: Handle }), output: nothing, failures: needsSignIn },
  /** Answers a request, and stores the relation that follows from it, in one transaction. */
  'request.answer': {
    input: z.object({ from: Handle, answer: RequestAnswer, relation: SignedStatement }),
    output: nothing,
    failures: {
      ...needsSignIn,
      ...badStatement,
      'no-such-request': nothing,
      'older-revision': z.object({ current: SignedStatement }),
      'too-many-people': nothing,
    },
  },
  'pass.make': {
    input: z.object({ statement: SignedStatement }),
    output: nothing,
    failures: { ...needsSignIn, ...badStatement, 'too-many-passes': nothing },
  },
  'pass.revoke': { input: z.object({ passId: RingPassId }), output: nothing, failures: needsSignIn },
  /** Those that are not expired, the newest first. */
  'pass.list': {
    input: nothing,
    output: z.object({ passes: z.array(RingPassRecord).max(LIMITS.passesPerAccount) }),
    failures: needsSignIn,
  },
} as const satisfies Record<string, Procedure>
