import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { DirectoryHost } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { Reachability } from '../../contract/reachability.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { FailureOf } from '../../contract/rpc/contract.ts'
import type { Invitation } from '../../contract/statements.ts'
import { formatAddress, splitAddress } from '../../domain/handle.ts'
import { decideShown } from '../../domain/reachability.ts'
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
  readonly nowMs: number
  readonly isDuplicate: boolean
  readonly callee: {
    readonly list: NewestList
    readonly isOnline: boolean
    readonly disclosure: CallingPolicy['disclosure']
  }
  readonly reachability: Reachability
  /** So many ring already that another may not. */
  readonly hasTooManyRings: { readonly caller: boolean; readonly callee: boolean }
}

const TOO_MANY_RINGS: PlaceFailure = { kind: 'rate-limited', retryAfterMs: 1_000 }

/** All that a caller hears of a callee who shows no reasons. */
export const NOT_AVAILABLE = { kind: 'not-allowed', rule: 'not-available' } as const satisfies PlaceFailure

/**
 * Whether a call rings, is missed at once, or may not be placed; `untold` is a missed one of which the caller hears
 * nothing. What is public of the callee comes first: so it is answered alike to those who may ring and those who may not.
 */
export function decidePlace(facts: PlaceFacts): Result<'ring' | 'offline' | 'untold', PlaceFailure> {
  const { invitation, nowMs, isDuplicate, callee, reachability, hasTooManyRings } = facts
  const { list, isOnline, disclosure } = callee
  if (isDuplicate) return fail({ kind: 'duplicate-call' })
  if (!isFresh(invitation, nowMs)) return fail({ kind: 'stale-invitation', directoryTimeMs: nowMs })
  if (invitation.toListHead !== list.head) return fail({ kind: 'stale-device-list' })
  if (hasTooManyRings.caller) return fail(TOO_MANY_RINGS)
  if (reachability.verdict === 'refused') {
    const shown = decideShown(reachability, isOnline, disclosure).reachability
    return fail({ kind: 'not-allowed', rule: shown.verdict === 'refused' ? shown.rule : reachability.rule })
  }
  if (hasTooManyRings.callee) return fail(disclosure === 'plain' ? NOT_AVAILABLE : TOO_MANY_RINGS)
  if (isOnline) return ok('ring')
  return ok(disclosure === 'plain' ? 'untold' : 'offline')
}

/** Within a minute on directory time, and a little ahead for a device whose idea of that time is. */
function isFresh({ issuedAtMs, expiresAtMs }: Invitation, nowMs: number): boolean {
  const ageMs = nowMs - issuedAtMs
  const leftMs = expiresAtMs - nowMs
  const longestMs = TIMES.invitationAgeMs + KEEPING.clockSkewMs
  return ageMs <= TIMES.invitationAgeMs && ageMs >= -KEEPING.clockSkewMs && leftMs > 0 && leftMs <= longestMs
}
