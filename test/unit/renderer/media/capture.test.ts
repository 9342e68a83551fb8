import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '../../../../src/contract/result.ts'
import { createCapture } from '../../../../src/renderer/media/capture.ts'
import { decideCaptureFailure } from '../../../../src/renderer/media/capture-failure.ts'
import type { CaptureDevices, CaptureFailure, CaptureKind } from '../../../../src/renderer/media/ports.ts'

class FakeTrack extends EventTarget {
  enabled = true
  readyState: 'live' | 'ended' = 'live'
  stop(): void {
    this.readyState = 'ended'
  }
  pullOut(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

type Outcome = Result<FakeTrack, CaptureFailure>

function setUp(kind: CaptureKind) {
  const openings: ((outcome: Outcome) => void)[] = []
  const plugged = new Set<() => void>()
  const states: string[] = []
  const devices: CaptureDevices = {
    open: () => {
      const opening = Promise.withResolvers<Outcome>()
      openings.push(opening.resolve)
      return opening.promise as unknown as ReturnType<CaptureDevices['open']>
    },
    onChange: (listener) => {
      plugged.add(listener)
      return () => plugged.delete(listener)
    },
  }
  const capture = createCapture(kind, devices, () => states.push(capture.state()))
  return {
    capture,
    states,
    openings,
    plug: () => {
      for (const listener of plugged) listener()
    },
    listeners: () => plugged.size,
    settle: async (outcome: Outcome) => {
      openings.at(-1)?.(outcome)
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

describe('a device of mine', () => {
  it('CALL1 stays closed until it is wanted', async () => {
    const { capture, openings, states, settle } = setUp('microphone')
    capture.setWanted(false)
    expect(openings).toHaveLength(0)
    capture.setWanted(true)
    expect(openings).toHaveLength(1)
    await settle(ok(new FakeTrack()))
    expect(states).toEqual(['opening', 'on'])
  })

  it('CALL3 a muted microphone stays open and silent; the camera is closed', async () => {
    const microphone = setUp('microphone')
    const voice = new FakeTrack()
    microphone.capture.setWanted(true)
    await microphone.settle(ok(voice))
    microphone.capture.setWanted(false)
    expect(voice).toMatchObject({ enabled: false, readyState: 'live' })
    expect(microphone.capture.state()).toBe('off')
    microphone.capture.setWanted(true)
    expect(voice.enabled).toBe(true)
    expect(microphone.openings).toHaveLength(1)

    const camera = setUp('camera')
    const picture = new FakeTrack()
    camera.capture.setWanted(true)
    await camera.settle(ok(picture))
    camera.capture.setWanted(false)
    expect(picture.readyState).toBe('ended')
    expect(camera.capture.track()).toBe(null)
  })

  it('CALL3 a camera that is switched off while it opens is closed again', async () => {
    const { capture, settle } = setUp('camera')
    const picture = new FakeTrack()
    capture.setWanted(true)
    capture.setWanted(false)
    await settle(ok(picture))
    expect(picture.readyState).toBe('ended')
    expect(capture.state()).toBe('off')
  })

  it('CALL1 what opens after the call has ended is closed at once', async () => {
    const { capture, settle, listeners, states } = setUp('microphone')
    const voice = new FakeTrack()
    capture.setWanted(true)
    capture.close()
    await settle(ok(voice))
    expect(voice.readyState).toBe('ended')
    expect(listeners()).toBe(0)
    expect(states).toEqual(['opening'])
  })

  it('CALL2 one that is pulled out is missing, and opens again when devices change', async () => {
    const { capture, plug, settle, openings, states } = setUp('camera')
    const picture = new FakeTrack()
    capture.setWanted(true)
    await settle(ok(picture))
    picture.pullOut()
    expect(capture.track()).toBe(null)
    plug()
    expect(openings).toHaveLength(2)
    await settle(ok(new FakeTrack()))
    expect(states).toEqual(['opening', 'on', 'missing', 'opening', 'on'])
  })

  it('CALL1 a refused one is asked for again by the person only, not by each change of devices', async () => {
    const { capture, plug, settle, openings } = setUp('camera')
    capture.setWanted(true)
    await settle(fail({ kind: 'refused' }))
    plug()
    expect(openings).toHaveLength(1)
    capture.setWanted(false)
    capture.setWanted(true)
    expect(openings).toHaveLength(2)
  })

  it.each([
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
  ])('CALL1 %s means %s', (name, kind) => {
    expect(decideCaptureFailure(name)).toEqual({ kind })
  })
})
