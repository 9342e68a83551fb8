import type { CallPhase } from '../../contract/bridge/snapshots.ts'
import type { RefusingRule } from '../../contract/reachability.ts'
import type { callEn } from '../i18n/call.en.ts'

type Ended = Extract<CallPhase, { readonly kind: 'ended' }>
type Direction = 'outgoing' | 'incoming'

/** The key of the words that say why a call is over, and what to do. */
export type EndedWords = Exclude<keyof (typeof callEn)['ended'], 'duration' | 'callAgain'>

/** What the same reason means to the one who called and to the one who was called. */
const WORDS = {
  declined: { outgoing: 'declined-outgoing', incoming: 'declined-incoming' },
  cancelled: { outgoing: 'cancelled-outgoing', incoming: 'cancelled-incoming' },
  'no-answer': { outgoing: 'no-answer-outgoing', incoming: 'no-answer-incoming' },
  offline: { outgoing: 'offline-outgoing', incoming: 'offline-incoming' },
  crossed: { outgoing: 'crossed-outgoing', incoming: 'crossed-incoming' },
  'answered-elsewhere': {
    outgoing: 'answered-elsewhere-outgoing',
    incoming: 'answered-elsewhere-incoming',
  },
  'declined-elsewhere': {
    outgoing: 'declined-elsewhere-outgoing',
    incoming: 'declined-elsewhere-incoming',
  },
  'not-allowed': { outgoing: 'not-allowed-outgoing', incoming: 'not-allowed-incoming' },
  lost: { outgoing: 'lost', incoming: 'lost' },
  failed: { outgoing: 'failed', incoming: 'failed' },
  'no-route': { outgoing: 'no-route', incoming: 'no-route' },
  insecure: { outgoing: 'insecure', incoming: 'insecure' },
  'directory-unreachable': { outgoing: 'directory-unreachable', incoming: 'directory-unreachable' },
  'not-found': { outgoing: 'not-found', incoming: 'not-found' },
  'other-directory': { outgoing: 'other-directory', incoming: 'other-directory' },
  'key-changed': { outgoing: 'key-changed', incoming: 'key-changed' },
  clock: { outgoing: 'clock', incoming: 'clock' },
} as const satisfies Record<Exclude<Ended['reason'], 'hung-up'>, Record<Direction, EndedWords>>

const HUNG_UP = {
  me: 'hung-up-me',
  them: 'hung-up-them',
  nobody: 'hung-up-nobody',
} as const satisfies Record<Ended['by'], EndedWords>

export function decideEndedWords({ reason, by }: Ended, direction: Direction): EndedWords {
  return reason === 'hung-up' ? HUNG_UP[by] : WORDS[reason][direction]
}

/** Calling again at once would end in the same way, or another call goes on. */
const NOT_AGAIN: ReadonlySet<Ended['reason']> = new Set([
  'crossed',
  'answered-elsewhere',
  'insecure',
  'not-found',
  'other-directory',
  'key-changed',
])

export function canCallAgain({ reason }: Ended): boolean {
  return !NOT_AGAIN.has(reason)
}

/** The rule that kept me from ringing, where the directory told it: it says more than that it was not allowed. */
export function decideEndedRule(phase: Ended, direction: Direction): RefusingRule | null {
  return phase.reason === 'not-allowed' && direction === 'outgoing' ? (phase.rule ?? null) : null
}
