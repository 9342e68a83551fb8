import type { Badge } from '../contract/calling-policy.ts'
import type { Crypto } from '../contract/crypto.ts'
import type { DirectoryCall } from '../contract/directory/records.ts'
import {
  type Address,
  type DirectoryHost,
  DisplayName,
  type PublicKey,
  type Sha256,
} from '../contract/ids.ts'
import { TIMES } from '../contract/limits.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import type { SignedStatement, StatementScope } from '../contract/statement.ts'
import {
  type Accept,
  AcceptStatement,
  type Invitation,
  InvitationStatement,
  ProfileStatement,
} from '../contract/statements.ts'
import {
  type DeviceListHead,
  type ListedDevice,
  openByListedDevice,
  verifyDeviceLists,
} from './device-list.ts'
import { cleanDisplayName } from './display-name.ts'
import { formatAddress } from './handle.ts'
import { openStatement } from './signed.ts'

/** What a device knows when it judges what the directory forwards. Times are directory time. */
export type CheckContext = {
  readonly crypto: Crypto
  readonly scope: StatementScope
  readonly directoryKey: PublicKey
  readonly host: DirectoryHost
  readonly nowMs: number
}

export type CheckedPeer = {
  readonly list: DeviceListHead
  readonly displayName: DisplayName
  /** The directory's word. */
  readonly badge: Badge | null
}

export type CheckFailure = {
  readonly kind: 'device-lists' | 'profile' | 'device' | 'signature' | 'content' | 'addressee' | 'age'
}

/** Checks who the directory says that an account is: its chain of device lists, and the signed profile. */
export function checkPeer(
  context: CheckContext,
  peer: DirectoryCall['peer'],
): Result<CheckedPeer, CheckFailure> {
  const list = verifyDeviceLists(context.crypto, context.scope, peer.deviceLists)
  if (!list.ok || list.value.handle !== peer.handle) return fail({ kind: 'device-lists' })
  const profile = openStatement(
    context.crypto,
    ProfileStatement,
    context.scope,
    peer.profile,
    context.directoryKey,
  )
  if (!profile.ok || profile.value.handle !== peer.handle) return fail({ kind: 'profile' })
  // Cleaned here too: neither the directory nor the other side's app is trusted to have done it.
  const displayName = cleanDisplayName(profile.value.displayName) ?? DisplayName.parse(peer.handle)
  return ok({ list: list.value, displayName, badge: profile.value.badge })
}

/** Checks that an invitation was signed by a device of the caller's account, for me, and not long ago. */
export function checkInvitation(
  context: CheckContext,
  call: DirectoryCall,
  peer: CheckedPeer,
  me: { readonly address: Address; readonly listHead: Sha256 },
): Result<Invitation, CheckFailure> {
  const opened = openByListedDevice(context, InvitationStatement, call.invitation, peer.list)
  if (!opened.ok) return opened
  const invitation = opened.value.body
  const isWhole =
    invitation.callId === call.callId &&
    invitation.from === formatAddress(peer.list.handle, context.host) &&
    invitation.listNumber === peer.list.number
  if (!isWhole) return fail({ kind: 'content' })
  if (invitation.to !== me.address || invitation.toListHead !== me.listHead)
    return fail({ kind: 'addressee' })
  const ageMs = context.nowMs - invitation.issuedAtMs
  const isFresh =
    ageMs <= TIMES.invitationAgeMs &&
    ageMs >= -TIMES.invitationAgeMs &&
    context.nowMs <= invitation.expiresAtMs
  return isFresh ? ok(invitation) : fail({ kind: 'age' })
}

/** Checks that an answer was signed by a device of the callee's account, for this very invitation. */
export function checkAccept(
  context: CheckContext,
  accept: SignedStatement,
  peer: CheckedPeer,
  sent: { readonly invitation: Invitation; readonly invitationHash: Sha256 },
): Result<{ readonly accept: Accept; readonly device: ListedDevice }, CheckFailure> {
  const opened = openByListedDevice(context, AcceptStatement, accept, peer.list)
  if (!opened.ok) return opened
  const body = opened.value.body
  const isWhole =
    body.callId === sent.invitation.callId &&
    body.invitation === sent.invitationHash &&
    body.from === sent.invitation.from &&
    body.to === sent.invitation.to &&
    body.listNumber === peer.list.number &&
    body.to === formatAddress(peer.list.handle, context.host)
  return isWhole ? ok({ accept: body, device: opened.value.device }) : fail({ kind: 'content' })
}
