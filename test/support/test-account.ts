import type { Badge } from '../../src/contract/calling-policy.ts'
import type { Signer } from '../../src/contract/crypto.ts'
import type { AccountRecord, DirectoryCall } from '../../src/contract/directory/records.ts'
import { type Address, CallId, DisplayName, Fingerprint, Handle, type Nonce } from '../../src/contract/ids.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import {
  type Accept,
  AcceptStatement,
  AttemptStatement,
  type CallMessageContent,
  CallMessageStatement,
  DeviceListStatement,
  type Invitation,
  InvitationStatement,
  ProfileStatement,
} from '../../src/contract/statements.ts'
import { type DeviceListHead, verifyDeviceLists } from '../../src/domain/device-list.ts'
import { formatAddress } from '../../src/domain/handle.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { makeDevice, type TestDevice, type TestDirectory, testCrypto } from './test-crypto.ts'

/** An account with its real keys, to sign as it would, or as it never would. */
export type TestAccount = {
  readonly handle: Handle
  readonly address: Address
  readonly device: TestDevice
  readonly deviceLists: readonly SignedStatement[]
  readonly record: AccountRecord
}

export const newCallId = (): CallId => CallId.parse(testCrypto.randomNonce().slice(0, 32))
export const newFingerprint = (): Fingerprint => Fingerprint.parse(testCrypto.randomNonce())

type AccountOptions = {
  readonly deviceSeed?: string
  readonly displayName?: string
  readonly badge?: Badge
  /** Who signs the profile; the directory itself unless told. */
  readonly profileSigner?: Signer
}

export function makeTestAccount(
  directory: TestDirectory,
  name: string,
  options: AccountOptions = {},
): TestAccount {
  const handle = Handle.parse(name)
  const device = makeDevice(options.deviceSeed ?? `${name} laptop`)
  const first = signStatement(device.signer, DeviceListStatement, directory.scope, {
    handle,
    number: 1,
    previous: null,
    devices: [{ id: device.id, publicKey: device.signer.publicKey, name: 'Laptop' }],
    signedBy: device.id,
  })
  return toAccount(directory, handle, device, [first], options)
}

function toAccount(
  directory: TestDirectory,
  handle: Handle,
  device: TestDevice,
  deviceLists: SignedStatement[],
  { displayName = handle.toUpperCase(), badge, profileSigner = directory.signer }: AccountOptions = {},
): TestAccount {
  const profile = signStatement(profileSigner, ProfileStatement, directory.scope, {
    handle,
    displayName: DisplayName.parse(displayName),
    badge: badge ?? null,
    issuedAtMs: 0,
  })
  return {
    handle,
    address: formatAddress(handle, directory.host),
    device,
    deviceLists,
    record: { handle, profile, deviceLists },
  }
}

export function listHead(directory: TestDirectory, account: TestAccount): DeviceListHead {
  const list = verifyDeviceLists(testCrypto, directory.scope, account.deviceLists)
  if (!list.ok) throw new Error(`the account's lists do not hold: ${list.error.kind}`)
  return list.value
}

/**
 * The account as its new device stands in it: one more version of the list, by whoever signs. A signer other than the
 * account's own device makes a list that must not hold.
 */
export function addDevice(
  directory: TestDirectory,
  account: TestAccount,
  added: TestDevice,
  signer: Signer = account.device.signer,
): TestAccount {
  const { devices, number, head } = listHead(directory, account)
  const next = signStatement(signer, DeviceListStatement, directory.scope, {
    handle: account.handle,
    number: number + 1,
    previous: head,
    devices: [...devices, { id: added.id, publicKey: added.signer.publicKey, name: 'Added' }],
    signedBy: account.device.id,
  })
  return toAccount(directory, account.handle, added, [...account.deviceLists, next])
}

export type TestInvitation = {
  readonly statement: SignedStatement
  readonly body: Invitation
  readonly nonce: Nonce
}

/** The caller's signed word; `changes` lets it say what an honest app never says. */
export function invite(
  directory: TestDirectory,
  from: TestAccount,
  to: TestAccount,
  nowMs: number,
  changes: Partial<Invitation> = {},
  signer: Signer = from.device.signer,
): TestInvitation {
  const nonce = testCrypto.randomNonce()
  const body: Invitation = {
    callId: newCallId(),
    from: from.address,
    device: from.device.id,
    listNumber: from.deviceLists.length,
    to: to.address,
    toListHead: listHead(directory, to).head,
    media: 'video',
    fingerprint: newFingerprint(),
    commitment: testCrypto.sha256(nonce),
    pass: null,
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + TIMES.invitationAgeMs,
    ...changes,
  }
  return { statement: signStatement(signer, InvitationStatement, directory.scope, body), body, nonce }
}

/** The callee's signed answer to an invitation as it was sent. */
export function answer(
  directory: TestDirectory,
  callee: TestAccount,
  invitation: { readonly statement: SignedStatement; readonly body: Invitation },
  changes: Partial<Accept> = {},
  signer: Signer = callee.device.signer,
): SignedStatement {
  return signStatement(signer, AcceptStatement, directory.scope, {
    callId: invitation.body.callId,
    invitation: testCrypto.sha256(invitation.statement.text),
    from: invitation.body.from,
    to: invitation.body.to,
    device: callee.device.id,
    listNumber: callee.deviceLists.length,
    fingerprint: newFingerprint(),
    media: invitation.body.media,
    nonce: testCrypto.randomNonce(),
    ...changes,
  })
}

export const signMessage = (
  directory: TestDirectory,
  by: TestDevice,
  callId: CallId,
  counter: number,
  content: CallMessageContent,
): SignedStatement =>
  signStatement(by.signer, CallMessageStatement, directory.scope, { callId, device: by.id, counter, content })

export const signAttempt = (
  directory: TestDirectory,
  by: TestDevice,
  callId: CallId,
  attempt: number,
  fingerprint: Fingerprint = newFingerprint(),
): SignedStatement =>
  signStatement(by.signer, AttemptStatement, directory.scope, { callId, device: by.id, attempt, fingerprint })

/** A ring as the directory tells it to the callee. */
export const ringOf = (
  from: TestAccount,
  invitation: TestInvitation,
  changes: Partial<DirectoryCall> = {},
): DirectoryCall => ({
  callId: invitation.body.callId,
  role: 'callee',
  invitation: invitation.statement,
  peer: from.record,
  placedAtMs: invitation.body.issuedAtMs,
  state: { kind: 'ringing', sinceMs: invitation.body.issuedAtMs },
  ...changes,
})
