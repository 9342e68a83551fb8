import { type CallPhase, CallView, RecentCall } from '../../../contract/bridge/snapshots.ts'
import type { Badge } from '../../../contract/calling-policy.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import type { AllowingRule } from '../../../contract/reachability.ts'
import { HOST, minutesAgo, summary } from './people.ts'

const callId = (number: number): string => number.toString(16).padStart(32, '0')

export type CallChange = {
  readonly number?: number
  readonly handle?: string
  readonly displayName?: string
  readonly media?: CallMedia
  readonly badge?: Badge
  readonly rule?: AllowingRule
  readonly isFirstContact?: boolean
  readonly hasChangedKey?: boolean
}

export function callView(phase: CallPhase, change: CallChange = {}): CallView {
  const { number = 1, handle = 'bob', displayName = 'Bob Okafor', media = 'video' } = change
  return CallView.parse({
    callId: callId(number),
    direction: phase.kind === 'ringing-in' ? 'incoming' : 'outgoing',
    peer: {
      handle,
      address: `@${handle}@${HOST}`,
      displayName,
      badge: change.badge ?? null,
      isFirstContact: change.isFirstContact ?? false,
      hasChangedKey: change.hasChangedKey ?? false,
    },
    media,
    phase,
    microphone: 'off',
    camera: 'off',
    remote: null,
    safetyEmoji: null,
  })
}

export const ringing = (change: CallChange = {}): CallView =>
  callView({ kind: 'ringing-in', sinceMs: minutesAgo(0), rule: change.rule ?? 'everyone' }, change)

export const connected = callView({ kind: 'connected', sinceMs: minutesAgo(2) - 14_000 })

const recent = (
  number: number,
  handle: string,
  displayName: string,
  call: ReturnType<typeof summary>,
  isNew = false,
) => RecentCall.parse({ callId: callId(number), handle, displayName, call, isNew })

export const usualRecents: readonly RecentCall[] = [
  recent(
    11,
    'claire',
    'Claire Dubois',
    summary({ direction: 'incoming', outcome: 'missed', atMs: minutesAgo(1) }),
    true,
  ),
  recent(12, 'bob', 'Bob Okafor', summary({ atMs: minutesAgo(2), durationMs: 754_000 })),
  recent(
    13,
    'mina',
    'Mina Park',
    summary({ direction: 'incoming', media: 'audio', atMs: minutesAgo(3), durationMs: 48_000 }),
  ),
  recent(14, 'dmitri', 'Dmitri Volkov', summary({ outcome: 'no-answer', atMs: minutesAgo(60 * 26) })),
  recent(
    15,
    'layla',
    'ليلى عبد الرحمن',
    summary({ direction: 'incoming', outcome: 'missed', atMs: minutesAgo(60 * 27) }),
  ),
  recent(16, 'jonas', 'Jonas Weber', summary({ outcome: 'declined', atMs: minutesAgo(60 * 75) })),
  recent(
    17,
    'maximiliane_von_hohenstein',
    'Maximiliane Theodora von Hohenstein-Oettingen zu Wallerstein',
    summary({ direction: 'incoming', atMs: minutesAgo(60 * 24 * 12), durationMs: 4_030_000 }),
  ),
]
