import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TIMES } from '../../src/contract/limits.ts'
import { fail, ok } from '../../src/contract/result.ts'
import { gateFrame, gateOffer } from '../../src/domain/sdp-gate.ts'
import { createBrowserDevices } from '../../src/renderer/media/browser-devices.ts'
import type { CaptureDevices, CaptureKind } from '../../src/renderer/media/ports.ts'
import { createManualClock } from '../support/manual-clock.ts'
import {
  CALL_ID,
  createPair,
  type Pair,
  type Side,
  watchPlatform,
  WRONG_FINGERPRINT,
} from './media-support.ts'

const PATIENCE = { timeout: 12_000, interval: 30 }

let platform: ReturnType<typeof watchPlatform>
let pairs: Pair[] = []

beforeEach(() => {
  platform = watchPlatform()
  pairs = []
})

/** Whatever a test did: nothing stays open. */
afterEach(() => {
  for (const pair of pairs) pair.dispose()
  platform.restore()
  const connections = platform.connections.map((connection) => connection.signalingState)
  expect(connections.filter((state) => state !== 'closed')).toEqual([])
  expect(platform.tracks.filter((track) => track.readyState !== 'ended')).toEqual([])
})

function pairUp(...options: Parameters<typeof createPair>): Pair {
  const pair = createPair(...options)
  pairs.push(pair)
  return pair
}

/** Rings until both sides have given out all that they can: descriptions and candidates. */
async function ringUntilHeld(pair: Pair) {
  pair.ring()
  await vi.waitFor(() => {
    expect(pair.callee.sent.some(({ frame }) => frame.type === 'answer')).toBe(true)
    const gathering = platform.connections.map((connection) => connection.iceGatheringState)
    expect(gathering).toEqual(['complete', 'complete'])
  }, PATIENCE)
}

const has = (side: Side, type: string, word: string) =>
  side.reports.some((report) => report.type === type && Object.values(report).some((value) => value === word))

async function connected(pair: Pair) {
  await vi.waitFor(() => {
    expect(has(pair.caller, 'link', 'connected')).toBe(true)
    expect(has(pair.callee, 'link', 'connected')).toBe(true)
  }, PATIENCE)
}

async function startCall(...options: Parameters<typeof createPair>): Promise<Pair> {
  const pair = pairUp(...options)
  await ringUntilHeld(pair)
  pair.accept()
  await connected(pair)
  return pair
}

/** The picture of a stream as numbers: the same again only when it stands still. */
async function readPixels(video: HTMLVideoElement): Promise<string> {
  await new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()))
  const brush = new OffscreenCanvas(64, 36).getContext('2d')
  brush?.drawImage(video, 0, 0, 64, 36)
  const pixels = brush?.getImageData(0, 0, 64, 36).data ?? new Uint8ClampedArray()
  return [...pixels].join(',')
}

describe('a call', () => {
  it('CALL1 connects after Accept, and both sides see a moving picture and hear a voice', async () => {
    const pair = await startCall()
    for (const side of [pair.caller, pair.callee]) {
      await vi.waitFor(() => {
        expect(has(side, 'first-frame', 'video')).toBe(true)
        expect(has(side, 'first-frame', 'audio')).toBe(true)
        expect(side.media.view.get().hasRemotePicture).toBe(true)
      }, PATIENCE)
      const picture = side.media.view.get().remotePicture
      if (!picture) throw new Error('no remote picture')
      const before = await readPixels(picture)
      await vi.waitFor(async () => expect(await readPixels(picture)).not.toBe(before), PATIENCE)
      await vi.waitFor(() => {
        const statistics = side.media.view.get().statistics
        expect(statistics?.audio.totalAudioEnergy).toBeGreaterThan(0)
        expect(statistics?.audio.codec).toBe('audio/opus')
        expect(statistics?.video.framesDecoded).toBeGreaterThan(1)
        expect(statistics?.video.widthPx).toBeGreaterThan(32)
        expect(statistics?.video.bytesSent).toBeGreaterThan(0)
      }, PATIENCE)
    }
  })

  it('TRUST1 their picture is in its place before the call, and cannot be seen before their certificate was compared', async () => {
    const pair = pairUp()
    await ringUntilHeld(pair)
    const picture = pair.callee.media.view.get().remotePicture
    if (!picture) throw new Error('no remote picture')
    await vi.waitFor(() => expect(picture.srcObject).not.toBeNull(), PATIENCE)
    expect(picture.style.opacity).toBe('0')
    pair.accept()
    await vi.waitFor(() => expect(pair.callee.media.view.get().hasRemotePicture).toBe(true), PATIENCE)
    expect(pair.callee.media.view.get().remotePicture).toBe(picture)
    expect(picture.style.opacity).toBe('')
  })

  it('RING3 no speaker is on before Accept, and the voice has its player before there is a connection', async () => {
    const played: { readonly isEnabled: boolean }[] = []
    const play = vi.spyOn(HTMLAudioElement.prototype, 'play').mockImplementation(function (
      this: HTMLAudioElement,
    ) {
      const stream = this.srcObject
      if (stream instanceof MediaStream)
        played.push({ isEnabled: stream.getTracks().some(({ enabled }) => enabled) })
      return Promise.resolve()
    })
    try {
      const pair = pairUp()
      await ringUntilHeld(pair)
      expect(played).toEqual([])
      pair.accept()
      await connected(pair)
      expect(played).toEqual([{ isEnabled: false }, { isEnabled: false }])
    } finally {
      play.mockRestore()
    }
  })

  it('RING3 tries no address and sends no packet before Accept, and the offer names none', async () => {
    const pair = pairUp()
    await ringUntilHeld(pair)
    const offer = pair.caller.sent.find(({ frame }) => frame.type === 'offer')?.frame
    const lines = offer?.type === 'offer' ? offer.sdp.split('\r\n').filter((line) => line !== '') : []
    // Line by line, so that a failure names the line.
    expect(lines.filter((line) => !gateOffer(`v=0\r\n${line}`).ok)).toEqual([])
    expect(gateOffer(lines.join('\r\n'))).toEqual(ok(null))
    const given = [...pair.caller.sent, ...pair.callee.sent].map(({ frame }) => frame)
    expect(given.filter((frame) => !gateFrame(frame).ok)).toEqual([])
    expect(pair.held()).toBeGreaterThan(1)
    expect(platform.tracks).toEqual([])
    for (const connection of platform.connections) {
      const entries: { type: string; bytesSent?: number }[] = []
      const report = await connection.getStats()
      report.forEach((entry: { type: string; bytesSent?: number }) => entries.push(entry))
      expect(entries.filter(({ type }) => type === 'candidate-pair')).toEqual([])
      expect(entries.filter(({ type, bytesSent }) => type === 'transport' && bytesSent !== 0)).toEqual([])
    }
    pair.accept()
    await connected(pair)
  })

  it('TRUST1 nothing outside is contacted, and no server of anybody is configured', async () => {
    await startCall()
    expect(platform.requests).toEqual([])
    for (const configuration of platform.configurations) {
      expect(configuration.iceServers).toEqual([])
      expect(configuration.certificates).toHaveLength(1)
    }
  })

  it('ID6 RING3 the directory that told its place is asked under which address this computer is seen, and nobody else', async () => {
    const pair = pairUp()
    pair.ring({ host: '127.0.0.1', port: 9 })
    await vi.waitFor(() => expect(pair.held()).toBeGreaterThan(1), PATIENCE)
    const offer = pair.caller.sent.find(({ frame }) => frame.type === 'offer')?.frame
    expect(offer?.type === 'offer' && gateOffer(offer.sdp).ok).toBe(true)
    for (const { iceServers } of platform.configurations)
      expect(iceServers).toEqual([{ urls: 'stun:127.0.0.1:9' }])
    expect(platform.requests).toEqual([])
  })

  it('TRUST1 a certificate that was not signed enables no track, and closes everything', async () => {
    const pair = pairUp()
    await ringUntilHeld(pair)
    pair.accept({ callee: WRONG_FINGERPRINT })
    await vi.waitFor(
      () => expect(pair.caller.reports.map(({ type }) => type)).toContain('wrong-fingerprint'),
      PATIENCE,
    )
    const shown = pair.caller.media.view.get()
    expect(shown).toMatchObject({
      remoteVoice: null,
      hasRemotePicture: false,
      camera: 'off',
      ownPicture: null,
    })
    expect(shown.remotePicture?.srcObject).toBeNull()
    expect(has(pair.caller, 'link', 'connected')).toBe(false)
    const closed = platform.connections.filter(({ signalingState }) => signalingState === 'closed')
    expect(closed).toHaveLength(1)
    const enabled = closed.flatMap((connection) =>
      connection.getReceivers().filter(({ track }) => track.enabled),
    )
    expect(enabled).toEqual([])
    // It says so once more on every change: nothing is opened again for this call.
    pair.caller.update({ capture: { microphone: true, camera: true }, attempt: 2 })
    expect(pair.caller.media.view.get().camera).toBe('off')
    // The other side never had a real frame of the caller's.
    expect(pair.callee.reports.filter(({ type }) => type === 'first-frame')).toEqual([])
  })

  it('NET1 a second attempt replaces the connection and keeps the devices open', async () => {
    const pair = await startCall()
    await vi.waitFor(() => expect(platform.tracks).toHaveLength(4), PATIENCE)
    const before = pair.caller.fingerprint()
    pair.caller.reports.length = 0
    pair.callee.reports.length = 0
    pair.callee.update({ attempt: 2, remoteFingerprint: null })
    pair.caller.update({ attempt: 2, remoteFingerprint: null })
    await vi.waitFor(() => {
      expect(pair.caller.fingerprint()).toMatch(/^[0-9a-f]{64}$/)
      expect(pair.callee.fingerprint()).toMatch(/^[0-9a-f]{64}$/)
    }, PATIENCE)
    expect(pair.caller.fingerprint()).not.toBe(before)
    pair.caller.update({ remoteFingerprint: pair.callee.fingerprint() })
    pair.callee.update({ remoteFingerprint: pair.caller.fingerprint() })
    await connected(pair)
    await vi.waitFor(() => {
      expect(has(pair.caller, 'first-frame', 'video')).toBe(true)
      expect(has(pair.callee, 'first-frame', 'video')).toBe(true)
    }, PATIENCE)
    const states = platform.connections.map(({ signalingState }) => signalingState)
    expect(states).toEqual(['closed', 'closed', 'stable', 'stable'])
    expect(platform.tracks.map(({ readyState }) => readyState)).toEqual(['live', 'live', 'live', 'live'])
  })

  it('NET1 an attempt that gets nowhere is said to have failed, once, after 12 s', async () => {
    const clock = createManualClock()
    const pair = pairUp({ clock, losesFrames: true })
    await ringUntilHeld(pair)
    clock.advance(TIMES.ringMs)
    pair.accept()
    clock.advance(TIMES.attemptMs - 1)
    for (const side of [pair.caller, pair.callee]) expect(has(side, 'link', 'failed')).toBe(false)
    clock.advance(1)
    pair.accept()
    clock.advance(TIMES.attemptMs)
    for (const side of [pair.caller, pair.callee])
      expect(side.reports.filter(({ type }) => type === 'link')).toEqual([{ type: 'link', state: 'failed' }])
  })

  it('NET1 an attempt that has connected, or is over, is not given up', async () => {
    const clock = createManualClock()
    const pair = await startCall({ clock })
    clock.advance(TIMES.attemptMs)
    for (const side of [pair.caller, pair.callee]) expect(has(side, 'link', 'failed')).toBe(false)
    const lost = pairUp({ clock, losesFrames: true })
    lost.ring()
    await vi.waitFor(() => expect(lost.callee.fingerprint()).not.toBe(null), PATIENCE)
    lost.accept()
    lost.end()
    clock.advance(TIMES.attemptMs)
    expect(has(lost.caller, 'link', 'failed')).toBe(false)
  })

  it('CALL1 without a session nothing stays open', async () => {
    const pair = await startCall()
    await vi.waitFor(() => expect(pair.caller.media.view.get().ownPicture).not.toBe(null), PATIENCE)
    pair.end()
    const states = platform.connections.map(({ signalingState }) => signalingState)
    expect(states).toEqual(['closed', 'closed'])
    await vi.waitFor(
      () => expect(platform.tracks.filter(({ readyState }) => readyState === 'live')).toEqual([]),
      PATIENCE,
    )
    expect(pair.caller.media.view.get()).toMatchObject({
      remotePicture: null,
      remoteVoice: null,
      ownPicture: null,
      camera: 'off',
    })
  })

  it('TRUST3 frames of another call, another attempt, or the wrong kind change nothing', async () => {
    const pair = pairUp()
    await ringUntilHeld(pair)
    const offer = pair.caller.sent.find(({ frame }) => frame.type === 'offer')
    if (!offer) throw new Error('no offer')
    pair.callee.hand(offer)
    pair.callee.hand({ ...offer, attempt: 2 })
    pair.callee.hand({ ...offer, callId: CALL_ID.replace('0', '1') as typeof CALL_ID })
    pair.caller.hand(offer)
    pair.accept()
    await connected(pair)
    expect(pair.callee.sent.filter(({ frame }) => frame.type === 'answer')).toHaveLength(1)
    expect(platform.connections).toHaveLength(2)
  })

  it('NET1 a side that is gone is an interrupted link, not the end of the call', async () => {
    const pair = await startCall()
    pair.callee.tell(null)
    await vi.waitFor(() => expect(has(pair.caller, 'link', 'interrupted')).toBe(true), PATIENCE)
    expect(platform.connections[1]?.signalingState ?? platform.connections[0]?.signalingState).toBeDefined()
    const open = platform.connections.filter(({ signalingState }) => signalingState === 'stable')
    expect(open).toHaveLength(1)
  })
})

describe('my devices', () => {
  const real = () => createBrowserDevices(navigator.mediaDevices)
  const without = (kind: CaptureKind, why: 'missing' | 'refused' | 'in-use'): CaptureDevices => ({
    open: (wanted) => (wanted === kind ? Promise.resolve(fail({ kind: why })) : real().open(wanted)),
    onChange: () => () => {},
  })

  it('CALL1 a call without a camera has a voice, and says what is missing', async () => {
    const pair = await startCall({ callerDevices: without('camera', 'missing') })
    await vi.waitFor(() => {
      expect(pair.caller.reports).toContainEqual({ type: 'capture', microphone: 'on', camera: 'missing' })
      expect(has(pair.callee, 'first-frame', 'audio')).toBe(true)
      expect(pair.callee.media.view.get().statistics?.audio.packetsReceived).toBeGreaterThan(0)
    }, PATIENCE)
    // Nothing stands for the picture of who has shown none.
    expect(pair.callee.media.view.get().statistics?.video.framesDecoded).toBe(0)
    expect(has(pair.callee, 'first-frame', 'video')).toBe(false)
    expect(pair.callee.media.view.get().hasRemotePicture).toBe(false)
  })

  it('CALL1 a call without a microphone has a picture, and silence is no first frame', async () => {
    const pair = await startCall({ callerDevices: without('microphone', 'refused') })
    await vi.waitFor(() => {
      expect(pair.caller.reports).toContainEqual({ type: 'capture', microphone: 'refused', camera: 'on' })
      expect(has(pair.callee, 'first-frame', 'video')).toBe(true)
      expect(pair.callee.media.view.get().statistics?.video.framesDecoded).toBeGreaterThan(20)
    }, PATIENCE)
    expect(has(pair.callee, 'first-frame', 'audio')).toBe(false)
    expect(pair.callee.media.view.get().statistics?.audio.totalAudioEnergy).toBe(0)
  })

  it('CALL3 camera off stops the device and shows a placeholder; on again opens it', async () => {
    const pair = await startCall()
    const sees = (isReal: boolean) =>
      vi.waitFor(() => expect(pair.callee.media.view.get().hasRemotePicture).toBe(isReal), PATIENCE)
    const cameras = () =>
      platform.tracks.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live')
    await sees(true)
    expect(cameras()).toHaveLength(2)
    pair.caller.update({ capture: { microphone: true, camera: false } })
    expect(cameras()).toHaveLength(1)
    await sees(false)
    expect(pair.callee.media.view.get().remotePicture?.style.opacity).toBe('0')
    pair.caller.update({ capture: { microphone: true, camera: true } })
    await sees(true)
    expect(cameras()).toHaveLength(2)
  })

  it('CALL3 a muted microphone is not heard, and is heard again when it is on', async () => {
    const pair = await startCall()
    const energy = () => pair.callee.media.view.get().statistics?.audio.totalAudioEnergy ?? 0
    const atMs = () => pair.callee.media.view.get().statistics?.atMs ?? 0
    await vi.waitFor(() => expect(energy()).toBeGreaterThan(0), PATIENCE)
    pair.caller.update({ capture: { microphone: false, camera: true } })
    expect(pair.caller.media.view.get()).toMatchObject({ microphone: 'off', ownVoice: null })
    // What was on its way is heard yet; from the second reading on nothing more comes.
    const fromMs = atMs()
    await vi.waitFor(() => expect(atMs()).toBeGreaterThan(fromMs + 1_500), PATIENCE)
    const muted = energy()
    const sinceMs = atMs()
    await vi.waitFor(() => expect(atMs()).toBeGreaterThan(sinceMs + 1_500), PATIENCE)
    expect(energy() - muted).toBeLessThan(muted / 1_000)
    pair.caller.update({ capture: { microphone: true, camera: true } })
    await vi.waitFor(() => expect(energy() - muted).toBeGreaterThan(muted / 100), PATIENCE)
  })

  it('CALL2 a camera that is pulled out is reported, and comes back when it comes back', async () => {
    const listeners = new Set<() => void>()
    const opened: MediaStreamTrack[] = []
    const devices: CaptureDevices = {
      open: async (kind) => {
        const result = await real().open(kind)
        if (result.ok && kind === 'camera') opened.push(result.value)
        return result
      },
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const pair = await startCall({ callerDevices: devices })
    const sees = (isReal: boolean) =>
      vi.waitFor(() => expect(pair.callee.media.view.get().hasRemotePicture).toBe(isReal), PATIENCE)
    await sees(true)
    opened[0]?.stop()
    opened[0]?.dispatchEvent(new Event('ended'))
    expect(pair.caller.media.view.get().camera).toBe('missing')
    await sees(false)
    for (const listener of listeners) listener()
    await sees(true)
    expect(pair.caller.media.view.get().camera).toBe('on')
    pair.end()
    expect(listeners.size).toBe(0)
  })
})
