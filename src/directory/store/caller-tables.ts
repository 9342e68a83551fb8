import type { RequestAnswer, RequestText, RingPassId, RingPassState } from '../../contract/call-request.ts'
import type { CallId, Handle } from '../../contract/ids.ts'
import type { Relation, RelationsMark } from '../../contract/relation.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { RingPass, SignedRelation } from '../../contract/statements.ts'
import type { Placing } from '../../domain/calling-policy.ts'

export type StoredRelation = {
  readonly person: Handle
  readonly revision: number
  readonly relation: Relation
  readonly signed: SignedStatement
  /** The grant of this very revision was used by a ring. */
  readonly isGrantSpent: boolean
  /** The call that used the newest grant that was used. */
  readonly spentCall: CallId | null
}

/** How accounts stand to people, as their devices signed it. A revision stays also where nothing is said any more. */
export type RelationTable = {
  readonly find: (owner: Handle, person: Handle) => Promise<StoredRelation | null>
  /** How each of these owners stands to the person; without those who have said nothing. */
  readonly findOf: (owners: readonly Handle[], person: Handle) => Promise<ReadonlyMap<Handle, StoredRelation>>
  /** Puts it in the place of an earlier one. */
  readonly save: (
    relation: SignedRelation,
    signed: SignedStatement,
    grant: 'fresh' | 'spent',
    mark: RelationsMark,
  ) => Promise<void>
  /** The highest of this owner's; 0 where there is none. */
  readonly mark: (owner: Handle) => Promise<RelationsMark>
  readonly spendGrant: (owner: Handle, person: Handle, callId: CallId) => Promise<void>
  /** In the order of handles, after one; those with a higher mark than `since`, or for 0 all. */
  readonly list: (
    owner: Handle,
    page: { readonly after: Handle | null; readonly since: RelationsMark; readonly limit: number },
  ) => Promise<readonly StoredRelation[]>
  /** People of whom something is said, and all that have a revision. */
  readonly count: (owner: Handle) => Promise<{ readonly said: number; readonly all: number }>
  /** In the order of handles; of those whom somebody has. */
  readonly listFollows: (of: FollowQuery, after: Handle | null, limit: number) => Promise<readonly Handle[]>
  readonly countFollows: (of: FollowQuery) => Promise<number>
  readonly forgetOf: (owner: Handle) => Promise<void>
}
export type FollowQuery = {
  readonly handle: Handle
  readonly direction: 'followers' | 'following'
}

export type StoredRequest = {
  readonly caller: Handle
  readonly callee: Handle
  readonly text: RequestText
  readonly atMs: number
  /** `withheld`: the caller believes that it waits, and the callee never sees it. */
  readonly state: 'pending' | 'withheld' | RequestAnswer
}

/** Requests to call, one for a pair, with the answer until it is forgotten. */
export type RequestTable = {
  readonly find: (caller: Handle, callee: Handle) => Promise<StoredRequest | null>
  /** Which of these have been asked by the caller since then, and have not answered. */
  readonly findPending: (
    caller: Handle,
    callees: readonly Handle[],
    sinceMs: number,
  ) => Promise<ReadonlySet<Handle>>
  /** Puts it in the place of an earlier one of the pair. */
  readonly save: (request: StoredRequest) => Promise<void>
  readonly setState: (caller: Handle, callee: Handle, state: RequestAnswer) => Promise<void>
  readonly remove: (caller: Handle, callee: Handle) => Promise<boolean>
  /** Those that wait for the callee's answer, the newest first. */
  readonly listPending: (callee: Handle, sinceMs: number, limit: number) => Promise<readonly StoredRequest[]>
  readonly countPending: (callee: Handle, sinceMs: number) => Promise<number>
  readonly listSent: (caller: Handle, sinceMs: number, limit: number) => Promise<readonly StoredRequest[]>
  /** When the caller asked anybody since then, the oldest first. */
  readonly listCounts: (caller: Handle, sinceMs: number) => Promise<readonly number[]>
  readonly addCount: (caller: Handle, atMs: number) => Promise<void>
  /** Requests and counts that are older. */
  readonly forget: (requestsBeforeMs: number, countsBeforeMs: number) => Promise<void>
  readonly forgetOf: (handle: Handle) => Promise<void>
}

export type StoredPass = {
  readonly passId: RingPassId
  readonly forHandle: Handle | null
  readonly expiresAtMs: number
  readonly state: RingPassState
  /** The call that used it. */
  readonly usedCall: CallId | null
  readonly signed: SignedStatement
}

/** The ring passes of each account. */
export type PassTable = {
  readonly find: (owner: Handle, passId: RingPassId) => Promise<StoredPass | null>
  readonly findByCall: (owner: Handle, callId: CallId) => Promise<StoredPass | null>
  readonly insert: (pass: RingPass, signed: SignedStatement, madeAtMs: number) => Promise<void>
  readonly use: (owner: Handle, passId: RingPassId, by: Handle, callId: CallId, atMs: number) => Promise<void>
  /** True where it was unused until now. */
  readonly revoke: (owner: Handle, passId: RingPassId) => Promise<boolean>
  /** Those that are not expired, the newest first. */
  readonly list: (owner: Handle, nowMs: number, limit: number) => Promise<readonly StoredPass[]>
  readonly countUnused: (owner: Handle, nowMs: number) => Promise<number>
  /** Expired ones, and the oldest of those that are used or revoked beyond the newest `keep`. */
  readonly forget: (owner: Handle, nowMs: number, keep: number) => Promise<void>
  readonly forgetOf: (owner: Handle) => Promise<void>
}

/** What the administrator decides about the whole directory, and in which order they changed what. */
export type AdministrationTable = {
  readonly placing: () => Promise<Placing>
  readonly setPlacing: (placing: Placing) => Promise<void>
  /** Notes that somebody's badge or plan was changed, or for null what is everybody's. */
  readonly noteChange: (handle: Handle | null) => Promise<void>
  readonly newestChange: () => Promise<number>
  readonly listChanges: (
    after: number,
  ) => Promise<readonly { readonly number: number; readonly handle: Handle | null }[]>
}
