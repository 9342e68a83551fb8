import fc from 'fast-check'
import { EndReason } from '../../../src/contract/call-end.ts'
import { Fingerprint } from '../../../src/contract/ids.ts'
import type { CallEvent, CallEventType, CallState, CallStateKind } from '../../../src/domain/call-machine.ts'

export const fingerprint = Fingerprint.parse('ab'.repeat(32))

/** At least one state of each kind, and each variant of those that have several. */
export const STATES: { readonly [K in CallStateKind]: readonly Extract<CallState, { kind: K }>[] } = {
  preparing: [{ kind: 'preparing' }],
  placing: [
    { kind: 'placing', page: 'signed' },
    { kind: 'placing', page: 'replaced' },
  ],
  'ringing-out': [
    { kind: 'ringing-out', page: 'signed' },
    { kind: 'ringing-out', page: 'replaced' },
  ],
  'ringing-in': [
    { kind: 'ringing-in', fingerprint: null },
    { kind: 'ringing-in', fingerprint },
  ],
  'accepting-unprepared': [{ kind: 'accepting-unprepared', media: 'audio' }],
  accepting: [
    { kind: 'accepting', page: 'signed' },
    { kind: 'accepting', page: 'replaced' },
  ],
  connecting: [
    { kind: 'connecting', hasFailed: false },
    { kind: 'connecting', hasFailed: true },
  ],
  connected: [{ kind: 'connected' }],
  reconnecting: [{ kind: 'reconnecting' }],
  ended: [{ kind: 'ended', reason: 'hung-up', by: 'me' }],
}
export const ALL_STATES: readonly CallState[] = Object.values(STATES).flat()

const reason = fc.constantFrom(...EndReason.options, 'directory-unreachable' as const, 'not-found' as const)
const media = fc.constantFrom('audio' as const, 'video' as const)
const plain = <T extends CallEventType>(type: T) => fc.constant({ type })

/** One arbitrary for each type of event: a forgotten one does not compile. */
export const EVENTS: { readonly [T in CallEventType]: fc.Arbitrary<Extract<CallEvent, { type: T }>> } = {
  certificate: fc.constant({ type: 'certificate', fingerprint }),
  'page-lost': plain('page-lost'),
  placed: plain('placed'),
  'place-failed': reason.map((why) => ({ type: 'place-failed', reason: why })),
  answered: plain('answered'),
  'accept-confirmed': plain('accept-confirmed'),
  'accept-failed': reason.map((why) => ({ type: 'accept-failed', reason: why })),
  settled: reason.map((why) => ({ type: 'settled', reason: why, by: 'them' })),
  superseded: plain('superseded'),
  accept: media.map((wanted) => ({ type: 'accept', media: wanted })),
  decline: plain('decline'),
  'hang-up': plain('hang-up'),
  dismiss: plain('dismiss'),
  'link-connected': plain('link-connected'),
  'link-interrupted': plain('link-interrupted'),
  'link-failed': plain('link-failed'),
  'wrong-fingerprint': plain('wrong-fingerprint'),
  'peer-attempt': plain('peer-attempt'),
  deadline: plain('deadline'),
}

/** What may happen to a call from outside; `deadline` comes from the clock alone. */
export const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  ...Object.entries(EVENTS).flatMap(([type, event]) => (type === 'deadline' ? [] : [event])),
)

/** Any event of one type. */
export const eventOf = (type: CallEventType): fc.Arbitrary<CallEvent> => EVENTS[type]
