import { describe, expect, it } from 'vitest'
import type { AllSnapshots, CallView } from '../../../../src/contract/bridge/snapshots.ts'
import { createShownSnapshots } from '../../../../src/renderer/call-window/shown-snapshots.ts'
import { callOf } from '../../../../src/renderer/gallery/snapshots/call.ts'
import { ordinary } from '../../../../src/renderer/gallery/snapshots/everything.ts'
import { type MediaView, NO_MEDIA } from '../../../../src/renderer/media/media-view.ts'
import { createSnapshotStore } from '../../../../src/renderer/stores/snapshot-store.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

/** A window that shows a call; after `ms` it has drawn so many times. */
function show(part: Partial<CallView>) {
  const clock = createManualClock()
  const all = createSnapshotStore<AllSnapshots>({ ...ordinary, calls: { calls: [callOf(part)] } })
  const media = createSnapshotStore<MediaView>(NO_MEDIA)
  const topics = {
    get: <T extends keyof AllSnapshots>(topic: T) => all.get()[topic],
    subscribe: (_topic: keyof AllSnapshots, listener: () => void) => all.subscribe(listener),
  }
  let drawn = 0
  const shown = createShownSnapshots(topics, media, clock)
  shown.subscribe(() => {
    drawn += 1
  })
  return {
    tell: (next: Partial<CallView>) => all.set({ ...all.get(), calls: { calls: [callOf(next)] } }),
    see: () => media.set({ ...media.get(), hasRemotePicture: true }),
    drawnAfter: (ms: number) => {
      clock.advance(ms)
      return drawn
    },
    shown,
  }
}

const connecting = { phase: { kind: 'connecting' } } as const
const connected = { phase: { kind: 'connected', sinceMs: 0 } } as const

describe('CALL1 what waits for the first picture', () => {
  it('CALL1 the words of the moments between the answer and the picture are drawn once, together', () => {
    const window = show({ phase: { kind: 'ringing-out', sinceMs: 0 } })
    window.tell(connecting)
    expect(window.drawnAfter(100)).toBe(0)
    window.tell(connected)
    expect(window.drawnAfter(149)).toBe(0)
    expect(window.drawnAfter(1)).toBe(1)
    expect(window.shown.get().calls.calls[0]?.phase.kind).toBe('connected')
  })

  it('CALL1 what stands around a picture follows it within a moment', () => {
    const window = show(connected)
    window.see()
    expect(window.drawnAfter(59)).toBe(0)
    expect(window.drawnAfter(1)).toBe(1)
    window.tell({ ...connected, microphone: 'off' })
    expect(window.drawnAfter(60)).toBe(2)
  })

  it('CALL3 where no picture is awaited every press of a button is drawn at once', () => {
    for (const part of [
      { ...connected, media: 'audio' as const },
      { ...connected, remote: { microphone: true, camera: false } },
      { phase: { kind: 'ringing-out', sinceMs: 0 } as const },
    ]) {
      const window = show(part)
      window.tell({ ...part, microphone: 'off' })
      expect(window.drawnAfter(0)).toBe(1)
    }
  })
})
