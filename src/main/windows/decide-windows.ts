import type { AppSnapshot, CallsSnapshot, CallView, MediaSession } from '../../contract/bridge/snapshots.ts'
import { assertNever } from '../../contract/result.ts'
import type { CallId } from '../../contract/ids.ts'

export type WindowFacts = {
  readonly phase: AppSnapshot['phase']
  readonly calls: CallsSnapshot
  readonly media: MediaSession
}

/** `warm`: the page is there, and nobody sees it. A window is shown for one call; the next one shows it anew. */
export type WindowWish =
  | { readonly kind: 'absent' }
  | { readonly kind: 'warm' }
  | { readonly kind: 'shown'; readonly callId: CallId }

/** The main window is not here: it shows when a person asks for it. */
export type WindowWishes = { readonly ring: WindowWish; readonly call: WindowWish }

export const NO_WINDOWS: WindowWishes = { ring: { kind: 'absent' }, call: { kind: 'absent' } }

/** Which windows the calls need now. The wishes before are needed for how a call ends. */
export function decideWindows(facts: WindowFacts, before: WindowWishes): WindowWishes {
  const ringing = facts.calls.calls.findLast((call) => call.phase.kind === 'ringing-in')
  const inView = findCallInView(facts.calls.calls, before)
  const idle: WindowWish = facts.phase.kind === 'ready' ? { kind: 'warm' } : { kind: 'absent' }
  return {
    ring: ringing ? { kind: 'shown', callId: ringing.callId } : idle,
    call: inView ? { kind: 'shown', callId: inView.callId } : facts.media === null ? idle : { kind: 'warm' },
  }
}

function findCallInView(calls: readonly CallView[], before: WindowWishes): CallView | undefined {
  const shown = calls.filter((call) => belongsInView(call, before))
  return shown.findLast((call) => call.phase.kind !== 'ended') ?? shown.at(-1)
}

function belongsInView(call: CallView, before: WindowWishes): boolean {
  switch (call.phase.kind) {
    case 'dialing':
    case 'ringing-out':
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return true
    case 'ringing-in':
      return false
    case 'ended':
      // A ring that was missed or declined opens no window; a call that was seen says how it ended.
      return (
        call.direction === 'outgoing' || (before.call.kind === 'shown' && before.call.callId === call.callId)
      )
    default:
      return assertNever(call.phase)
  }
}

export type WindowStep = 'create' | 'show' | 'hide' | 'destroy'

/** What turns one wish into the next. A window that the person closed stays closed while the call is the same. */
export function decideSteps(before: WindowWish, next: WindowWish): readonly WindowStep[] {
  if (next.kind === 'absent') return before.kind === 'absent' ? [] : ['destroy']
  if (next.kind === 'warm') {
    if (before.kind === 'warm') return []
    return before.kind === 'absent' ? ['create'] : ['hide']
  }
  const isSame = before.kind === 'shown' && before.callId === next.callId
  return isSame ? [] : before.kind === 'absent' ? ['create', 'show'] : ['show']
}

/** Whether there is a call that the call window could show. */
export const isCallInView = ({ calls }: CallsSnapshot): boolean =>
  calls.some((call) => call.phase.kind !== 'ringing-in')
