import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { callerProcedures } from '../../contract/directory/caller-procedures.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import { answerRequest } from '../callers/answer-request.ts'
import { listFollows } from '../callers/follows.ts'
import { listPasses, makePass, revokePass } from '../callers/passes.ts'
import { listRelations, setRelations } from '../callers/relations.ts'
import { sendRequest, withdrawRequest } from '../callers/requests.ts'
import { setPolicy } from '../callers/set-policy.ts'
import type { Connection } from './connection.ts'
import { needsSession } from './needs-session.ts'

type CallerHandlers = Pick<Handlers<DirectoryContract, Connection>, keyof typeof callerProcedures>

/** What a device tells of its own account: who may call whom. */
export const callerHandlers = (desk: CallDesk): CallerHandlers => {
  const { context } = desk
  return {
    'policy.set': needsSession(({ statement }, session) => setPolicy(desk, session, statement)),
    'relation.set': needsSession(({ statements }, session) => setRelations(desk, session, statements)),
    'relation.list': needsSession((page, session) => listRelations(context, session, page)),
    'follow.list': needsSession((query) => listFollows(context, query)),
    'request.send': needsSession(({ to, text }, session) => sendRequest(context, session, to, text)),
    'request.withdraw': needsSession(({ to }, session) => withdrawRequest(context, session, to)),
    'request.answer': needsSession(({ from, answer, relation }, session) =>
      answerRequest(desk, session, from, answer, relation),
    ),
    'pass.make': needsSession(({ statement }, session) => makePass(context, session, statement)),
    'pass.revoke': needsSession(({ passId }, session) => revokePass(context, session, passId)),
    'pass.list': needsSession((_, session) => listPasses(context, session)),
  }
}
