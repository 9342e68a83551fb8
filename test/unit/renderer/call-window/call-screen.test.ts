import { describe, expect, it, vi } from 'vitest'
import type { CallPhase, CallView } from '../../../../src/contract/bridge/snapshots.ts'
import { CallPhase as CallPhaseSchema } from '../../../../src/contract/bridge/snapshots.ts'
import { CallId } from '../../../../src/contract/ids.ts'
import { SAFETY_EMOJI } from '../../../../src/domain/safety-emoji.ts'
import { type CallIntents, toCallScreen } from '../../../../src/renderer/call-window/call-screen.ts'
import { decideShownCall } from '../../../../src/renderer/call-window/decide-call.ts'
import {
  canCallAgain,
  decideEndedRule,
  decideEndedWords,
} from '../../../../src/renderer/call-window/decide-ended.ts'
import { decideShortcut } from '../../../../src/renderer/call-window/use-shortcuts.ts'
import { decideSpokenChange } from '../../../../src/renderer/call-window/use-spoken-changes.ts'
import { callOf } from '../../../../src/renderer/gallery/snapshots/call.ts'
import { callEn } from '../../../../src/renderer/i18n/call.en.ts'
import { callFr } from '../../../../src/renderer/i18n/call.fr.ts'

type Ended = Extract<CallPhase, { kind: 'ended' }>

const intentsOf = () =>
  ({ setSending: vi.fn(), hangUp: vi.fn(), callAgain: vi.fn(), close: vi.fn() }) satisfies CallIntents

const noPictures = { hasOwnPicture: false, hasRemotePicture: false }

const LATER_MS = 60 * 60_000

function running(
  part: Partial<CallView>,
  media = noPictures,
  intents: CallIntents = intentsOf(),
  nowMs = LATER_MS,
) {
  const screen = toCallScreen(decideShownCall([callOf(part)]), { me: null, media, nowMs }, intents)
  if (screen.kind !== 'running') throw new Error(screen.kind)
  return screen
}

describe('CAN5 a call that was not allowed', () => {
  const refused: Ended = {
    kind: 'ended',
    reason: 'not-allowed',
    by: 'nobody',
    durationMs: 0,
    rule: 'quiet-hours',
  }

  it('CAN5 names the rule to the caller alone, where the directory told it', () => {
    expect(decideEndedRule(refused, 'outgoing')).toBe('quiet-hours')
    expect(decideEndedRule(refused, 'incoming')).toBe(null)
    const { rule: _, ...untold } = refused
    expect(decideEndedRule(untold, 'outgoing')).toBe(null)
    expect(decideEndedRule({ ...refused, reason: 'offline' }, 'outgoing')).toBe(null)
  })
})

describe('which call the window shows', () => {
  const ended: CallPhase = { kind: 'ended', reason: 'lost', by: 'nobody', durationMs: 0 }

  it('RING8 one that only rings in waits behind every other, and the newest is the first of them', () => {
    const [first, second] = ['0', '1'].map((digit) =>
      callOf({
        callId: CallId.parse(digit.repeat(32)),
        phase: { kind: 'ringing-in', sinceMs: 0, rule: 'everyone' },
      }),
    )
    if (!first || !second) throw new Error('no rings')
    expect(decideShownCall([first, second])?.callId).toBe(second.callId)
    expect(decideShownCall([callOf({}), first])?.phase.kind).toBe('connected')
    expect(decideShownCall([callOf({ phase: ended }), first])?.phase.kind).toBe('ended')
    expect(decideShownCall([])).toBe(null)
  })

  it('RING8 one that only rings in is drawn ahead, as it looks once it is taken, and nothing of it can be done', () => {
    const phase = { kind: 'ringing-in', sinceMs: 0, rule: 'everyone' } as const
    const facts = { me: null, media: noPictures, nowMs: 0 }
    const readyFor = (media: CallView['media']) => {
      const call = callOf({ phase, media, microphone: 'off', camera: 'off', direction: 'incoming' })
      const screen = toCallScreen(call, facts, intentsOf())
      if (screen.kind !== 'ready') throw new Error(screen.kind)
      expect(decideShortcut(screen, 'h')).toBe(null)
      expect(decideSpokenChange({ kind: 'nothing' }, screen)).toBe(null)
      expect(decideSpokenChange(screen, screen.taken)).toBe('status')
      return screen.taken
    }
    expect(readyFor('video')).toMatchObject({
      status: { kind: 'connecting' },
      ground: 'waiting',
      microphone: { state: 'opening' },
      camera: { state: 'opening' },
    })
    expect(readyFor('audio').camera.state).toBe('off')
  })

  it('RING8 a running one comes before one that has ended', () => {
    expect(decideShownCall([callOf({}), callOf({ phase: ended })])?.phase.kind).toBe('connected')
    expect(decideShownCall([callOf({ phase: ended })])?.phase.kind).toBe('ended')
  })
})

describe('what fills the window', () => {
  it('CALL1 their picture, once it is real and they have not switched it off', () => {
    const both = { hasOwnPicture: true, hasRemotePicture: true }
    expect(running({}, both).ground).toBe('their-picture')
    expect(running({ remote: null }, both).ground).toBe('their-picture')
    expect(running({ remote: { microphone: true, camera: false } }, both).ground).toBe('avatars')
    expect(running({}, { ...both, hasRemotePicture: false }).ground).toBe('avatars')
  })

  it('CALL1 while it connects: my own where I called, who they are where I answered, theirs as soon as there is one', () => {
    const both = { hasOwnPicture: true, hasRemotePicture: true }
    const mine = { hasOwnPicture: true, hasRemotePicture: false }
    const phase = { kind: 'connecting' } as const
    expect(running({ phase, direction: 'outgoing' }, mine).ground).toBe('my-picture')
    expect(running({ phase, direction: 'incoming' }, mine)).toMatchObject({
      ground: 'waiting',
      ownTile: 'picture',
    })
    expect(running({ phase }, both).ground).toBe('their-picture')
    expect(running({ phase: { kind: 'ringing-out', sinceMs: 0 } }, noPictures).ground).toBe('waiting')
  })

  it('CALL1 connected, their picture is waited for a moment before avatars show, unless there will be none', () => {
    const mine = { hasOwnPicture: true, hasRemotePicture: false }
    const at = (afterMs: number, part: Partial<CallView> = {}) =>
      running({ phase: { kind: 'connected', sinceMs: 5_000 }, ...part }, mine, intentsOf(), 5_000 + afterMs)
        .ground
    expect(at(0)).toBe('my-picture')
    expect(at(1_999, { direction: 'incoming', remote: null })).toBe('waiting')
    expect(at(2_000)).toBe('avatars')
    expect(at(0, { remote: { microphone: true, camera: false } })).toBe('avatars')
    expect(at(0, { media: 'audio' })).toBe('avatars')
    expect(at(0, { phase: { kind: 'reconnecting', sinceMs: 5_000 } })).toBe('avatars')
  })

  it('CALL3 my camera’s and microphone’s state is in the corner while their picture fills the window', () => {
    const both = { hasOwnPicture: true, hasRemotePicture: true }
    expect(running({}, both)).toMatchObject({ ownTile: 'picture', isOwnMuted: false })
    expect(running({ camera: 'off', microphone: 'off' }, { ...both, hasOwnPicture: false })).toMatchObject({
      ownTile: 'camera-off',
      isOwnMuted: true,
    })
    expect(running({ phase: { kind: 'dialing' } }, { ...both, hasRemotePicture: false }).ownTile).toBe(null)
  })
})

describe('my devices', () => {
  it('CALL3 each button switches its own device and leaves the other as it is', () => {
    const intents = intentsOf()
    running({ microphone: 'on', camera: 'off' }, noPictures, intents).microphone.toggle?.()
    expect(intents.setSending.mock.calls).toEqual([[{ microphone: false, camera: false }]])
    intents.setSending.mockClear()
    running({ microphone: 'on', camera: 'off' }, noPictures, intents).camera.toggle?.()
    expect(intents.setSending.mock.calls).toEqual([[{ microphone: true, camera: true }]])
  })

  it('CALL1 one that did not open is asked for again', () => {
    const intents = intentsOf()
    running({ microphone: 'refused', camera: 'on' }, noPictures, intents).notices[0]?.tryAgain?.()
    expect(intents.setSending.mock.calls).toEqual([
      [{ microphone: false, camera: true }],
      [{ microphone: true, camera: true }],
    ])
  })

  it.each(['missing', 'refused', 'in-use'] as const)('CALL1 says so when one is %s', (state) => {
    expect(running({ microphone: state }).notices.map(({ words }) => words)).toEqual([`microphone-${state}`])
    expect(running({ camera: state }).notices.map(({ words }) => words)).toEqual([`camera-${state}`])
    expect(running({ microphone: 'opening', camera: 'off' }).notices).toEqual([])
  })
})

describe('safety emoji', () => {
  it('TRUST2 every one has a name in English and in French', () => {
    for (const { name } of SAFETY_EMOJI) {
      expect(callEn.emoji).toHaveProperty(name)
      expect(callFr.emoji).toHaveProperty(name)
    }
    expect(Object.keys(callEn.emoji)).toHaveLength(SAFETY_EMOJI.length)
    expect(new Set(Object.values(callFr.emoji)).size).toBe(SAFETY_EMOJI.length)
  })

  it('TRUST2 all six are shown or none', () => {
    expect(running({}).safety?.emoji).toHaveLength(6)
    expect(running({ safetyEmoji: null }).safety).toBe(null)
    const strange = ['dog', 'rocket', 'pizza', 'anchor', 'tree', 'no-such-emoji']
    expect(running({ safetyEmoji: strange }).safety).toBe(null)
  })

  it('TRUST2 a changed key is a warning before all others', () => {
    const peer = { ...callOf({}).peer, hasChangedKey: true }
    expect(running({ peer, microphone: 'missing' }).notices.map(({ words }) => words)).toEqual([
      'changed-key',
      'microphone-missing',
    ])
  })
})

describe('a call that is over', () => {
  const endedSchema = CallPhaseSchema.options.find((option) => option.shape.kind.value === 'ended')
  const reasons =
    endedSchema && 'reason' in endedSchema.shape
      ? (endedSchema.shape.reason.options as Ended['reason'][])
      : []
  const all = reasons.flatMap((reason) =>
    (['me', 'them', 'nobody'] as const).flatMap((by) =>
      (['outgoing', 'incoming'] as const).map((direction) => ({ reason, by, direction })),
    ),
  )

  it('A11Y2 every reason, from either side, has its words in both languages', () => {
    expect(reasons.length).toBeGreaterThan(15)
    for (const { reason, by, direction } of all) {
      const key = decideEndedWords({ kind: 'ended', reason, by, durationMs: 0 }, direction)
      for (const words of [callEn, callFr]) {
        expect(words.ended[key].what).toMatch(/[.]$/)
        expect(words.ended[key].todo).toMatch(/[.]$/)
      }
    }
  })

  it('CALL1 calling again is offered only where it may help', () => {
    const again = (reason: Ended['reason']) =>
      canCallAgain({ kind: 'ended', reason, by: 'nobody', durationMs: 0 })
    expect(again('no-answer')).toBe(true)
    expect(again('lost')).toBe(true)
    expect(again('key-changed')).toBe(false)
    expect(again('not-found')).toBe(false)
    expect(again('answered-elsewhere')).toBe(false)
  })
})
