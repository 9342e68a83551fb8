import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import { fail, invariant, ok, type Result } from '../../contract/result.ts'
import type { ParsedInputOf } from '../../contract/rpc/contract.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { RelationStatement, type SignedRelation } from '../../contract/statements.ts'
import type { RelationsMark } from '../../contract/relation.ts'
import { isNoRelation, isSameRelation } from '../../domain/relation.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import type { CallRecord } from '../calls/call-record.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import type { Session } from '../sessions/sessions.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'
import type { StoredRelation } from '../store/caller-tables.ts'
import type { Tables } from '../store/store.ts'
import { endRefused } from './end-refused.ts'
import { openOwnStatement } from './own-statement.ts'

export type OpenedRelation = { readonly body: SignedRelation; readonly signed: SignedStatement }
export type RelationFailure =
  | { readonly kind: 'older-revision'; readonly current: SignedStatement }
  | { readonly kind: 'too-many-people' }

/** Changes how the account stands to some people, and ends the rings that it refuses now, in one transaction. */
export async function setRelations(
  desk: CallDesk,
  session: Session,
  statements: readonly SignedStatement[],
): Promise<HandlerResult<DirectoryContract, 'relation.set'>> {
  const { context } = desk
  const opened = openRelations(context, session, statements)
  if (!opened.ok) return opened
  const refusal = await context.rates.take('relation-changes', session.handle)
  if (refusal) return fail(refusal)
  const outcome = await context.store.transact(
    async (tables) => {
      const fresh = await findFresh(tables, session, opened.value)
      if (!fresh.ok) return fresh
      return ok(await saveRelations(context, tables, session, fresh.value, false))
    },
    (committed) => desk.take(committed.ok ? committed.value.ended : []),
  )
  if (!outcome.ok) return outcome
  tellRelations(context, session, outcome.value)
  return ok({ mark: outcome.value.mark })
}

export function openRelations(
  context: DirectoryContext,
  session: Session,
  statements: readonly SignedStatement[],
): Result<readonly OpenedRelation[], BadStatement> {
  const opened: OpenedRelation[] = []
  for (const signed of statements) {
    const one = openOwnStatement(context, RelationStatement, signed, session)
    if (!one.ok) return one
    const { person } = one.value
    const isAboutAnother = person !== session.handle && !opened.some(({ body }) => body.person === person)
    if (!isAboutAnother) return fail(badStatement('content'))
    opened.push({ body: one.value, signed })
  }
  return ok(opened)
}

/** Those that are newer than what is stored; a failure where one is older, or there would be too many people. */
export async function findFresh(
  { relations }: Tables,
  { handle }: Session,
  opened: readonly OpenedRelation[],
): Promise<Result<readonly OpenedRelation[], RelationFailure>> {
  const fresh: OpenedRelation[] = []
  let said = 0
  let all = 0
  for (const one of opened) {
    const { person, revision, relation } = one.body
    const stored = await relations.find(handle, person)
    if (stored && stored.revision >= revision) {
      // The same again, because the answer was lost.
      if (stored.revision === revision && isSameRelation(stored.relation, relation)) continue
      return fail({ kind: 'older-revision', current: stored.signed })
    }
    fresh.push(one)
    all += stored ? 0 : 1
    said += (isNoRelation(relation) ? 0 : 1) - (stored && !isNoRelation(stored.relation) ? 1 : 0)
  }
  if (all === 0 && said <= 0) return ok(fresh)
  const before = await relations.count(handle)
  const isTooMuch =
    (said > 0 && before.said + said > LIMITS.relationsPerAccount) ||
    (all > 0 && before.all + all > KEEPING.relationRowsPerAccount)
  return isTooMuch ? fail({ kind: 'too-many-people' }) : ok(fresh)
}

export type SavedRelations = {
  readonly ended: readonly CallRecord[]
  readonly people: readonly Handle[]
  /** Those of whom a request to call was answered by it. */
  readonly answered: readonly Handle[]
  readonly mark: { readonly before: RelationsMark; readonly now: RelationsMark }
}

/** Stores what was found fresh. `isAnswer`: it grants anew, where another change leaves a used grant used. */
export async function saveRelations(
  context: DirectoryContext,
  tables: Tables,
  { handle }: Session,
  fresh: readonly OpenedRelation[],
  isAnswer: boolean,
): Promise<SavedRelations> {
  const answered: Handle[] = []
  const before = await tables.relations.mark(handle)
  // By the clock, so that a directory that was set back to an older copy does not give the same mark to other words.
  const now = fresh.length > 0 ? Math.max(before + 1, context.clock.nowMs()) : before
  for (const { body, signed } of fresh) {
    const stored = await tables.relations.find(handle, body.person)
    const isStillSpent = !isAnswer && isSpent(stored) && body.relation.grant === 'once'
    await tables.relations.save(body, signed, isStillSpent ? 'spent' : 'fresh', now)
    if (await answerByRelation(context, tables, body)) answered.push(body.person)
  }
  const people = fresh.map(({ body }) => body.person)
  const owner = await tables.accounts.find(handle)
  invariant(owner, 'who is signed in has an account')
  const ended = people.length > 0 ? await endRefused(context, tables, owner, new Set(people)) : []
  return { ended, people, answered, mark: { before, now } }
}

const isSpent = (stored: StoredRelation | null): boolean => stored?.isGrantSpent === true

/** Who is blocked, or may always or never ring, has their answer. True where a request waited for it. */
async function answerByRelation(
  { clock }: DirectoryContext,
  { requests }: Tables,
  { handle, person, relation }: SignedRelation,
): Promise<boolean> {
  const answer = relation.isBlocked ? 'never' : relation.exception
  if (answer === 'none') return false
  const request = await requests.find(person, handle)
  if (request?.state !== 'pending' || request.atMs <= clock.nowMs() - TIMES.requestMs) return false
  await requests.setState(person, handle, answer)
  return true
}

/** Tells the account's other devices, and each of the people how they stand now. */
export function tellRelations(
  { bus }: DirectoryContext,
  { handle, device }: Session,
  { people, answered }: SavedRelations,
): void {
  if (people.length === 0) return
  bus.publish({ type: 'relations-changed', handle, by: device })
  for (const person of people) bus.publish({ type: 'reachability-changed', handle, to: person })
  if (answered.length > 0) bus.publish({ type: 'requests-changed', handle })
  for (const person of answered) bus.publish({ type: 'requests-changed', handle: person })
}

/** The account's own relations, a frame at a time; what is stored while they are read is newer than the first mark. */
export async function listRelations(
  { store }: DirectoryContext,
  { handle }: Session,
  { after, since }: ParsedInputOf<DirectoryContract, 'relation.list'>,
): Promise<HandlerResult<DirectoryContract, 'relation.list'>> {
  const { rows, mark } = await store.read(async ({ relations }) => ({
    rows: await relations.list(handle, { after, since, limit: LIMITS.relationsPerFrame + 1 }),
    mark: await relations.mark(handle),
  }))
  const page = rows.slice(0, LIMITS.relationsPerFrame)
  const next = rows.length > page.length ? (page.at(-1)?.person ?? null) : null
  return ok({ statements: page.map(({ signed }) => signed), next, mark })
}
