import type { RequestAnswer } from '../../contract/call-request.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { Relation } from '../../contract/relation.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { RELATION_OF_ANSWER } from '../../domain/relation.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import type { Session } from '../sessions/sessions.ts'
import { badStatement } from '../statement-check.ts'
import type { Tables } from '../store/store.ts'
import {
  findFresh,
  type OpenedRelation,
  openRelations,
  type RelationFailure,
  type SavedRelations,
  saveRelations,
  tellRelations,
} from './relations.ts'

/** Answers a request, and stores the relation that follows from it, in one transaction. */
export async function answerRequest(
  desk: CallDesk,
  session: Session,
  from: Handle,
  answer: RequestAnswer,
  signed: SignedStatement,
): Promise<HandlerResult<DirectoryContract, 'request.answer'>> {
  const { context } = desk
  const opened = openRelations(context, session, [signed])
  if (!opened.ok) return opened
  const [one] = opened.value
  if (one?.body.person !== from || !isAnswer(one.body.relation, answer)) return fail(badStatement('content'))
  const refusal = await context.rates.take('account-changes', session.handle)
  if (refusal) return fail(refusal)
  const outcome = await context.store.transact(
    (tables) => store(desk, tables, session, one, answer),
    (committed) => desk.take((committed.ok && committed.value?.ended) || []),
  )
  if (!outcome.ok) return outcome
  if (outcome.value) tellRelations(context, session, outcome.value)
  return ok({})
}

function isAnswer(relation: Relation, answer: RequestAnswer): boolean {
  const wanted: Partial<Relation> = RELATION_OF_ANSWER[answer]
  return (
    (wanted.grant === undefined || relation.grant === wanted.grant) &&
    (wanted.exception === undefined || relation.exception === wanted.exception)
  )
}

async function store(
  { context }: CallDesk,
  tables: Tables,
  session: Session,
  one: OpenedRelation,
  answer: RequestAnswer,
): Promise<Result<SavedRelations | null, RelationFailure | { readonly kind: 'no-such-request' }>> {
  const { person } = one.body
  const request = await tables.requests.find(person, session.handle)
  const stored = await tables.relations.find(session.handle, person)
  // The same again, because the answer was lost.
  if (request?.state === answer && stored?.signed.text === one.signed.text) return ok(null)
  const isWaiting = request?.state === 'pending' && request.atMs > context.clock.nowMs() - TIMES.requestMs
  if (!isWaiting) return fail({ kind: 'no-such-request' })
  const fresh = await findFresh(tables, session, [one])
  if (!fresh.ok) return fresh
  await tables.requests.setState(person, session.handle, answer)
  const saved = await saveRelations(context, tables, session, fresh.value, true)
  return ok({ ...saved, people: [person], answered: [person] })
}
