import type { RequestRow, RequestsSnapshot } from '../../contract/bridge/caller-snapshots.ts'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { RequestAnswer } from '../../contract/call-request.ts'
import type { ReceivedRequest, RequestsRecord } from '../../contract/directory/records.ts'
import type { Handle } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { cleanName } from '../../domain/display-name.ts'
import { formatAddress } from '../../domain/handle.ts'
import { checkPeer } from '../../domain/invitation-check.ts'
import { RELATION_OF_ANSWER } from '../../domain/relation.ts'
import { type CallContext, checkContext } from '../calls/call-context.ts'
import type { Relations } from './relations.ts'

type Answered = HandlerResult<BridgeContract, 'request.answer'>

/** Requests to call: those of strangers to me, and mine to others. The directory keeps them. */
export type Requests = {
  readonly handleTold: (told: RequestsRecord) => void
  /** Nothing is known of them without a connection; what was told last stays on the screen. */
  readonly snapshot: () => RequestsSnapshot
  /** They asked to call me, and I have not answered. */
  readonly isAskedBy: (person: Handle) => boolean
  readonly send: (to: Handle, text: string) => Promise<HandlerResult<BridgeContract, 'request.send'>>
  readonly withdraw: (to: Handle) => Promise<HandlerResult<BridgeContract, 'request.withdraw'>>
  /** The relation that follows holds on this device before the directory hears of it. */
  readonly answer: (from: Handle, answer: RequestAnswer) => Promise<Answered>
}

export type RequestsDeps = Pick<
  CallContext,
  'account' | 'rpc' | 'log' | 'crypto' | 'clock' | 'directoryNowMs' | 'people'
> & { readonly relations: Relations; readonly onChange: () => void }

type Received = Omit<RequestRow, 'relation' | 'hasChangedKey' | 'atMs'> &
  Pick<ReceivedRequest, 'atMs'> & { readonly hasOtherKey: boolean }

export function createRequests(deps: RequestsDeps): Requests {
  const { rpc, relations, people } = deps
  let received: readonly Received[] = []
  let sent: RequestsRecord['sent'] = []

  const drop = (handle: Handle) => {
    received = received.filter((request) => request.handle !== handle)
    deps.onChange()
  }
  const answerAt = async (from: Handle, answer: RequestAnswer, isSecondTry: boolean): Promise<Answered> => {
    const signed = relations.sign(from)
    const client = rpc()
    if (!signed || !client) return fail({ kind: 'directory-unreachable' })
    const told = await client.call('request.answer', { from, answer, relation: signed.statement })
    if (told.ok) {
      signed.confirm()
      drop(from)
      return ok({})
    }
    const { error } = told
    if (error.kind === 'older-revision' && !isSecondTry) {
      relations.handleOlder(error.current)
      return answerAt(from, answer, true)
    }
    if (error.kind === 'no-such-request') drop(from)
    return error.kind === 'no-such-request' || error.kind === 'too-many-people'
      ? fail({ kind: error.kind })
      : fail({ kind: 'directory-unreachable' })
  }

  return {
    handleTold: (told) => {
      received = told.received.flatMap((request) => readRequest(deps, request) ?? [])
      sent = told.sent
      deps.onChange()
    },
    snapshot: () => {
      const offsetMs = deps.clock.nowMs() - deps.directoryNowMs()
      const toLocal = (atMs: number) => Math.max(0, atMs + offsetMs)
      const rows = received.map(({ hasOtherKey, ...request }) => ({
        ...request,
        relation: relations.of(request.handle),
        hasChangedKey: hasOtherKey || people.hasChangedKey(request.handle),
        atMs: toLocal(request.atMs),
      }))
      // Whatever the directory says: who is refused for good is not heard.
      const isHeard = ({ relation }: RequestRow) => !relation.isBlocked && relation.exception !== 'never'
      return {
        received: rows.filter(isHeard),
        sent: sent.map((request) => ({ ...request, atMs: toLocal(request.atMs) })),
      }
    },
    isAskedBy: (person) => received.some(({ handle }) => handle === person),
    send: async (to, text) => {
      const cleaned = cleanName(text, LIMITS.requestTextMaxChars)
      const told = await rpc()?.call('request.send', { to, text: cleaned })
      if (told?.ok) return ok({})
      const error = told?.error
      switch (error?.kind) {
        case 'not-found':
        case 'already-pending':
        case 'already-allowed':
          return fail({ kind: error.kind })
        case 'too-many-requests':
        case 'rate-limited':
          return fail({ kind: 'too-many-requests', retryAfterMs: error.retryAfterMs })
        case 'not-allowed':
          // The channel's own refusal has no rule.
          return 'rule' in error
            ? fail({ kind: 'not-allowed', rule: error.rule })
            : fail({ kind: 'directory-unreachable' })
        default:
          return fail({ kind: 'directory-unreachable' })
      }
    },
    withdraw: async (to) => {
      const told = await rpc()?.call('request.withdraw', { to })
      return told?.ok ? ok({}) : fail({ kind: 'directory-unreachable' })
    },
    answer: async (from, answer) => {
      if (!rpc()) return fail({ kind: 'directory-unreachable' })
      const written = await relations.hold(from, RELATION_OF_ANSWER[answer])
      if (!written.ok) return written
      const told = await answerAt(from, answer, false)
      relations.resume()
      return told
    },
  }
}

/** Null where the directory cannot show who asks. */
function readRequest(deps: RequestsDeps, { from, text, atMs }: ReceivedRequest): Received | null {
  const checked = checkPeer(checkContext(deps), from)
  if (!checked.ok) {
    deps.log.warn('a request does not hold', { kind: checked.error.kind })
    return null
  }
  const { list, displayName, badge } = checked.value
  const { handle } = list
  const verdict = deps.people.judge({ handle, displayName, badge, list, chain: from.deviceLists })
  return {
    handle,
    address: formatAddress(handle, deps.account().directory.host),
    displayName,
    badge,
    text: cleanName(text, LIMITS.requestTextMaxChars),
    hasOtherKey: verdict.kind === 'changed' || verdict.kind === 'rolled-back',
    atMs,
  }
}
