import { LIMITS, TIMES } from '../contract/limits.ts'

/** So many in a window of time, counted by one key. */
export type Rate = { readonly count: number; readonly perMs: number }

export type RateKind =
  | 'frames'
  | 'connections'
  | 'sockets-opened'
  | 'sign-ins'
  | 'registrations'
  | 'handle-checks'
  | 'calls'
  | 'account-changes'
  | 'relation-changes'

/** What one client may take from the directory. Counts unless the name says otherwise. */
export type DirectoryLimits = {
  readonly rates: Readonly<Record<RateKind, Rate>>
  readonly socketsPerAddress: number
  readonly unsignedSocketsPerAddress: number
  /** A socket that has not signed in by then is closed. */
  readonly unsignedSocketMs: number
  readonly callsInFlight: number
  /** What may wait to be sent to a slow reader before it is cut, in bytes. */
  readonly bufferedBytes: number
  /** Frames refused on one socket before it is cut. */
  readonly refusalsPerSocket: number
  /** Calls that one account lets ring at the same time. */
  readonly ringsPerCaller: number
  /** Calls that ring one account at the same time. */
  readonly ringsPerCallee: number
  /** A ring that nobody answers is missed after this long. A device gives up by itself five seconds after 45 s. */
  readonly ringMs: number
  /** So long after the question a call is refused to whom the callee shows no reasons, whatever the reason. */
  readonly plainAnswerMs: number
}

export const DEFAULT_LIMITS: DirectoryLimits = {
  rates: {
    /** For each socket. A call sends some 200 candidates at once. */
    frames: { count: 600, perMs: 2_000 },
    /** For each address; an office shares one. */
    connections: { count: 600, perMs: 10_000 },
    'sockets-opened': { count: 600, perMs: 10_000 },
    'sign-ins': { count: 600, perMs: 10_000 },
    registrations: { count: 120, perMs: 600_000 },
    'handle-checks': { count: 200, perMs: 10_000 },
    /** For each account. */
    calls: { count: 60, perMs: 60_000 },
    'account-changes': { count: 60, perMs: 60_000 },
    /** A whole address book comes in 200 frames. */
    'relation-changes': { count: 400, perMs: 60_000 },
  },
  socketsPerAddress: 2_000,
  unsignedSocketsPerAddress: 200,
  unsignedSocketMs: 600_000,
  callsInFlight: 64,
  bufferedBytes: 1024 * 1024,
  refusalsPerSocket: 200,
  ringsPerCaller: 4,
  ringsPerCallee: 8,
  ringMs: TIMES.ringMs,
  plainAnswerMs: 150,
}

/** The bounds of what is kept and told. */
export const KEEPING = {
  endedCallsPerAccount: 200,
  endedCallMs: 30 * 24 * 3_600_000,
  /** Noted by every device: kept a while longer, so that its id is not used again. */
  acknowledgedCallMs: 24 * 3_600_000,
  pruneEveryMs: 3_600_000,
  /** Both sides gone for this long after their leases lapsed: the call is over. */
  abandonedCallMs: 120_000,
  /** The text of a signed statement that is stored and told on, in bytes. */
  storedStatementBytes: 2_048,
  /** One list of calls as a frame, in bytes: below the frame's own bound. */
  callsFrameBytes: 56 * 1024,
  /** How far a device's idea of directory time may be ahead. */
  clockSkewMs: 5_000,
  /** What one side may have waiting in escrow, in bytes. */
  heldBytes: 512 * 1024,
  heldDescriptions: 4,
  heldMessages: 64,
  /** People to whom an account keeps a revision, also where it says nothing of them any more. */
  relationRowsPerAccount: 2 * LIMITS.relationsPerAccount,
  /** Requests to call that one account may send in a window. */
  requestsPerWindow: 5,
  requestWindowMs: 3_600_000,
  /** All requests as a frame, and as a part of the answer to a sign-in. */
  requestsFrameBytes: 48 * 1024,
  signInRequestsBytes: 12 * 1024,
  signInCallsBytes: 36 * 1024,
} as const
