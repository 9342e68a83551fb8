import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallMedia, Fingerprint } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { AcceptStatement } from '../../contract/statements.ts'
import type { CallEnd } from '../../domain/call-machine.ts'
import { signStatement } from '../../domain/signed.ts'
import { type CallContext, ownList, scopeOf } from './call-context.ts'
import type { CallRecord } from './call-record.ts'

/** Signs the answer and tells the directory, which settles the call for the first device that comes. */
export async function answerCall(
  context: CallContext,
  call: CallRecord,
  fingerprint: Fingerprint,
  media: CallMedia,
): Promise<Result<DirectoryCall, CallEnd>> {
  const rpc = context.rpc()
  const { invitation } = call
  if (!rpc) return fail('directory-unreachable')
  if (!invitation) return fail('failed')
  const account = context.account()
  const accept = signStatement(context.signer, AcceptStatement, scopeOf(account), {
    callId: call.callId,
    invitation: invitation.hash,
    from: invitation.body.from,
    to: invitation.body.to,
    device: account.device,
    listNumber: ownList(context).number,
    fingerprint,
    media,
    nonce: call.ownNonce,
  })
  const answered = await rpc.call('call.accept', { callId: call.callId, accept })
  if (answered.ok) return ok(answered.value.call)
  switch (answered.error.kind) {
    case 'already-settled':
      return ok(answered.error.call)
    case 'disconnected':
    case 'timed-out':
    case 'not-signed-in':
      return fail('directory-unreachable')
    default:
      return fail('failed')
  }
}
