import type {
  AppSnapshot,
  CallView,
  ConnectionSnapshot,
  MeSnapshot,
  RecentsSnapshot,
} from '../../contract/bridge/snapshots.ts'
import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { CallId, CallMedia, Handle } from '../../contract/ids.ts'
import { assertNever } from '../../contract/result.ts'
import type { Words } from '../i18n/words.ts'

export type TrayFacts = {
  readonly phase: AppSnapshot['phase']
  readonly me: MeSnapshot
  readonly connection: ConnectionSnapshot
  readonly calls: readonly CallView[]
  readonly recents: RecentsSnapshot
}

export type TrayIcon = 'available' | 'missed' | 'in-call' | 'offline' | 'not-disturbed'

/** What a menu item does when it is picked; the adapter turns it into an intent. */
export type TrayAction =
  | { readonly kind: 'open' }
  | { readonly kind: 'show-call' }
  | { readonly kind: 'answer'; readonly callId: CallId; readonly media: CallMedia }
  | { readonly kind: 'decline'; readonly callId: CallId }
  | { readonly kind: 'hang-up'; readonly callId: CallId }
  | { readonly kind: 'send'; readonly callId: CallId; readonly microphone: boolean; readonly camera: boolean }
  | { readonly kind: 'call-back'; readonly handle: Handle; readonly media: CallMedia }
  | { readonly kind: 'allow-calls'; readonly isCallingOn: boolean }
  | { readonly kind: 'do-not-disturb'; readonly isDoNotDisturb: boolean }
  | { readonly kind: 'quit' }

export type TrayItem =
  | { readonly kind: 'line'; readonly label: string }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'action'
      readonly label: string
      readonly action: TrayAction
      /** Null where the item is no switch. */
      readonly isChecked: boolean | null
    }

export type TrayModel = {
  readonly icon: TrayIcon
  /** Beside the icon in macOS's menu bar; empty elsewhere and mostly. */
  readonly title: string
  readonly tooltip: string
  readonly items: readonly TrayItem[]
}

const LAST_CALLS = 5

export function decideTray(facts: TrayFacts, words: Words): TrayModel {
  const t = words.tray
  const missed = facts.recents.calls.filter((recent) => recent.isNew).length
  const state = stateLine(facts, t)
  const groups = [
    [line(state), ...(missed > 0 ? [line(t.missed(missed))] : []), item(t.open, { kind: 'open' })],
    ...facts.calls.map((call) => callItems(call, t)),
    facts.me === null ? [] : lastCallItems(facts.recents, t),
    facts.me === null ? [] : policyItems(facts.me.policy, t),
    [item(t.quit, { kind: 'quit' })],
  ]
  return {
    icon: decideIcon(facts, missed),
    title: missed > 0 ? String(missed) : '',
    tooltip: missed > 0 ? `Ahoy: ${state}, ${t.missed(missed)}` : `Ahoy: ${state}`,
    items: groups
      .filter((group) => group.length > 0)
      .flatMap((group, index) => (index === 0 ? group : [{ kind: 'separator' } as const, ...group])),
  }
}

const line = (label: string): TrayItem => ({ kind: 'line', label })
const item = (label: string, action: TrayAction, isChecked: boolean | null = null): TrayItem => ({
  kind: 'action',
  label,
  action,
  isChecked,
})
const policyItems = ({ isCallingOn, isDoNotDisturb }: CallingPolicy, t: Words['tray']): TrayItem[] => [
  item(t.allowCalls, { kind: 'allow-calls', isCallingOn: !isCallingOn }, isCallingOn),
  item(t.doNotDisturb, { kind: 'do-not-disturb', isDoNotDisturb: !isDoNotDisturb }, isDoNotDisturb),
]

function decideIcon(facts: TrayFacts, missed: number): TrayIcon {
  if (findRunning(facts.calls)) return 'in-call'
  if (missed > 0) return 'missed'
  if (facts.connection.kind !== 'online') return 'offline'
  return decideStillness(facts.me) === null ? 'available' : 'not-disturbed'
}

/** What keeps people from ringing here, of what a switch says. */
function decideStillness(me: MeSnapshot): 'calling-off' | 'do-not-disturb' | null {
  if (me?.policy.isCallingOn === false) return 'calling-off'
  return me?.policy.isDoNotDisturb ? 'do-not-disturb' : null
}

const findRunning = (calls: readonly CallView[]): CallView | undefined =>
  calls.find((call) => call.phase.kind !== 'ended' && call.phase.kind !== 'ringing-in')

function stateLine(facts: TrayFacts, t: Words['tray']): string {
  const running = findRunning(facts.calls)
  if (running) return callLine(running, t)
  const ringing = facts.calls.findLast((call) => call.phase.kind === 'ringing-in')
  if (ringing) return t.rings(nameOf(ringing))
  switch (facts.phase.kind) {
    case 'starting':
      return t.connecting
    case 'first-run':
      return t.notSetUp
    case 'identity-locked':
      return t.locked
    case 'ready':
      return connectionLine(facts, t)
    default:
      return assertNever(facts.phase)
  }
}

function connectionLine({ connection, me }: TrayFacts, t: Words['tray']): string {
  if (connection.kind !== 'online') return connection.kind === 'connecting' ? t.connecting : t.offline
  switch (decideStillness(me)) {
    case 'calling-off':
      return t.callingOff
    case 'do-not-disturb':
      return t.notDisturbed
    case null:
      return t.available
  }
}

function callLine(call: CallView, t: Words['tray']): string {
  const name = nameOf(call)
  switch (call.phase.kind) {
    case 'dialing':
    case 'ringing-out':
      return t.calling(name)
    case 'reconnecting':
      return t.reconnecting(name)
    default:
      return `${t.inCall(name)}, ${call.microphone === 'on' ? t.microphoneOn : t.microphoneOff}`
  }
}

function callItems(call: CallView, t: Words['tray']): TrayItem[] {
  const { callId, media } = call
  if (call.phase.kind === 'ended') return []
  if (call.phase.kind === 'ringing-in') {
    const answer = (label: string, as: CallMedia) => item(label, { kind: 'answer', callId, media: as })
    return [
      line(t.rings(nameOf(call))),
      ...(media === 'video' ? [answer(t.answerVideo, 'video')] : []),
      answer(t.answerVoice, 'audio'),
      item(t.decline, { kind: 'decline', callId }),
    ]
  }
  const isMuted = call.microphone === 'off'
  const camera = call.camera === 'on' || call.camera === 'opening'
  return [
    item(t.showCall, { kind: 'show-call' }),
    item(t.mute, { kind: 'send', callId, microphone: isMuted, camera }, isMuted),
    item(t.hangUp, { kind: 'hang-up', callId }),
  ]
}

/** One line for each person, the newest first. Crossed-out ways to call are the main window's matter. */
function lastCallItems(recents: RecentsSnapshot, t: Words['tray']): TrayItem[] {
  const seen = new Set<Handle>()
  const last = recents.calls
    .toSorted((a, b) => b.call.atMs - a.call.atMs)
    .filter(({ handle }) => !seen.has(handle) && seen.add(handle))
    .slice(0, LAST_CALLS)
  if (last.length === 0) return []
  return [
    line(t.lastCalls),
    ...last.map(({ displayName, handle, call }) =>
      item(menuText(`${displayName} (@${handle})`), { kind: 'call-back', handle, media: call.media }),
    ),
  ]
}

const nameOf = (call: CallView): string => menuText(call.peer.displayName)

/** Menus take `&` as the mark of a key. */
const menuText = (text: string): string => text.replaceAll('&', '&&')
