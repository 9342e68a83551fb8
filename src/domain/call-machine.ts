import type { GivenEndReason } from '../contract/call-end.ts'
import { TIMES } from '../contract/limits.ts'
import type { CallEffect, CallEvent, CallEventType } from './call-event.ts'
import type { CallEnd, CallState, CallStateKind, EndedBy, SignedPage } from './call-state.ts'

export type { CallEffect, CallEvent, CallEventType } from './call-event.ts'
export type { CallEnd, CallState, CallStateKind, EndedBy } from './call-state.ts'

/** Milliseconds from now; `keep` leaves a running one as it is. */
export type Deadline = number | 'keep' | 'none'
export type Transition = {
  readonly state: CallState
  readonly effects: readonly CallEffect[]
  readonly deadline: Deadline
}

type StateOf<K extends CallStateKind> = Extract<CallState, { kind: K }>
type EventOf<T extends CallEventType> = Extract<CallEvent, { type: T }>
type Cell<K extends CallStateKind, T extends CallEventType> = (
  state: StateOf<K>,
  event: EventOf<T>,
) => Transition
type Row<K extends CallStateKind> = { readonly [T in CallEventType]: Cell<K, T> }
type Table = { readonly [K in CallStateKind]: Row<K> }

/** A little longer than the directory's own 45 s, which comes first where the directory can be reached. */
const RING_DEADLINE_MS = TIMES.ringMs + 5_000
/** Longer than the one answer that is waited for. */
const ANSWER_DEADLINE_MS = TIMES.rpcMs + 5_000

const go = (state: CallState, deadline: Deadline, ...effects: readonly CallEffect[]): Transition => ({
  state,
  effects,
  deadline,
})
const stay = (state: CallState, ...effects: readonly CallEffect[]): Transition =>
  go(state, 'keep', ...effects)
/** Late or foreign to the state: nothing happens. */
const ignore = (state: CallState): Transition => stay(state)

const end = (reason: CallEnd, by: EndedBy, ...effects: readonly CallEffect[]): Transition =>
  go({ kind: 'ended', reason, by }, TIMES.endedMs, ...effects, { type: 'close-media' }, { type: 'record' })
const endSettled = (_: CallState, event: EventOf<'settled'>): Transition => end(event.reason, event.by)

const sendEnd = (reason: GivenEndReason): CallEffect => ({ type: 'send-end', reason })
const connect = (page: SignedPage): Transition =>
  go(
    { kind: 'connecting', hasFailed: false },
    TIMES.connectMs,
    { type: 'open-media' },
    ...(page === 'signed' ? [] : [{ type: 'begin-attempt' } as const]),
  )
const reconnect = (...effects: readonly CallEffect[]): Transition =>
  go({ kind: 'reconnecting' }, TIMES.reconnectMs, ...effects)

/** Every event that a state does not speak of is named too: a forgotten one does not compile. */
const quiet = {
  certificate: ignore,
  'page-lost': ignore,
  placed: ignore,
  'place-failed': ignore,
  answered: ignore,
  'accept-confirmed': ignore,
  'accept-failed': ignore,
  superseded: ignore,
  accept: ignore,
  decline: ignore,
  dismiss: ignore,
  'link-connected': ignore,
  'link-interrupted': ignore,
  'link-failed': ignore,
  'wrong-fingerprint': ignore,
  'peer-attempt': ignore,
} as const satisfies Partial<Record<CallEventType, (state: CallState) => Transition>>

const cancelled = (): Transition => end('cancelled', 'me', { type: 'send-cancel' })
const superseded = (): Transition => end('crossed', 'nobody', { type: 'send-cancel' })
const declined = (): Transition => end('declined', 'me', { type: 'send-decline' })
const hungUp = (): Transition => end('hung-up', 'me', sendEnd('hung-up'))
const insecure = (): Transition => end('insecure', 'nobody', sendEnd('insecure'))

const table: Table = {
  preparing: {
    ...quiet,
    certificate: () => go({ kind: 'placing', page: 'signed' }, ANSWER_DEADLINE_MS, { type: 'place' }),
    'page-lost': (state) => stay(state, { type: 'prepare-media' }),
    settled: endSettled,
    superseded: () => end('crossed', 'nobody'),
    'hang-up': () => end('cancelled', 'me'),
    deadline: () => end('failed', 'nobody'),
  },
  placing: {
    ...quiet,
    'page-lost': () => stay({ kind: 'placing', page: 'replaced' }, { type: 'prepare-media' }),
    placed: (state) => go({ kind: 'ringing-out', page: state.page }, RING_DEADLINE_MS),
    // Without an answer nobody knows whether the directory rings by now: the call is taken back, heard or not.
    'place-failed': (_, event) =>
      event.reason === 'directory-unreachable'
        ? end(event.reason, 'nobody', { type: 'send-cancel' })
        : end(event.reason, 'nobody'),
    answered: (state) => connect(state.page),
    settled: endSettled,
    superseded,
    'hang-up': cancelled,
    deadline: () => end('directory-unreachable', 'nobody', { type: 'send-cancel' }),
  },
  'ringing-out': {
    ...quiet,
    'page-lost': () => stay({ kind: 'ringing-out', page: 'replaced' }, { type: 'prepare-media' }),
    answered: (state) => connect(state.page),
    settled: endSettled,
    superseded,
    'hang-up': cancelled,
    deadline: () => end('no-answer', 'nobody', { type: 'send-cancel' }),
  },
  'ringing-in': {
    ...quiet,
    certificate: (_, event) => stay({ kind: 'ringing-in', fingerprint: event.fingerprint }),
    'page-lost': (state) =>
      state.fingerprint
        ? stay({ kind: 'ringing-in', fingerprint: null }, { type: 'prepare-media' })
        : ignore(state),
    accept: (state, event) =>
      state.fingerprint
        ? go({ kind: 'accepting', page: 'signed' }, ANSWER_DEADLINE_MS, {
            type: 'send-accept',
            fingerprint: state.fingerprint,
            media: event.media,
          })
        : go({ kind: 'accepting-unprepared', media: event.media }, TIMES.prepareMs, {
            type: 'prepare-media',
          }),
    decline: declined,
    'hang-up': declined,
    settled: endSettled,
    deadline: () => end('no-answer', 'nobody'),
  },
  'accepting-unprepared': {
    ...quiet,
    certificate: (state, event) =>
      go({ kind: 'accepting', page: 'signed' }, ANSWER_DEADLINE_MS, {
        type: 'send-accept',
        fingerprint: event.fingerprint,
        media: state.media,
      }),
    'page-lost': (state) => stay(state, { type: 'prepare-media' }),
    decline: declined,
    'hang-up': declined,
    settled: endSettled,
    deadline: () => end('failed', 'nobody', { type: 'send-decline' }),
  },
  accepting: {
    ...quiet,
    'page-lost': () => stay({ kind: 'accepting', page: 'replaced' }, { type: 'prepare-media' }),
    'accept-confirmed': (state) => connect(state.page),
    'accept-failed': (_, event) =>
      event.reason === 'directory-unreachable'
        ? end(event.reason, 'nobody', sendEnd('failed'))
        : end(event.reason, 'nobody'),
    settled: endSettled,
    'hang-up': hungUp,
    // A nonce that was not committed to can come ahead of the confirmation.
    'wrong-fingerprint': insecure,
    deadline: () => end('directory-unreachable', 'nobody', sendEnd('failed')),
  },
  connecting: {
    ...quiet,
    'page-lost': (state) => stay(state, { type: 'begin-attempt' }),
    settled: endSettled,
    'hang-up': hungUp,
    'link-connected': () => go({ kind: 'connected' }, 'none'),
    'link-failed': () => stay({ kind: 'connecting', hasFailed: true }, { type: 'begin-attempt' }),
    // Theirs failed first, and this device follows.
    'peer-attempt': () => stay({ kind: 'connecting', hasFailed: true }),
    'wrong-fingerprint': insecure,
    deadline: (state) => {
      const reason = state.hasFailed ? 'no-route' : 'failed'
      return end(reason, 'nobody', sendEnd(reason))
    },
  },
  connected: {
    ...quiet,
    'page-lost': () => reconnect({ type: 'begin-attempt' }),
    settled: endSettled,
    'hang-up': hungUp,
    'link-interrupted': () => reconnect(),
    'link-failed': () => reconnect({ type: 'begin-attempt' }),
    'wrong-fingerprint': insecure,
    'peer-attempt': () => reconnect(),
    deadline: ignore,
  },
  reconnecting: {
    ...quiet,
    'page-lost': (state) => stay(state, { type: 'begin-attempt' }),
    settled: endSettled,
    'hang-up': hungUp,
    'link-connected': () => go({ kind: 'connected' }, 'none'),
    'link-failed': (state) => stay(state, { type: 'begin-attempt' }),
    'wrong-fingerprint': insecure,
    deadline: () => end('lost', 'nobody', sendEnd('lost')),
  },
  ended: {
    ...quiet,
    settled: ignore,
    'hang-up': ignore,
    dismiss: (state) => go(state, 'none', { type: 'remove' }),
    deadline: (state) => go(state, 'none', { type: 'remove' }),
  },
}

/** The one gate through which a call changes. */
export function decideCall(state: CallState, event: CallEvent): Transition {
  // The row is that of this state and the cell that of this event: the table's type says so, an index cannot.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const cell = table[state.kind][event.type] as (state: CallState, event: CallEvent) => Transition
  return cell(state, event)
}

export const dialCall = (): Transition =>
  go({ kind: 'preparing' }, TIMES.prepareMs, { type: 'prepare-media' })

/** `prepares`: media is made ready while it rings; see `decidePreparation`. */
export const ringCall = (prepares: boolean): Transition =>
  prepares
    ? go({ kind: 'ringing-in', fingerprint: null }, RING_DEADLINE_MS, { type: 'prepare-media' })
    : go({ kind: 'ringing-in', fingerprint: null }, RING_DEADLINE_MS)

/** A call that was answered before this app started again: only its media has to be made anew. */
export const resumeCall = (): Transition => reconnect({ type: 'begin-attempt' })

/** Whether the call is settled as answered and still running. */
export const isRunning = (state: CallState): boolean =>
  state.kind === 'connecting' || state.kind === 'connected' || state.kind === 'reconnecting'
