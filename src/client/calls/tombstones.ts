import type { GivenEndReason } from '../../contract/call-end.ts'
import type { DirectoryCall } from '../../contract/directory/records.ts'
import type { CallId } from '../../contract/ids.ts'
import type { CallEnd, CallEvent, EndedBy } from '../../domain/call-machine.ts'
import type { CallContext } from './call-context.ts'

/** What this device says last of a call. */
export type LastWord =
  | { readonly procedure: 'call.decline' }
  | { readonly procedure: 'call.cancel' }
  | { readonly procedure: 'call.end'; readonly reason: GivenEndReason }

/**
 * Calls that are over here. The last word is said again after a lost connection, until the directory agrees that the
 * call is over, so that no ring goes on at the other side.
 */
export type Tombstones = {
  readonly bury: (callId: CallId, word: LastWord) => void
  readonly has: (callId: CallId) => boolean
  /** Something of the call was told again: says the last word again where it is still needed. */
  readonly handle: (call: DirectoryCall) => void
}

/** More than a person ends; a directory that tells of endless calls gets no endless memory. */
const MOST_WORDS = 500

export function createTombstones({ rpc, log }: Pick<CallContext, 'rpc' | 'log'>): Tombstones {
  const words = new Map<CallId, LastWord>()
  const say = (callId: CallId, word: LastWord) => {
    const client = rpc()
    if (!client) return
    const said =
      word.procedure === 'call.end'
        ? client.call('call.end', { callId, reason: word.reason })
        : client.call(word.procedure, { callId })
    void said.then((result) => {
      if (!result.ok) log.warn('the end of a call was not told', { kind: result.error.kind })
    })
  }
  return {
    bury: (callId, word) => {
      words.set(callId, word)
      const [oldest] = words.keys()
      if (oldest && words.size > MOST_WORDS) words.delete(oldest)
      say(callId, word)
    },
    has: (callId) => words.has(callId),
    handle: ({ callId, state }) => {
      const word = words.get(callId)
      if (!word) return
      if (state.kind === 'ended') words.delete(callId)
      else say(callId, word)
    },
  }
}

/** The directory's reason, with who it was from where this device stands. */
export function toSettled(
  direction: 'outgoing' | 'incoming',
  reason: CallEnd,
): Extract<CallEvent, { type: 'settled' }> {
  return { type: 'settled', reason, by: decideEndedBy(direction, reason) }
}

function decideEndedBy(direction: 'outgoing' | 'incoming', reason: CallEnd): EndedBy {
  if (reason === 'hung-up') return 'them'
  if (reason === 'declined') return direction === 'outgoing' ? 'them' : 'me'
  if (reason === 'cancelled') return direction === 'outgoing' ? 'me' : 'them'
  if (reason === 'answered-elsewhere' || reason === 'declined-elsewhere') return 'me'
  return 'nobody'
}
