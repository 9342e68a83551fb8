import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DirectoryHost } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { CallingPolicy } from '../../contract/reachability.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { FailureOf } from '../../contract/rpc/contract.ts'
import type { Invitation } from '../../contract/statements.ts'
import { formatAddress, splitAddress } from '../../domain/handle.ts'
import { decideReachability } from '../../domain/reachability.ts'
import type { NewestList } from '../accounts/account.ts'
import { KEEPING } from '../limits.ts'
import { type BadStatement, badStatement } from '../statement-check.ts'
import type { Viewer } from './call-record.ts'

export type PlaceFailure = Extract<
  FailureOf<DirectoryContract, 'call.place'>,
  {
    readonly kind:
      | 'bad-statement'
      | 'not-found'
      | 'not-allowed'
      | 'stale-device-list'
      | 'stale-invitation'
      | 'duplicate-call'
      | 'rate-limited'
  }
>

/** Whether the invitation speaks of who sent it, and of somebody on this directory. */
export function decideSender(
  host: DirectoryHost,
  invitation: Invitation,
  sender: Viewer,
  list: NewestList,
): Result<null, BadStatement> {
  const { from, device, listNumber, to, issuedAtMs, expiresAtMs } = invitation
  if (device !== sender.device) return fail(badStatement('device'))
  const isSound =
    from === formatAddress(sender.handle, host) &&
    listNumber === list.number &&
    splitAddress(to).host === host &&
    expiresAtMs > issuedAtMs
  return isSound ? ok(null) : fail(badStatement('content'))
}

export type PlaceFacts = {
  readonly invitation: Invitation
  readonly caller: Viewer
  readonly nowMs: number
  readonly isDuplicate: boolean
  readonly callee: { readonly list: NewestList; readonly policy: CallingPolicy; readonly isOnline: boolean }
}

/** Whether a call rings, is missed at once, or may not be placed. */
export function decidePlace(facts: PlaceFacts): Result<'ring' | 'offline', PlaceFailure> {
  const { invitation, caller, nowMs, isDuplicate, callee } = facts
  if (isDuplicate) return fail({ kind: 'duplicate-call' })
  const reachability = decideReachability({
    caller: caller.handle,
    callee: splitAddress(invitation.to).handle,
    policy: callee.policy,
  })
  if (reachability.verdict === 'refused') return fail({ kind: 'not-allowed', rule: reachability.rule })
  if (!isFresh(invitation, nowMs)) return fail({ kind: 'stale-invitation', directoryTimeMs: nowMs })
  if (invitation.toListHead !== callee.list.head) return fail({ kind: 'stale-device-list' })
  return ok(callee.isOnline ? 'ring' : 'offline')
}

/** Within a minute on directory time, and a little ahead for a device whose idea of that time is. */
function isFresh({ issuedAtMs, expiresAtMs }: Invitation, nowMs: number): boolean {
  const ageMs = nowMs - issuedAtMs
  const leftMs = expiresAtMs - nowMs
  const longestMs = TIMES.invitationAgeMs + KEEPING.clockSkewMs
  return ageMs <= TIMES.invitationAgeMs && ageMs >= -KEEPING.clockSkewMs && leftMs > 0 && leftMs <= longestMs
}
