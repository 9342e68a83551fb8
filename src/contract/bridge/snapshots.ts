import { z } from 'zod'
import { EndReason } from '../call-end.ts'
import {
  Address,
  CallId,
  CallMedia,
  DirectoryHost,
  DisplayName,
  Fingerprint,
  Handle,
  TimestampMs,
} from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { Badge, CallingPolicy } from '../calling-policy.ts'
import { AllowingRule, Presence, Reachability, RefusingRule } from '../reachability.ts'
import { Relation } from '../relation.ts'
import { BookSnapshot } from './book.ts'
import { PassesSnapshot, RequestsSnapshot } from './caller-snapshots.ts'

/** What main tells its pages: one snapshot a topic, always whole. Times are this device's clock in milliseconds. */

/** The directory that this app runs itself, and how others reach it. */
export const LocalDirectorySnapshot = z.discriminatedUnion('kind', [
  /** None runs here, or not yet. */
  z.object({ kind: z.literal('none') }),
  /** Reachable from this computer only. */
  z.object({ kind: z.literal('loopback') }),
  z.object({ kind: z.literal('opening') }),
  z.object({
    kind: z.literal('reachable'),
    /** In TCP and UDP. */
    port: z.number().int().min(1).max(65_535),
    /** A join link for each address of this computer, the likeliest first; none while it is on no network. */
    links: z.array(z.object({ link: z.string().max(500), host: z.string().max(300) })).max(20),
  }),
  z.object({
    kind: z.literal('failed'),
    trouble: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('port-taken'), port: z.number().int() }),
      z.object({ kind: z.literal('cannot-listen') }),
      z.object({ kind: z.literal('key-unusable') }),
    ]),
  }),
])
export type LocalDirectorySnapshot = z.infer<typeof LocalDirectorySnapshot>

export const AppSnapshot = z.object({
  phase: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('starting') }),
    z.object({ kind: z.literal('first-run') }),
    z.object({ kind: z.literal('ready') }),
    /** The identity file is there and cannot be used; a new one is never made in silence. */
    z.object({
      kind: z.literal('identity-locked'),
      why: z.enum(['damaged', 'key-store-changed', 'key-store-unavailable']),
    }),
  ]),
  /** Where the private key is kept: `plain-text` and `absent` need the person's consent at first run. */
  keyStore: z.enum(['system', 'plain-text', 'absent']),
  platform: z.enum(['darwin', 'win32', 'linux']),
  version: z.string().max(40),
  localDirectory: LocalDirectorySnapshot,
  /** Settings could not be read or written: what happened, for a line on the screen. */
  settingsTrouble: z.enum([
    'none',
    'restored-from-backup',
    'reset-to-defaults',
    'cannot-be-written',
    'newer-version',
  ]),
})
export type AppSnapshot = z.infer<typeof AppSnapshot>

export const MeSnapshot = z
  .object({
    address: Address,
    handle: Handle,
    displayName: DisplayName,
    directoryHost: DirectoryHost,
    /** The directory was started by this app. */
    isDirectoryHere: z.boolean(),
    /** As it holds on this device. */
    policy: CallingPolicy,
    /** Whether the directory knows the policy and the relations as shown. */
    policyUpload: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved') }),
      z.object({ kind: z.literal('waiting') }),
      z.object({ kind: z.literal('failed'), why: z.enum(['refused', 'newer-elsewhere', 'too-many-people']) }),
    ]),
    badge: Badge.nullable(),
    /** Why this account may not place calls on this directory, whoever is called; null: it may. */
    placingRefusal: RefusingRule.nullable(),
  })
  .nullable()
export type MeSnapshot = z.infer<typeof MeSnapshot>

export const ConnectionSnapshot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('online') }),
  z.object({
    kind: z.literal('offline'),
    why: z.enum([
      'unreachable',
      'not-a-directory',
      'not-secure',
      'key-changed',
      'update-this-app',
      'update-directory',
      'signed-out',
    ]),
    /** When it tries again by itself; null where that would not help. */
    retryAtMs: TimestampMs.nullable(),
  }),
])
export type ConnectionSnapshot = z.infer<typeof ConnectionSnapshot>

export const CallSummary = z.object({
  direction: z.enum(['outgoing', 'incoming']),
  media: CallMedia,
  /** `missed` is an incoming call that nobody took; `answered` covers both directions. */
  outcome: z.enum([
    'answered',
    'missed',
    'declined',
    'cancelled',
    'no-answer',
    'offline',
    'failed',
    'elsewhere',
  ]),
  atMs: TimestampMs,
  durationMs: z.number().int().min(0),
})
export type CallSummary = z.infer<typeof CallSummary>

/** A person as a row on the screen. `displayName` is their own word, cleaned. */
export const PersonRow = z.object({
  handle: Handle,
  address: Address,
  displayName: DisplayName,
  /** My own name for them, from my address book. */
  myName: z.string().max(LIMITS.contactNameMaxChars).nullable(),
  isFavourite: z.boolean(),
  /** The directory's word. */
  badge: Badge.nullable(),
  /** How I stand to them. */
  relation: Relation,
  presence: Presence,
  /** Whether I may ring them, as the directory said last; `unknown` until it has. */
  reachability: z.discriminatedUnion('verdict', [
    ...Reachability.options,
    z.object({ verdict: z.literal('unknown') }),
  ]),
  lastCall: CallSummary.nullable(),
  /** Their device list changed in a way that the known one does not vouch for. */
  hasChangedKey: z.boolean(),
})
export type PersonRow = z.infer<typeof PersonRow>

export const PeopleSnapshot = z.object({ people: z.array(PersonRow).max(LIMITS.relationsPerAccount) })
export type PeopleSnapshot = z.infer<typeof PeopleSnapshot>

export const RecentCall = z.object({
  callId: CallId,
  handle: Handle,
  displayName: DisplayName,
  call: CallSummary,
  /** A missed call that was not looked at yet. */
  isNew: z.boolean(),
})
export type RecentCall = z.infer<typeof RecentCall>

export const RecentsSnapshot = z.object({ calls: z.array(RecentCall).max(500) })
export type RecentsSnapshot = z.infer<typeof RecentsSnapshot>

/** One of my capture devices in a call. */
export const CaptureState = z.enum(['off', 'opening', 'on', 'missing', 'refused', 'in-use'])
export type CaptureState = z.infer<typeof CaptureState>

export const CallPhase = z.discriminatedUnion('kind', [
  /** Dialled, and not yet ringing at the other side. */
  z.object({ kind: z.literal('dialing') }),
  z.object({ kind: z.literal('ringing-out'), sinceMs: TimestampMs }),
  /** `rule` is what let them ring. */
  z.object({ kind: z.literal('ringing-in'), sinceMs: TimestampMs, rule: AllowingRule }),
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('connected'), sinceMs: TimestampMs }),
  z.object({ kind: z.literal('reconnecting'), sinceMs: TimestampMs }),
  z.object({
    kind: z.literal('ended'),
    reason: z.enum([
      ...EndReason.options,
      /** Failures to place the call. */
      'directory-unreachable',
      'not-found',
      'other-directory',
      'key-changed',
      'clock',
    ]),
    /** Who ended it, where a person did. */
    by: z.enum(['me', 'them', 'nobody']),
    /** What refused the ring, where the reason is `not-allowed` and the directory has told it. */
    rule: RefusingRule.optional(),
    durationMs: z.number().int().min(0),
  }),
])
export type CallPhase = z.infer<typeof CallPhase>

export const CallView = z.object({
  callId: CallId,
  direction: z.enum(['outgoing', 'incoming']),
  peer: z.object({
    handle: Handle,
    address: Address,
    displayName: DisplayName,
    /** The directory's word. */
    badge: Badge.nullable(),
    /** No key of theirs was known before this call. */
    isFirstContact: z.boolean(),
    hasChangedKey: z.boolean(),
  }),
  media: CallMedia,
  phase: CallPhase,
  microphone: CaptureState,
  camera: CaptureState,
  /** What the other side says that it sends; null until it has said so. */
  remote: z.object({ microphone: z.boolean(), camera: z.boolean() }).nullable(),
  /** Six names of `domain/safety-emoji.ts`, the same on both ends; null until both nonces are known. */
  safetyEmoji: z.array(z.string().max(20)).length(6).nullable(),
})
export type CallView = z.infer<typeof CallView>

/** At most one call is not ringing in; the newest ringing one comes last. Ended ones stay for four seconds. */
export const CallsSnapshot = z.object({ calls: z.array(CallView).max(20) })
export type CallsSnapshot = z.infer<typeof CallsSnapshot>

export const SettingsSnapshot = z.object({
  language: z.enum(['system', 'en', 'fr']),
  /** What `system` comes to here. */
  systemLanguage: z.enum(['en', 'fr']),
  theme: z.enum(['system', 'light', 'dark']),
  openAtLogin: z.boolean(),
  /** Whether a recovery file was ever saved, or its offer was put aside. */
  recoveryFile: z.enum(['none', 'put-aside', 'saved']),
})
export type SettingsSnapshot = z.infer<typeof SettingsSnapshot>

/**
 * What the call page's media is to do. A change of `callId` or `attempt` replaces the whole connection.
 * Null: nothing is to be open, neither a connection nor a device.
 */
export const MediaSession = z
  .object({
    callId: CallId,
    attempt: z.number().int().min(1),
    /** The caller offers, at every attempt. */
    role: z.enum(['offerer', 'answerer']),
    /** Whether each device may be opened now and is wanted; devices open only after Accept, the caller's at dial. */
    capture: z.object({ microphone: z.boolean(), camera: z.boolean() }),
    /**
     * The other side's, as it was signed; null until a person has answered. Before it is known the page makes its
     * certificate and a connection with placeholders; after it was compared the other side's media may be enabled.
     */
    remoteFingerprint: Fingerprint.nullable(),
    /** Where to ask under which address this device is seen: the directory itself, where it is another computer. */
    stun: z
      .object({
        /** As in a URL: an IPv6 address stands in brackets. */
        host: z.string().regex(/^(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})$/),
        port: z.number().int().min(1).max(65_535),
      })
      .nullable(),
  })
  .nullable()
export type MediaSession = z.infer<typeof MediaSession>

/** All topics at once, for a page that has just come. */
export const AllSnapshots = z.object({
  app: AppSnapshot,
  me: MeSnapshot,
  connection: ConnectionSnapshot,
  people: PeopleSnapshot,
  book: BookSnapshot,
  requests: RequestsSnapshot,
  passes: PassesSnapshot,
  recents: RecentsSnapshot,
  calls: CallsSnapshot,
  settings: SettingsSnapshot,
})
export type AllSnapshots = z.infer<typeof AllSnapshots>
