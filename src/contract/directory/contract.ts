import { z } from 'zod'
import { GivenEndReason } from '../call-end.ts'
import { CallId, DirectoryHost, DisplayName, Handle, Nonce, PublicKey, TimestampMs } from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { Presence, Reachability, RefusingRule } from '../reachability.ts'
import { RelationsMark } from '../relation.ts'
import { defineContract } from '../rpc/contract.ts'
import { SignalFrame } from '../signal-frame.ts'
import { SignedStatement } from '../statement.ts'
import { callerProcedures } from './caller-procedures.ts'
import { badStatement, needsSignIn } from './failures.ts'
import { DirectoryCall, OwnRecord, PersonRecord, RequestsRecord } from './records.ts'

const nothing = z.object({})
const InvitationCode = z.string().min(1).max(100)
const noSuchCall = { 'no-such-call': nothing }

/** Between a device and the directory, over one WebSocket. Times are directory time in milliseconds. */
export const directoryContract = defineContract({
  procedures: {
    /** The first call on every socket: the directory names itself, proves its key, and gives a challenge. */
    'directory.identify': {
      input: z.object({ deviceNonce: Nonce }),
      output: z.object({
        host: DirectoryHost,
        publicKey: PublicKey,
        challenge: Nonce,
        proof: SignedStatement,
        registration: z.enum(['open', 'invitation']),
      }),
      failures: {},
    },
    'handle.check': {
      input: z.object({ handle: Handle }),
      output: z.object({ state: z.enum(['free', 'taken', 'reserved', 'reset']) }),
      failures: {},
    },
    /** Makes an account with its first device list. Does not sign in. */
    'account.register': {
      input: z.object({
        handle: Handle,
        displayName: DisplayName,
        deviceList: SignedStatement,
        /** Signed by the device of the list. */
        policy: SignedStatement,
        invitationCode: InvitationCode.nullable(),
      }),
      output: z.object({ handle: Handle }),
      failures: {
        'handle-taken': nothing,
        'handle-reserved': nothing,
        'invitation-needed': nothing,
        'invitation-refused': nothing,
        ...badStatement,
      },
    },
    /** Answers the challenge of this socket's `directory.identify`. After it, events come. */
    'session.signIn': {
      input: z.object({ statement: SignedStatement }),
      output: z.object({
        me: OwnRecord,
        calls: z.array(DirectoryCall),
        requests: RequestsRecord.default({ received: [], sent: [] }),
        /** Where it is another one than the device knows, the device lists its relations again. */
        relationsMark: RelationsMark.default(0),
        directoryTimeMs: TimestampMs,
        /** Where, on the host as dialled, a device asks by STUN (UDP) under which address it is seen. */
        stun: z
          .object({ port: z.number().int().min(1).max(65_535) })
          .nullable()
          .default(null),
      }),
      failures: {
        'unknown-account': nothing,
        'unknown-device': nothing,
        'stale-challenge': nothing,
        ...badStatement,
      },
    },
    'account.setDisplayName': {
      input: z.object({ displayName: DisplayName }),
      output: OwnRecord,
      failures: needsSignIn,
    },
    ...callerProcedures,
    'person.lookUp': {
      input: z.object({ handle: Handle }),
      output: PersonRecord,
      failures: { ...needsSignIn, 'not-found': nothing },
    },
    /** Replaces the set of people whose presence is told to this device. */
    'presence.watch': {
      input: z.object({ handles: z.array(Handle).max(LIMITS.watchedPeople) }),
      output: z.object({
        people: z.array(z.object({ handle: Handle, presence: Presence, reachability: Reachability })),
      }),
      failures: needsSignIn,
    },
    /**
     * Rings the callee's devices. The answer comes after the call is stored. Where no device is online, the call
     * that comes back has ended as `offline` already.
     */
    'call.place': {
      input: z.object({ invitation: SignedStatement }),
      output: z.object({ call: DirectoryCall }),
      failures: {
        ...needsSignIn,
        ...badStatement,
        'not-found': nothing,
        /** `not-available` where the callee shows no reasons, also for one who is only offline. */
        'not-allowed': z.object({ rule: RefusingRule }),
        /** The callee has a newer device list than the invitation names: look up again. */
        'stale-device-list': nothing,
        /** Issued too long ago, or not yet, on directory time. */
        'stale-invitation': z.object({ directoryTimeMs: TimestampMs }),
        'duplicate-call': nothing,
      },
    },
    /** Settles the call for the first device that comes; then the held frames of both sides are released. */
    'call.accept': {
      input: z.object({ callId: CallId, accept: SignedStatement }),
      output: z.object({ call: DirectoryCall }),
      failures: {
        ...needsSignIn,
        ...badStatement,
        ...noSuchCall,
        'already-settled': z.object({ call: DirectoryCall }),
      },
    },
    'call.decline': {
      input: z.object({ callId: CallId }),
      output: z.object({ call: DirectoryCall }),
      failures: { ...needsSignIn, ...noSuchCall },
    },
    /** The caller takes a ring back. Of a call that was answered in the meantime it becomes a hang-up. */
    'call.cancel': {
      input: z.object({ callId: CallId }),
      output: z.object({ call: DirectoryCall }),
      failures: { ...needsSignIn, ...noSuchCall },
    },
    'call.end': {
      input: z.object({ callId: CallId, reason: GivenEndReason }),
      output: z.object({ call: DirectoryCall }),
      failures: { ...needsSignIn, ...noSuchCall },
    },
    /** The caller's offer passes while it rings, if it holds no address; all else waits until the answer. */
    'call.signal': {
      input: z.object({ callId: CallId, attempt: z.number().int().min(1).max(1_000), frame: SignalFrame }),
      output: nothing,
      failures: {
        ...needsSignIn,
        ...noSuchCall,
        'address-before-answer': nothing,
        'too-many-frames': nothing,
        'not-your-turn': nothing,
      },
    },
    'call.message': {
      input: z.object({ callId: CallId, message: SignedStatement }),
      output: nothing,
      failures: {
        ...needsSignIn,
        ...noSuchCall,
        ...badStatement,
        'not-answered': nothing,
        'counter-seen': nothing,
      },
    },
    'call.attempt': {
      input: z.object({ callId: CallId, attempt: SignedStatement }),
      output: nothing,
      failures: {
        ...needsSignIn,
        ...noSuchCall,
        ...badStatement,
        'not-answered': nothing,
        'older-attempt': nothing,
      },
    },
    /** Says that this device is still in the call. */
    'call.renew': {
      input: z.object({ callId: CallId }),
      output: nothing,
      failures: { ...needsSignIn, ...noSuchCall },
    },
    /** This device has taken note of these ended calls; they need not be told again. */
    'call.acknowledge': {
      input: z.object({ callIds: z.array(CallId).max(200) }),
      output: nothing,
      failures: needsSignIn,
    },
  },
  events: {
    'me.changed': OwnRecord,
    'requests.changed': RequestsRecord,
    /** Another of my devices changed how I stand to people: list them again. */
    'relations.changed': nothing,
    'passes.changed': nothing,
    /** All calls that concern this device: live ones, and ended ones that it has not acknowledged. */
    'calls.changed': z.object({ calls: z.array(DirectoryCall), directoryTimeMs: TimestampMs }),
    'presence.changed': z.object({
      people: z.array(z.object({ handle: Handle, presence: Presence, reachability: Reachability })),
    }),
    'call.signal': z.object({ callId: CallId, attempt: z.number().int().min(1), frame: SignalFrame }),
    'call.message': z.object({ callId: CallId, message: SignedStatement }),
    'call.attempt': z.object({ callId: CallId, attempt: SignedStatement }),
  },
})
export type DirectoryContract = typeof directoryContract
