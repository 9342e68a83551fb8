import type { CallId, Handle } from '../contract/ids.ts'

export type CrossedVerdict = 'not-crossed' | 'take-theirs' | 'keep-mine'

/**
 * Each called the other at once: the call with the lower id goes on, and whoever is called by it accepts. Only a
 * call that has not been answered, and only the very account that is being dialled.
 */
export function decideCrossed(
  mine: { readonly callId: CallId; readonly to: Handle; readonly isUnanswered: boolean },
  theirs: { readonly callId: CallId; readonly from: Handle },
): CrossedVerdict {
  if (!mine.isUnanswered || mine.to !== theirs.from) return 'not-crossed'
  return theirs.callId < mine.callId ? 'take-theirs' : 'keep-mine'
}
