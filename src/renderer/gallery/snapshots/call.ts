import type { CallPhase, CallView, MeSnapshot } from '../../../contract/bridge/snapshots.ts'
import { Address, CallId, DirectoryHost, DisplayName, Handle } from '../../../contract/ids.ts'
import { firstChoices } from '../../../domain/calling-policy.ts'
import { type CallIntents, type CallScreen, toCallScreen } from '../../call-window/call-screen.ts'
import { decideShownCall } from '../../call-window/decide-call.ts'

/** A state of the call window, as the gallery and the tests show it. */
export type CallSnapshot = {
  readonly name: string
  readonly screen: CallScreen
  readonly nowMs: number
  /** Which pictures there are; the gallery draws them. */
  readonly pictures: { readonly own: boolean; readonly remote: boolean }
}

const SINCE_MS = 1_000_000
const NOW_MS = SINCE_MS + 727_000

const me: MeSnapshot = {
  address: Address.parse('@ada@calls.example.org'),
  handle: Handle.parse('ada'),
  displayName: DisplayName.parse('Ada Lovelace'),
  directoryHost: DirectoryHost.parse('calls.example.org'),
  isDirectoryHere: false,
  policy: { revision: 1, ...firstChoices('everyone') },
  policyUpload: { kind: 'saved' },
  badge: null,
  placingRefusal: null,
}

export const callOf = (part: Partial<CallView>, displayName = 'Bob Martin'): CallView => ({
  callId: CallId.parse('0123456789abcdef0123456789abcdef'),
  direction: 'outgoing',
  peer: {
    handle: Handle.parse('bob'),
    address: Address.parse('@bob@calls.example.org'),
    displayName: DisplayName.parse(displayName),
    badge: null,
    isFirstContact: false,
    hasChangedKey: false,
  },
  media: 'video',
  phase: { kind: 'connected', sinceMs: SINCE_MS },
  microphone: 'on',
  camera: 'on',
  remote: { microphone: true, camera: true },
  safetyEmoji: ['dog', 'rocket', 'pizza', 'anchor', 'tree', 'heart'],
  ...part,
})

const nothing: CallIntents = {
  setSending: () => {},
  hangUp: () => {},
  callAgain: () => {},
  close: () => {},
}

function snapshot(
  name: string,
  call: CallView,
  pictures: CallSnapshot['pictures'],
  intents: CallIntents = nothing,
  nowMs = NOW_MS,
): CallSnapshot {
  const media = { hasOwnPicture: pictures.own, hasRemotePicture: pictures.remote }
  return {
    name,
    screen: toCallScreen(decideShownCall([call]), { me, media, nowMs }, intents),
    nowMs,
    pictures,
  }
}

const both = { own: true, remote: true }
const none = { own: false, remote: false }
const own = { own: true, remote: false }
const voice = { media: 'audio', camera: 'off', remote: { microphone: true, camera: false } } as const
const early = { safetyEmoji: null, remote: null } as const
const peer = callOf({}).peer
const LONG_NAME = 'Maximilienne-Alexandrina von Hohenstein-Wittelsbach zu Rhei'

const ended = (reason: string, phase: Partial<Extract<CallPhase, { kind: 'ended' }>>, part = {}) =>
  snapshot(
    `ended-${reason}`,
    callOf({
      ...early,
      ...part,
      phase: { kind: 'ended', reason: 'lost', by: 'nobody', durationMs: 0, ...phase },
    }),
    none,
  )

export const callSnapshots: readonly CallSnapshot[] = [
  snapshot('dialing-voice', callOf({ ...voice, ...early, phase: { kind: 'dialing' } }), none),
  snapshot('ringing-voice', callOf({ ...voice, ...early, phase: { kind: 'ringing-out', sinceMs: 0 } }), none),
  snapshot('ringing-video', callOf({ ...early, phase: { kind: 'ringing-out', sinceMs: 0 } }), own),
  snapshot('connecting', callOf({ ...early, direction: 'incoming', phase: { kind: 'connecting' } }), own),
  snapshot('video-awaited', callOf({}), own, nothing, SINCE_MS + 400),
  snapshot('video-awaited-incoming', callOf({ direction: 'incoming' }), own, nothing, SINCE_MS + 400),
  snapshot('video', callOf({}), both),
  snapshot('video-muted', callOf({ microphone: 'off', camera: 'off' }), { own: false, remote: true }),
  snapshot('video-remote-off', callOf({ remote: { microphone: false, camera: false } }), own),
  snapshot('video-first-contact', callOf({ peer: { ...peer, isFirstContact: true } }), both),
  snapshot('video-changed-key', callOf({ peer: { ...peer, hasChangedKey: true } }), both),
  snapshot('video-reconnecting', callOf({ phase: { kind: 'reconnecting', sinceMs: SINCE_MS } }), both),
  snapshot('voice', callOf(voice), none),
  snapshot(
    'voice-muted',
    callOf({ ...voice, microphone: 'off', remote: { microphone: false, camera: false } }),
    none,
  ),
  snapshot(
    'voice-reconnecting',
    callOf({ ...voice, phase: { kind: 'reconnecting', sinceMs: SINCE_MS } }),
    none,
  ),
  snapshot('voice-long-name', callOf(voice, LONG_NAME), none),
  snapshot('voice-rtl-name', callOf(voice, 'ليلى بنت الأخيلية'), none),
  snapshot('video-long-name', callOf({}, LONG_NAME), both),
  snapshot('no-microphone', callOf({ microphone: 'missing' }), both),
  snapshot('microphone-refused', callOf({ ...voice, microphone: 'refused' }), none),
  snapshot('microphone-in-use', callOf({ ...voice, microphone: 'in-use' }), none),
  snapshot('no-camera', callOf({ camera: 'missing' }), { own: false, remote: true }),
  snapshot('camera-refused', callOf({ camera: 'refused' }), { own: false, remote: true }),
  snapshot('camera-in-use', callOf({ camera: 'in-use' }), { own: false, remote: true }),
  ended('declined', { reason: 'declined', by: 'them' }),
  ended('no-answer', { reason: 'no-answer' }, { media: 'audio' }),
  ended('hung-up', { reason: 'hung-up', by: 'them', durationMs: 727_000 }),
  ended('no-route', { reason: 'no-route' }),
  ended('insecure', { reason: 'insecure' }),
  ended('not-found', { reason: 'not-found' }),
  ended('key-changed', { reason: 'key-changed' }),
  { name: 'nothing', screen: { kind: 'nothing' }, nowMs: NOW_MS, pictures: none },
]
