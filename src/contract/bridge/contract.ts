import { z } from 'zod'
import { RingPassSecret } from '../call-request.ts'
import { CallId, CallMedia, DirectoryHost, Fingerprint } from '../ids.ts'
import { defineContract, type Procedure } from '../rpc/contract.ts'
import { SignalFrame } from '../signal-frame.ts'
import { bookProcedures } from './book-procedures.ts'
import { BookSnapshot } from './book.ts'
import { callerProcedures } from './caller-procedures.ts'
import { PassesSnapshot, RequestsSnapshot } from './caller-snapshots.ts'
import { needsAccount, Typed } from './failures.ts'
import type { PageProcedureName } from './names.ts'
import { peopleProcedures } from './people-procedures.ts'
import { recoveryProcedures } from './recovery-procedures.ts'
import { setupProcedures } from './setup-procedures.ts'
import {
  AllSnapshots,
  AppSnapshot,
  CallsSnapshot,
  CaptureState,
  ConnectionSnapshot,
  MediaSession,
  MeSnapshot,
  PeopleSnapshot,
  RecentsSnapshot,
  SettingsSnapshot,
} from './snapshots.ts'

const nothing = z.object({})
const Attempt = z.number().int().min(1).max(1_000)

const noSuchCall = { 'no-such-call': nothing }

const procedures = {
  'snapshot.get': { input: nothing, output: AllSnapshots, failures: {} },

  ...setupProcedures,
  ...peopleProcedures,
  ...callerProcedures,
  ...bookProcedures,

  'recents.markSeen': { input: nothing, output: nothing, failures: needsAccount },
  'recents.remove': { input: z.object({ callId: CallId }), output: nothing, failures: needsAccount },
  'recents.clear': { input: nothing, output: nothing, failures: needsAccount },

  // Calls.
  'call.dial': {
    /** `pass`: the secret of a ring pass that the callee gave. */
    input: z.object({ to: Typed, media: CallMedia, pass: RingPassSecret.nullable().default(null) }),
    output: z.object({ callId: CallId }),
    failures: {
      ...needsAccount,
      'bad-handle': nothing,
      'other-directory': z.object({ host: DirectoryHost }),
      myself: nothing,
      'in-a-call': nothing,
      'directory-unreachable': nothing,
    },
  },
  /** Takes a ring; a call that is running ends first. With `audio` the camera stays off. */
  'call.accept': {
    input: z.object({ callId: CallId, media: CallMedia }),
    output: nothing,
    failures: noSuchCall,
  },
  'call.decline': { input: z.object({ callId: CallId }), output: nothing, failures: noSuchCall },
  'call.hangUp': { input: z.object({ callId: CallId }), output: nothing, failures: noSuchCall },
  'call.setSending': {
    input: z.object({ callId: CallId, microphone: z.boolean(), camera: z.boolean() }),
    output: nothing,
    failures: noSuchCall,
  },
  /** Closes the view of an ended call now. */
  'call.dismiss': { input: z.object({ callId: CallId }), output: nothing, failures: noSuchCall },
  /** Brings the call window to the front. */
  'call.show': { input: nothing, output: nothing, failures: noSuchCall },

  // Media: the call page only.
  'media.get': { input: nothing, output: z.object({ session: MediaSession }), failures: {} },
  'media.ready': {
    input: z.object({ callId: CallId, attempt: Attempt, fingerprint: Fingerprint }),
    output: nothing,
    failures: noSuchCall,
  },
  'media.send': {
    input: z.object({ callId: CallId, attempt: Attempt, frame: SignalFrame }),
    output: nothing,
    failures: noSuchCall,
  },
  'media.report': {
    input: z.object({
      callId: CallId,
      attempt: Attempt,
      report: z.discriminatedUnion('type', [
        z.object({ type: z.literal('link'), state: z.enum(['connected', 'interrupted', 'failed']) }),
        z.object({ type: z.literal('capture'), microphone: CaptureState, camera: CaptureState }),
        /** The first real frame of the other side, not a placeholder's. */
        z.object({ type: z.literal('first-frame'), of: z.enum(['audio', 'video']) }),
        /** The connection's certificate is not the one that was signed: the call ends as `insecure`. */
        z.object({ type: z.literal('wrong-fingerprint') }),
      ]),
    }),
    output: nothing,
    failures: noSuchCall,
  },

  ...recoveryProcedures,
  // Me and this app.
  'profile.setDisplayName': {
    input: z.object({ typed: Typed }),
    output: nothing,
    failures: { ...needsAccount, 'bad-name': nothing, 'directory-unreachable': nothing },
  },
  'settings.set': {
    input: SettingsSnapshot.omit({ systemLanguage: true }).partial(),
    output: nothing,
    failures: { 'cannot-save': nothing },
  },
  /** Lets other computers reach the directory that runs here, or only this one. `app.localDirectory` tells what became of it. */
  'directory.setReachable': {
    input: z.object({ isOn: z.boolean() }),
    output: nothing,
    failures: { 'no-directory': nothing, 'cannot-save': nothing },
  },
  /** The page that shows this device's microphone and camera is open: only then may the main window use them. */
  'deviceCheck.set': { input: z.object({ isOpen: z.boolean() }), output: nothing, failures: {} },
  'connection.retry': { input: nothing, output: nothing, failures: needsAccount },
  /** Opens one of the app's own named pages on the web in the browser. */
  'link.open': { input: z.object({ page: z.enum(['help', 'source']) }), output: nothing, failures: {} },
  /** The person of an `ahoy:` link that waits to be shown in the dial field, once, with a ring pass. It never dials. */
  'link.take': {
    input: nothing,
    output: z.object({ handle: z.string().max(300).nullable(), pass: RingPassSecret.nullable() }),
    failures: {},
  },
  /** A join link that waits to be shown, once. It never joins. */
  'link.takeJoin': {
    input: nothing,
    output: z.object({ link: z.string().max(500).nullable() }),
    failures: {},
  },
} as const satisfies Record<PageProcedureName, Procedure>

/** Between a page and main, over IPC. Not every window may call everything: see `PAGE_PROCEDURES`. */
export const bridgeContract = defineContract({
  procedures,
  events: {
    'app.changed': AppSnapshot,
    'me.changed': MeSnapshot,
    'connection.changed': ConnectionSnapshot,
    'people.changed': PeopleSnapshot,
    'book.changed': BookSnapshot,
    'requests.changed': RequestsSnapshot,
    'passes.changed': PassesSnapshot,
    'recents.changed': RecentsSnapshot,
    'calls.changed': CallsSnapshot,
    'settings.changed': SettingsSnapshot,
    /** To the call page only. */
    'media.changed': z.object({ session: MediaSession }),
    'media.frame': z.object({ callId: CallId, attempt: Attempt, frame: SignalFrame }),
    /** A link waits: take it with `link.take` or `link.takeJoin`. */
    'link.arrived': nothing,
    /** The main window is to show this. */
    'view.requested': z.object({ view: z.enum(['dial', 'recents', 'settings', 'callers']) }),
  },
})
export type BridgeContract = typeof bridgeContract
