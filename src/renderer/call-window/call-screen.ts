import type { CallView, CaptureState, MeSnapshot } from '../../contract/bridge/snapshots.ts'
import { SAFETY_EMOJI } from '../../domain/safety-emoji.ts'
import { emojiEn } from '../i18n/emoji.en.ts'
import type { RefusingRule } from '../../contract/reachability.ts'
import { canCallAgain, decideEndedRule, decideEndedWords, type EndedWords } from './decide-ended.ts'

export type Person = { readonly handle: string; readonly displayName: string }

/** An emoji that the language files have a name for. */
export type EmojiName = keyof typeof emojiEn
export type NamedEmoji = { readonly name: EmojiName; readonly symbol: string }

export type CallStatus =
  | { readonly kind: 'dialing' | 'ringing-out' | 'connecting' }
  /** `sinceMs` is when the call began, on this device's clock. */
  | { readonly kind: 'connected' | 'reconnecting'; readonly sinceMs: number }

/** One of my devices as a button. `toggle` also tries again one that did not open. */
export type DeviceControl = {
  readonly state: CaptureState
  readonly toggle: (() => void) | null
}

export type Notice = {
  readonly words:
    | 'microphone-missing'
    | 'microphone-refused'
    | 'microphone-in-use'
    | 'camera-missing'
    | 'camera-refused'
    | 'camera-in-use'
    | 'changed-key'
  readonly tryAgain: (() => void) | null
}

export type RunningScreen = {
  readonly kind: 'running'
  readonly callId: string
  readonly person: Person
  readonly me: Person | null
  readonly media: CallView['media']
  readonly status: CallStatus
  /**
   * What fills the window: their picture; while I wait for it my own, where I called, or who they are; else both
   * avatars.
   */
  readonly ground: 'their-picture' | 'my-picture' | 'waiting' | 'avatars'
  /** My own picture in its corner, with or without a camera's image; null where it is the ground, or there is none. */
  readonly ownTile: 'picture' | 'camera-off' | null
  readonly isOwnMuted: boolean
  readonly remote: { readonly isMuted: boolean; readonly isCameraOff: boolean }
  readonly microphone: DeviceControl
  readonly camera: DeviceControl
  readonly hangUp: () => void
  readonly notices: readonly Notice[]
  readonly safety: {
    readonly emoji: readonly NamedEmoji[]
    readonly isFirstContact: boolean
    readonly hasChangedKey: boolean
  } | null
}

export type EndedScreen = {
  readonly kind: 'ended'
  readonly callId: string
  readonly person: Person
  readonly words: EndedWords
  /** Why it was not allowed, where that is known. */
  readonly rule: RefusingRule | null
  /** 0 when they did not speak. */
  readonly durationMs: number
  readonly media: CallView['media']
  readonly callAgain: (() => void) | null
  readonly close: () => void
}

/** A call that only rings in, in a window that nobody sees: drawn ahead, so that it is there once it is taken. */
export type ReadyScreen = { readonly kind: 'ready'; readonly taken: RunningScreen }

export type CallScreen = { readonly kind: 'nothing' } | ReadyScreen | RunningScreen | EndedScreen

export type CallIntents = {
  readonly setSending: (sending: { readonly microphone: boolean; readonly camera: boolean }) => void
  readonly hangUp: () => void
  readonly callAgain: () => void
  readonly close: () => void
}

/** What of the media decides what is shown. */
export type ShownMedia = { readonly hasRemotePicture: boolean; readonly hasOwnPicture: boolean }

/** So long after the start of a video call their picture is waited for, in milliseconds: else avatars would flash up. */
const PICTURE_DUE_MS = 2_000

type Facts = {
  readonly me: MeSnapshot
  readonly media: ShownMedia
  /** On this device's clock, in milliseconds. */
  readonly nowMs: number
}

/** The window as a value: what is shown, and what can be done; an action that is impossible is null. */
export function toCallScreen(call: CallView | null, facts: Facts, intents: CallIntents): CallScreen {
  if (call === null) return { kind: 'nothing' }
  const { phase } = call
  if (phase.kind === 'ringing-in')
    return { kind: 'ready', taken: toRunningScreen(toTaken(call), facts, intents) }
  if (phase.kind === 'ended') {
    return {
      kind: 'ended',
      callId: call.callId,
      person: toPerson(call),
      words: decideEndedWords(phase, call.direction),
      rule: decideEndedRule(phase, call.direction),
      durationMs: phase.durationMs,
      media: call.media,
      callAgain: canCallAgain(phase) ? intents.callAgain : null,
      close: intents.close,
    }
  }
  return toRunningScreen({ ...call, phase }, facts, intents)
}

type RunningCall = CallView & {
  readonly phase: Exclude<CallView['phase'], { readonly kind: 'ringing-in' | 'ended' }>
}

/** As it looks in the moment after Accept. */
const toTaken = (call: CallView): RunningCall => ({
  ...call,
  phase: { kind: 'connecting' },
  microphone: 'opening',
  camera: call.media === 'video' ? 'opening' : 'off',
})

const toPerson = ({ peer: { handle, displayName } }: CallView): Person => ({ handle, displayName })

function toRunningScreen(call: RunningCall, facts: Facts, intents: CallIntents): RunningScreen {
  const status = toStatus(call.phase)
  const ground = decideGround(call, status, facts)
  const devices = toDevices(call, intents)
  return {
    kind: 'running',
    callId: call.callId,
    person: toPerson(call),
    me: facts.me && { handle: facts.me.handle, displayName: facts.me.displayName },
    media: call.media,
    status,
    ground,
    ownTile: decideOwnTile(call, ground, facts.media),
    isOwnMuted: call.microphone !== 'on' && call.microphone !== 'opening',
    remote: {
      isMuted: call.remote?.microphone === false,
      isCameraOff: call.remote?.camera === false && call.media === 'video',
    },
    ...devices,
    hangUp: intents.hangUp,
    notices: toNotices(call, devices),
    safety: toSafety(call),
  }
}

function toStatus(phase: RunningCall['phase']): CallStatus {
  if (phase.kind === 'connected' || phase.kind === 'reconnecting') {
    return { kind: phase.kind, sinceMs: phase.sinceMs }
  }
  return { kind: phase.kind }
}

function decideGround(
  call: RunningCall,
  status: CallStatus,
  { media, nowMs }: Facts,
): RunningScreen['ground'] {
  // The media have a picture of theirs only once they know whose it is; main's word of the link comes a moment later.
  // Their word that the camera is off comes before its last image has left the screen.
  if (media.hasRemotePicture && call.remote?.camera !== false) return 'their-picture'
  if (!isAwaited(call, status, nowMs)) return 'avatars'
  // Who answers is connected in a moment: my own face would only flash up.
  return media.hasOwnPicture && call.direction === 'outgoing' ? 'my-picture' : 'waiting'
}

/** A video call, unless they said that their camera is off. */
export const expectsPicture = ({ media, remote }: CallView): boolean =>
  media === 'video' && remote?.camera !== false

function isAwaited(call: RunningCall, status: CallStatus, nowMs: number): boolean {
  if (status.kind === 'reconnecting') return false
  if (status.kind !== 'connected') return true
  return expectsPicture(call) && nowMs - status.sinceMs < PICTURE_DUE_MS
}

function decideOwnTile(
  call: RunningCall,
  ground: RunningScreen['ground'],
  media: ShownMedia,
): RunningScreen['ownTile'] {
  if (ground === 'my-picture') return null
  if (media.hasOwnPicture && call.camera === 'on') return 'picture'
  return ground === 'their-picture' ? 'camera-off' : null
}

const isTrouble = (state: CaptureState): state is 'missing' | 'refused' | 'in-use' =>
  state === 'missing' || state === 'refused' || state === 'in-use'

/** `off` is what I chose; in every other state the device is wanted. */
const isWanted = (state: CaptureState): boolean => state !== 'off'

function toDevices(call: RunningCall, { setSending }: CallIntents) {
  const wanted = { microphone: isWanted(call.microphone), camera: isWanted(call.camera) }
  const toggle = (device: 'microphone' | 'camera') => () => {
    setSending({ ...wanted, [device]: !wanted[device] })
    // One that did not open is switched off and on: that asks for it anew.
    if (isTrouble(call[device])) setSending(wanted)
  }
  return {
    microphone: { state: call.microphone, toggle: toggle('microphone') },
    camera: { state: call.camera, toggle: toggle('camera') },
  } as const
}

function toNotices(
  call: RunningCall,
  devices: { readonly microphone: DeviceControl; readonly camera: DeviceControl },
): readonly Notice[] {
  const { microphone, camera } = call
  const notices: Notice[] = []
  if (call.peer.hasChangedKey) notices.push({ words: 'changed-key', tryAgain: null })
  if (isTrouble(microphone)) {
    notices.push({ words: `microphone-${microphone}`, tryAgain: devices.microphone.toggle })
  }
  if (isTrouble(camera)) notices.push({ words: `camera-${camera}`, tryAgain: devices.camera.toggle })
  return notices
}

function toSafety({ safetyEmoji, peer }: RunningCall): RunningScreen['safety'] {
  if (safetyEmoji === null) return null
  const emoji = safetyEmoji.flatMap((name) => {
    const known = SAFETY_EMOJI.find((candidate) => candidate.name === name)
    return known && isEmojiName(name) ? [{ name, symbol: known.symbol }] : []
  })
  // A name that this version does not know cannot be compared, and so none is shown.
  if (emoji.length !== safetyEmoji.length) return null
  return { emoji, isFirstContact: peer.isFirstContact, hasChangedKey: peer.hasChangedKey }
}

function isEmojiName(name: string): name is EmojiName {
  return Object.hasOwn(emojiEn, name)
}
