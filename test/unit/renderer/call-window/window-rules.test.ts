import { describe, expect, it, vi } from 'vitest'
import { type CallScreen, toCallScreen } from '../../../../src/renderer/call-window/call-screen.ts'
import { decideCornerByKey, decideNearestCorner } from '../../../../src/renderer/call-window/corner.ts'
import { decideShownCall } from '../../../../src/renderer/call-window/decide-call.ts'
import { formatDuration } from '../../../../src/renderer/call-window/format-duration.ts'
import { decideShortcut } from '../../../../src/renderer/call-window/use-shortcuts.ts'
import { decideSpokenChange } from '../../../../src/renderer/call-window/use-spoken-changes.ts'
import { callOf } from '../../../../src/renderer/gallery/snapshots/call.ts'
import { decideLevel } from '../../../../src/renderer/media/level-meter.ts'
import { synthesizeRingback } from '../../../../src/renderer/sounds/ringback-tone.ts'

const hangUp = vi.fn()
const intents = { setSending: () => {}, hangUp, callAgain: () => {}, close: () => {} }
const screenOf = (part: Parameters<typeof callOf>[0]): CallScreen =>
  toCallScreen(
    decideShownCall([callOf(part)]),
    { me: null, media: { hasOwnPicture: false, hasRemotePicture: false }, nowMs: 0 },
    intents,
  )

describe('my own picture', () => {
  const size = { width: 960, height: 600 }

  it('CALL3 comes to rest in the nearest corner', () => {
    expect(decideNearestCorner({ x: 10, y: 10 }, size)).toBe('top-left')
    expect(decideNearestCorner({ x: 700, y: 100 }, size)).toBe('top-right')
    expect(decideNearestCorner({ x: 100, y: 599 }, size)).toBe('bottom-left')
    expect(decideNearestCorner({ x: 481, y: 301 }, size)).toBe('bottom-right')
  })

  it('A11Y1 moves by the arrow keys, and by no other key', () => {
    expect(decideCornerByKey('bottom-right', 'ArrowLeft')).toBe('bottom-left')
    expect(decideCornerByKey('bottom-left', 'ArrowUp')).toBe('top-left')
    expect(decideCornerByKey('top-left', 'ArrowRight')).toBe('top-right')
    expect(decideCornerByKey('top-right', 'ArrowDown')).toBe('bottom-right')
    expect(decideCornerByKey('top-right', 'ArrowUp')).toBe('top-right')
    expect(decideCornerByKey('top-right', 'a')).toBe(null)
  })
})

describe('the timer', () => {
  it.each([
    [-5, '0:00'],
    [7_400, '0:07'],
    [723_000, '12:03'],
    [3_723_000, '1:02:03'],
  ])('CALL1 shows %i ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })
})

describe('keys', () => {
  it('CALL3 M, V and H do what the buttons do, in either case', () => {
    const screen = screenOf({})
    decideShortcut(screen, 'H')?.()
    expect(hangUp).toHaveBeenCalledTimes(1)
    expect(decideShortcut(screen, 'm')).not.toBe(null)
    expect(decideShortcut(screen, 'v')).not.toBe(null)
    expect(decideShortcut(screen, 'x')).toBe(null)
  })

  it('CALL3 they do nothing once the call is over', () => {
    const over = screenOf({ phase: { kind: 'ended', reason: 'lost', by: 'nobody', durationMs: 0 } })
    expect(decideShortcut(over, 'h')).toBe(null)
    expect(decideShortcut({ kind: 'nothing' }, 'h')).toBe(null)
  })
})

describe('what is said to a screen reader', () => {
  it('A11Y1 each change once, and nothing for none', () => {
    const nothing: CallScreen = { kind: 'nothing' }
    const ringing = screenOf({ phase: { kind: 'ringing-out', sinceMs: 0 } })
    const talking = screenOf({})
    const muted = screenOf({ remote: { microphone: false, camera: true } })
    const over = screenOf({ phase: { kind: 'ended', reason: 'lost', by: 'nobody', durationMs: 0 } })
    expect(decideSpokenChange(nothing, ringing)).toBe('status')
    expect(decideSpokenChange(ringing, talking)).toBe('connected')
    expect(decideSpokenChange(talking, talking)).toBe(null)
    expect(decideSpokenChange(talking, muted)).toBe('remoteMuted')
    expect(decideSpokenChange(muted, talking)).toBe('remoteUnmuted')
    expect(decideSpokenChange(muted, over)).toBe('ended')
    expect(decideSpokenChange(over, over)).toBe(null)
    expect(decideSpokenChange(over, nothing)).toBe(null)
  })
})

describe('sounds', () => {
  it('CALL1 the ringback tone is soft, and joins without a crack', () => {
    const samples = synthesizeRingback(8_000)
    expect(samples).toHaveLength(32_000)
    expect(samples[0]).toBe(0)
    expect(samples.at(-1)).toBe(0)
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(peak).toBeGreaterThan(0.05)
    expect(peak).toBeLessThan(0.12)
  })

  it('CALL1 a level is nothing for silence, and never above one', () => {
    expect(decideLevel(new Float32Array(64))).toBe(0)
    expect(decideLevel(new Float32Array(64).fill(1))).toBe(1)
    expect(decideLevel(new Float32Array())).toBe(0)
    expect(decideLevel(new Float32Array(64).fill(0.1))).toBeCloseTo(0.4)
  })
})
