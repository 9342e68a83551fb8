import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { ParsedInputOf } from '../../contract/rpc/contract.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { decodeStatement, type SignedStatement } from '../../contract/statement.ts'
import { DeviceListStatement } from '../../contract/statements.ts'
import { verifyDeviceLists } from '../../domain/device-list.ts'
import type { DirectoryContext } from '../context.ts'
import { KEEPING } from '../limits.ts'
import { openPolicy } from '../callers/set-policy.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'
import type { StoredAccount, Tables } from '../store/store.ts'
import { hashCode } from './registration-codes.ts'
import { RESERVED_HANDLES } from './reserved-handles.ts'
import type { SignedInDevice } from './sign-in.ts'

type Registration = ParsedInputOf<DirectoryContract, 'account.register'>

export async function checkHandle(
  { store }: DirectoryContext,
  handle: Handle,
): Promise<HandlerResult<DirectoryContract, 'handle.check'>> {
  if (RESERVED_HANDLES.has(handle)) return ok({ state: 'reserved' })
  return store.transact(async ({ accounts, resets }) => {
    if (await resets.isOpen(handle)) return ok({ state: 'reset' })
    return ok({ state: (await accounts.has(handle)) ? 'taken' : 'free' })
  })
}

/** Makes an account, or leaves everything as it was, an invitation code included. */
export async function registerAccount(
  context: DirectoryContext,
  registration: Registration,
): Promise<HandlerResult<DirectoryContract, 'account.register'>> {
  const { handle, displayName, deviceList, invitationCode } = registration
  if (RESERVED_HANDLES.has(handle)) return fail({ kind: 'handle-reserved' })
  const checked = checkFirstList(context, handle, deviceList)
  if (!checked.ok) return checked
  const opened = openPolicy(context, registration.policy, checked.value)
  if (!opened.ok) return opened
  const policy = opened.value
  const needsCode = context.registration === 'invitation'

  const nowMs = context.clock.nowMs()
  return context.store.transact(async (tables) => {
    const { accounts, invitations, resets } = tables
    if (await resets.isOpen(handle)) return registerAnew(context, tables, registration, policy)
    const known = await accounts.find(handle)
    if (known) return registerAgain(tables, known, registration, policy)
    if (needsCode && invitationCode === null) return fail({ kind: 'invitation-needed' })
    if (needsCode) {
      const codeHash = hashCode(context.crypto, invitationCode ?? '')
      if (!(await invitations.use(codeHash, handle, nowMs))) return fail({ kind: 'invitation-refused' })
    }
    const granted = { badge: null, plan: 'free' } as const
    const signedPolicy = registration.policy
    await accounts.insert(
      { handle, displayName, deviceLists: [deviceList], policy, signedPolicy, ...granted },
      nowMs,
    )
    return ok({ handle })
  })
}

/**
 * The answer to a registration was lost, or could not be saved, and its device tries once more: it has its account as
 * it asks for it now. The policy is signed anew for each try, so nobody else can ask this, who may know the list.
 */
async function registerAgain(
  { accounts }: Tables,
  known: StoredAccount,
  { handle, displayName, deviceList, policy: signedPolicy }: Registration,
  policy: CallingPolicy,
): Promise<HandlerResult<DirectoryContract, 'account.register'>> {
  const [first, second] = known.deviceLists
  const isTheSame = first?.text === deviceList.text && second === undefined && known.policy.revision === 1
  if (!isTheSame) return fail({ kind: 'handle-taken' })
  await accounts.replace({ handle, displayName, deviceLists: [deviceList], policy, signedPolicy })
  return ok({ handle })
}

/**
 * Gives a handle that was reset back to its person, with the code of that reset and no other. Name and policy are asked
 * for again: they are this registration's, and nothing of the old devices' stays, nothing that they signed of people
 * either.
 */
async function registerAnew(
  { crypto, clock }: DirectoryContext,
  { accounts, resets, relations, requests, passes }: Tables,
  { handle, displayName, deviceList, invitationCode, policy: signedPolicy }: Registration,
  policy: CallingPolicy,
): Promise<HandlerResult<DirectoryContract, 'account.register'>> {
  if (invitationCode === null) return fail({ kind: 'invitation-needed' })
  if (!(await resets.finish(handle, hashCode(crypto, invitationCode), clock.nowMs())))
    return fail({ kind: 'invitation-refused' })
  await accounts.replace({ handle, displayName, deviceLists: [deviceList], policy, signedPolicy })
  await relations.forgetOf(handle)
  await requests.forgetOf(handle)
  await passes.forgetOf(handle)
  return ok({ handle })
}

/** An account begins with one device, which signs for itself. */
function checkFirstList(
  { crypto, scope }: DirectoryContext,
  handle: Handle,
  signed: SignedStatement,
): Result<SignedInDevice, BadStatement> {
  const bad = (why: BadStatement['why']) => fail(badStatement(why))
  if (Buffer.byteLength(signed.text) > KEEPING.storedStatementBytes) return bad('content')
  const read = decodeStatement(DeviceListStatement, scope, signed.text)
  if (!read.ok) return bad(read.error.kind)
  const { number, previous, devices } = read.value
  if (read.value.handle !== handle || number !== 1 || previous !== null || devices.length !== 1)
    return bad('content')
  const chain = verifyDeviceLists(crypto, scope, [signed])
  const [first] = devices
  if (chain.ok && first) return ok({ handle, device: first.id, publicKey: first.publicKey })
  if (chain.ok) return bad('content')
  if (chain.error.kind === 'signature') return bad('signature')
  const isAboutDevice = chain.error.kind === 'device-id' || chain.error.kind === 'signer'
  return bad(isAboutDevice ? 'device' : 'content')
}
