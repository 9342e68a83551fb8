import type { CallId, Sha256 } from '../contract/ids.ts'
import { TIMES } from '../contract/limits.ts'
import { ok, type Result } from '../contract/result.ts'
import type { RecordKeeper } from './record-keeper.ts'
import type { StoredSeenCall } from './stored-records.ts'

/** The memory of invitations, so that an old one cannot ring again. Stored before a call rings. */
export type SeenCalls = {
  /** `replay`: it was settled before, or another invitation bears its id. */
  readonly judge: (callId: CallId, invitation: Sha256) => 'new' | 'ringing-still' | 'replay'
  readonly note: (
    callId: CallId,
    invitation: Sha256,
  ) => Promise<Result<null, { readonly kind: 'cannot-save' }>>
  readonly settle: (callId: CallId) => void
}

export function createSeenCalls(
  keeper: RecordKeeper<readonly StoredSeenCall[]>,
  nowMs: () => number,
): SeenCalls {
  const find = (callId: CallId) => keeper.get().find((seen) => seen.callId === callId)
  const isYoung = (seen: StoredSeenCall) => nowMs() - seen.seenAtMs < TIMES.replayMemoryMs
  return {
    judge: (callId, invitation) => {
      const seen = find(callId)
      if (!seen) return 'new'
      return seen.isSettled || seen.invitation !== invitation ? 'replay' : 'ringing-still'
    },
    note: async (callId, invitation) => {
      if (find(callId)) return ok(null)
      const seen: StoredSeenCall = { callId, invitation, seenAtMs: nowMs(), isSettled: false }
      return keeper.set([...keeper.get().filter(isYoung), seen])
    },
    settle: (callId) =>
      void keeper.set(
        keeper.get().map((seen) => (seen.callId === callId ? { ...seen, isSettled: true } : seen)),
      ),
  }
}
