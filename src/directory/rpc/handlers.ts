import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { fail, ok } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import { setDisplayName } from '../accounts/own-account.ts'
import { checkHandle, registerAccount } from '../accounts/register.ts'
import { identify } from '../accounts/sign-in.ts'
import { callerHandlers } from './caller-handlers.ts'
import { acceptCall } from '../calls/accept.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import { acknowledgeCalls, endCall } from '../calls/end.ts'
import { signalCall } from '../calls/escrow.ts'
import { attemptCall, messageCall, renewCall } from '../calls/in-call.ts'
import { placeCall } from '../calls/place.ts'
import { lookUp } from '../people/look-up.ts'
import { watchPeople } from '../presence/presence.ts'
import type { Connection } from './connection.ts'
import { needsSession } from './needs-session.ts'
import { signIn } from './sign-in-session.ts'
import { withLimits } from './with-limits.ts'

type DirectoryHandlers = Handlers<DirectoryContract, Connection>

/** One handler for each procedure of the contract. */
export const createHandlers = (desk: CallDesk): DirectoryHandlers => {
  const { context } = desk
  return withLimits({
    'directory.identify': ({ deviceNonce }, connection) => {
      const { challenge, answer } = identify(context, deviceNonce)
      connection.setChallenge(challenge)
      return answer
    },
    'handle.check': async ({ handle }, { addressKey }) => {
      const refusal = await context.rates.take('handle-checks', addressKey)
      return refusal ? fail(refusal) : checkHandle(context, handle)
    },
    'account.register': async (registration, { addressKey }) => {
      const refusal = await context.rates.take('registrations', addressKey)
      return refusal ? fail(refusal) : registerAccount(context, registration)
    },
    'session.signIn': ({ statement }, connection) => signIn(desk, connection, statement),
    ...signedInHandlers(desk),
  })
}

type SignedInName = Exclude<
  keyof DirectoryHandlers,
  'directory.identify' | 'handle.check' | 'account.register' | 'session.signIn'
>

const signedInHandlers = (desk: CallDesk): Pick<DirectoryHandlers, SignedInName> => {
  const { context } = desk
  return {
    'account.setDisplayName': needsSession(({ displayName }, session) =>
      setDisplayName(desk, session, displayName),
    ),
    ...callerHandlers(desk),
    'person.lookUp': needsSession(({ handle }, session) => lookUp(context, session, handle)),
    'presence.watch': needsSession(async ({ handles }, session) =>
      ok({ people: await watchPeople(context, session, handles) }),
    ),
    'call.place': needsSession(({ invitation }, session) => placeCall(desk, session, invitation)),
    'call.accept': needsSession(({ callId, accept }, session) => acceptCall(desk, session, callId, accept)),
    'call.decline': needsSession(({ callId }, session) =>
      endCall(desk, session, callId, { kind: 'decline' }),
    ),
    'call.cancel': needsSession(({ callId }, session) => endCall(desk, session, callId, { kind: 'cancel' })),
    'call.end': needsSession(({ callId, reason }, session) =>
      endCall(desk, session, callId, { kind: 'end', reason }),
    ),
    // These three are settled at once, in memory: so frames keep their order.
    'call.signal': needsSession((signal, session) => signalCall(desk, session, signal)),
    'call.message': needsSession(({ callId, message }, session) =>
      messageCall(desk, session, callId, message),
    ),
    'call.attempt': needsSession(({ callId, attempt }, session) =>
      attemptCall(desk, session, callId, attempt),
    ),
    'call.renew': needsSession(({ callId }, session) => renewCall(desk, session, callId)),
    'call.acknowledge': needsSession(async ({ callIds }, session) => {
      await acknowledgeCalls(desk, session, callIds)
      return ok({})
    }),
  }
}
