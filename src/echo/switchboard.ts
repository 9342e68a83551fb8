import type { CallId } from '../contract/ids.ts'

/** Every line hears every ring; each call is taken by one of them, once. */
export type Switchboard = {
  /** True for the line that may take the call: the first that asks. */
  readonly claim: (callId: CallId) => boolean
}

/** Far more than can ring within the time of a ring. */
const REMEMBERED = 1_000

export function createSwitchboard(): Switchboard {
  const claimed = new Set<CallId>()
  return {
    claim: (callId) => {
      if (claimed.has(callId)) return false
      claimed.add(callId)
      const oldest = claimed.values().next()
      if (claimed.size > REMEMBERED && oldest.done === false) claimed.delete(oldest.value)
      return true
    },
  }
}
