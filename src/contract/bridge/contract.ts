import { z } from 'zod'
import { CallId, CallMedia, DirectoryHost, Fingerprint, Handle } from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { defineContract, type Procedure } from '../rpc/contract.ts'
import { SignalFrame } from '../signal-frame.ts'
import type { PageProcedureName } from './names.ts'
import {
  AllSnapshots,
  AppSnapshot,
  CallsSnapshot,
  CaptureState,
  ConnectionSnapshot,
  MediaSession,
  MeSnapshot,
  PeopleSnapshot,
  PersonRow,
  RecentsSnapshot,
  SettingsSnapshot,
} from './snapshots.ts'

const nothing = z.object({})
const Attempt = z.number().int().min(1).max(1_000)
/** What a person typed; the engine folds, cleans and judges it. */
const Typed = z.string().max(400)
const Passphrase = z.string().max(1_000)

const directoryChosen = z.object({
  host: DirectoryHost,
  registration: z.enum(['open', 'invitation']),
})
const directoryTrouble = {
  unreachable: nothing,
  'not-a-directory': nothing,
  /** Plain connections go to this computer only. */
  'not-secure': nothing,
  /** It does not hold the key that the join link, or the last connection, named. */
  'key-changed': nothing,
  'update-this-app': nothing,
  'update-directory': nothing,
}
const needsAccount = { 'no-account': nothing }
const noSuchCall = { 'no-such-call': nothing }

const procedures = {
  'snapshot.get': { input: nothing, output: AllSnapshots, failures: {} },

  // First run. One directory is chosen at a time; `setup.leave` is the way back.
  'setup.startDirectory': {
    input: nothing,
    output: directoryChosen,
    failures: {
      'directory-failed': nothing,
      'port-taken': z.object({ port: z.number().int() }),
      ...directoryTrouble,
    },
  },
  'setup.join': {
    input: z.object({ address: Typed }),
    output: directoryChosen,
    failures: { 'bad-address': nothing, ...directoryTrouble },
  },
  'setup.leave': { input: nothing, output: nothing, failures: {} },
  'setup.checkHandle': {
    input: z.object({ typed: Typed }),
    output: z.discriminatedUnion('state', [
      z.object({ state: z.literal('free'), handle: Handle }),
      z.object({ state: z.literal('taken'), handle: Handle }),
      z.object({ state: z.literal('reserved'), handle: Handle }),
      /** Its administrator has freed it for the person who has the code. */
      z.object({ state: z.literal('reset'), handle: Handle }),
      z.object({ state: z.literal('invalid'), why: z.enum(['too-short', 'too-long', 'characters']) }),
    ]),
    failures: { 'no-directory': nothing, ...directoryTrouble },
  },
  'setup.finish': {
    input: z.object({
      handle: Typed,
      displayName: Typed,
      isCallingOn: z.boolean(),
      invitationCode: z.string().max(100).nullable(),
      /** The person agrees that the key is kept without the system's key store. */
      acceptsPlainKey: z.boolean(),
    }),
    output: nothing,
    failures: {
      'no-directory': nothing,
      'bad-handle': nothing,
      'bad-name': nothing,
      'handle-taken': nothing,
      'handle-reserved': nothing,
      'invitation-needed': nothing,
      'invitation-refused': nothing,
      'key-store-consent': nothing,
      'cannot-save': nothing,
      ...directoryTrouble,
    },
  },

  // People.
  'people.find': {
    input: z.object({ typed: Typed }),
    output: z.object({
      /** My own people whose handle or name matches, best first. */
      matches: z.array(PersonRow).max(50),
      /** What the typed text is as an exact handle on the directory; a match is not told twice. */
      exact: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('found'), person: PersonRow }),
        z.object({ kind: z.literal('not-found'), handle: Handle }),
        z.object({ kind: z.literal('myself') }),
        z.object({ kind: z.literal('other-directory'), handle: Handle, host: DirectoryHost }),
        z.object({ kind: z.literal('directory-unreachable'), handle: Handle }),
      ]),
    }),
    failures: needsAccount,
  },
  /** The people whose rows are on the screen: their presence is kept fresh. */
  'people.watch': {
    input: z.object({ handles: z.array(Handle).max(LIMITS.watchedPeople) }),
    output: nothing,
    failures: needsAccount,
  },
  'people.forget': { input: z.object({ handle: Handle }), output: nothing, failures: needsAccount },
  'recents.markSeen': { input: nothing, output: nothing, failures: needsAccount },
  'recents.remove': { input: z.object({ callId: CallId }), output: nothing, failures: needsAccount },
  'recents.clear': { input: nothing, output: nothing, failures: needsAccount },

  // Calls.
  'call.dial': {
    input: z.object({ to: Typed, media: CallMedia }),
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

  // The recovery file. Main shows the system's own file dialogs; the page never sees the key or the file.
  /** Locks the account and its key with the passphrase and asks where to keep the file. Takes as long as a person. */
  'recovery.save': {
    input: z.object({ passphrase: Passphrase }),
    output: z.object({ outcome: z.enum(['saved', 'cancelled']) }),
    failures: {
      ...needsAccount,
      'weak-passphrase': nothing,
      /** The key cannot be read now, or the account does not fit into a file. */
      'key-unusable': nothing,
      'cannot-write': nothing,
      busy: nothing,
    },
  },
  /** Asks for a file, and keeps it for `recovery.restore`. A file before it is forgotten, but for `cancelled`. */
  'recovery.choose': {
    input: nothing,
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('chosen'), fileName: z.string().max(300) }),
      z.object({ outcome: z.literal('cancelled') }),
    ]),
    failures: {
      'already-set-up': nothing,
      damaged: nothing,
      'newer-version': nothing,
      'too-large': nothing,
      'cannot-read': nothing,
      busy: nothing,
    },
  },
  /** Brings the chosen file's account and key back. Only at first run, or where the identity is locked. */
  'recovery.restore': {
    input: z.object({
      passphrase: Passphrase,
      /** The person agrees that the key is kept without the system's key store. */
      acceptsPlainKey: z.boolean(),
    }),
    output: nothing,
    failures: {
      'already-set-up': nothing,
      'no-file': nothing,
      'wrong-passphrase': nothing,
      damaged: nothing,
      /** This device has the records of another account. */
      'other-account': nothing,
      /** Its directory ran inside Ahoy on another computer, or its data is gone. */
      'directory-not-here': nothing,
      'key-store-consent': nothing,
      'cannot-save': nothing,
      busy: nothing,
    },
  },

  // Me and this app.
  'profile.setDisplayName': {
    input: z.object({ typed: Typed }),
    output: nothing,
    failures: { ...needsAccount, 'bad-name': nothing, 'directory-unreachable': nothing },
  },
  /** Saved here at once; `me.policyUpload` tells when the directory has it. */
  'calling.set': { input: z.object({ isCallingOn: z.boolean() }), output: nothing, failures: needsAccount },
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
  /** The handle of an `ahoy:` link that waits to be shown in the dial field, once. It never dials. */
  'link.take': { input: nothing, output: z.object({ handle: z.string().max(300).nullable() }), failures: {} },
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
    'recents.changed': RecentsSnapshot,
    'calls.changed': CallsSnapshot,
    'settings.changed': SettingsSnapshot,
    /** To the call page only. */
    'media.changed': z.object({ session: MediaSession }),
    'media.frame': z.object({ callId: CallId, attempt: Attempt, frame: SignalFrame }),
    /** A link waits: take it with `link.take` or `link.takeJoin`. */
    'link.arrived': nothing,
    /** The main window is to show this. */
    'view.requested': z.object({ view: z.enum(['dial', 'recents', 'settings']) }),
  },
})
export type BridgeContract = typeof bridgeContract
