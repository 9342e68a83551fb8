import type { Page } from '@playwright/test'

/** Moments are milliseconds of this computer's wall clock, so that those of different processes can be compared. */
export type Moment = { readonly what: string; readonly atMs: number }

type Recorder = {
  readonly arm: () => void
  /** The first press of a key or button since it was armed, by the event's own time stamp. */
  pressedAtMs: number | null
  pictureAtMs: number | null
  voiceAtMs: number | null
  trace: Moment[]
}

type Look = { readonly begin: () => void }

declare global {
  interface Window {
    benchRecorder: Recorder
  }
}

/**
 * Runs inside a page, before its own code, in the measured app and in what it is compared with alike. It notes
 * - the first frame of the other side's camera that a visible video element was given: wider than a placeholder;
 * - the first voice: a decoded packet of the other side's that was played and was not silence;
 * - what the page asked of the browser on the way there, for the profile.
 */
function installRecorder(): void {
  const remoteTracks = new WeakSet<MediaStreamTrack>()
  const watched = new Map<HTMLVideoElement, Look>()
  const connections = new Set<RTCPeerConnection>()
  const note = (what: string) => void recorder.trace.push({ what, atMs: Date.now() })
  const recorder: Recorder = {
    arm: () => {
      recorder.pressedAtMs = null
      recorder.pictureAtMs = null
      recorder.voiceAtMs = null
      recorder.trace = []
      for (const look of watched.values()) look.begin()
      listen()
    },
    pressedAtMs: null,
    pictureAtMs: 0,
    voiceAtMs: 0,
    trace: [],
  }
  window.benchRecorder = recorder

  const handlePress = (event: Event) => {
    recorder.pressedAtMs ??= Date.now() - (performance.now() - event.timeStamp)
  }
  document.addEventListener('click', handlePress, { capture: true })
  document.addEventListener('keydown', (event) => event.key === 'Enter' && handlePress(event), {
    capture: true,
  })

  const showsRemote = (video: HTMLVideoElement) =>
    video.srcObject instanceof MediaStream &&
    video.srcObject.getVideoTracks().some((track) => remoteTracks.has(track)) &&
    // Asked last: the answer needs the page's layout.
    video.clientWidth > 200 &&
    video.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  // Looking costs time that is measured: nothing looks once it has seen.
  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return
    let widthPx = 0
    let isLooking = false
    let awaitedFrame = 0
    const look = () => {
      isLooking = recorder.pictureAtMs === null && video.isConnected
      if (!isLooking || widthPx <= 64 || !showsRemote(video)) return
      note('picture')
      recorder.pictureAtMs = Date.now()
      isLooking = false
    }
    const handleFrame: VideoFrameRequestCallback = (_now, { width }) => {
      widthPx = video.srcObject === null ? 0 : width
      look()
      if (isLooking) awaitedFrame = video.requestVideoFrameCallback(handleFrame)
    }
    // One that had its picture already may be shown between two frames.
    const handlePaint = () => {
      if (video.srcObject === null) widthPx = 0
      look()
      if (isLooking) requestAnimationFrame(handlePaint)
    }
    const begin = () => {
      if (!video.isConnected) return void watched.delete(video)
      if (isLooking) return
      isLooking = true
      widthPx = 0
      video.cancelVideoFrameCallback(awaitedFrame)
      awaitedFrame = video.requestVideoFrameCallback(handleFrame)
      requestAnimationFrame(handlePaint)
    }
    watched.set(video, { begin })
    begin()
  }
  const watchAll = () => document.querySelectorAll('video').forEach(watch)
  new MutationObserver(watchAll).observe(document, { subtree: true, childList: true })

  const isHeard = () =>
    [...connections]
      .flatMap((connection) => connection.getReceivers())
      .filter((receiver) => receiver.track.kind === 'audio' && receiver.track.enabled)
      .flatMap((receiver) => receiver.getSynchronizationSources())
      .some((source) => (source.audioLevel ?? 0) > 0)
  let isListening = false
  const listen = () => {
    if (isListening || connections.size === 0 || recorder.voiceAtMs !== null) return
    isListening = true
    const timer = setInterval(() => {
      isListening = connections.size > 0 && recorder.voiceAtMs === null
      if (!isListening) return clearInterval(timer)
      if (!isHeard()) return
      note('voice')
      recorder.voiceAtMs = Date.now()
    }, 5)
  }

  const Real = RTCPeerConnection
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.add(this)
      listen()
      this.addEventListener('track', ({ track }) => void remoteTracks.add(track))
      this.addEventListener('iceconnectionstatechange', () => note(`ice ${this.iceConnectionState}`))
      this.addEventListener('connectionstatechange', () => {
        note(`connection ${this.connectionState}`)
        if (this.connectionState === 'closed') connections.delete(this)
      })
    }
    override close() {
      connections.delete(this)
      super.close()
    }
  }
  const trace = (target: object, name: string) => {
    const real = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
    Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
      note(`${name}`)
      const result = real.apply(this, args)
      if (name !== 'addIceCandidate')
        result.then(
          () => note(`${name} done`),
          () => note(`${name} failed`),
        )
      return result
    })
  }
  for (const name of ['setLocalDescription', 'setRemoteDescription', 'addIceCandidate'])
    trace(Real.prototype, name)
  // oxlint-disable-next-line typescript/unbound-method -- called below with the element that it belongs to
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    if (this instanceof HTMLVideoElement) {
      const where = () => `${this.isConnected ? 'shown' : 'hidden'} video ${this.videoWidth} px`
      note(`play ${where()}`)
      for (const event of ['resize', 'loadeddata'])
        this.addEventListener(event, () => note(`${event} ${where()}`))
    }
    return play.call(this)
  }
  trace(RTCRtpSender.prototype, 'replaceTrack')
  trace(MediaDevices.prototype, 'getUserMedia')
}

/** From the next load of the page on. */
export async function recordPage(page: Page): Promise<void> {
  await page.addInitScript(installRecorder)
}

export const arm = (page: Page): Promise<void> => page.evaluate(() => window.benchRecorder.arm())

export type Recorded = {
  readonly pressedAtMs: number | null
  readonly pictureAtMs: number
  readonly voiceAtMs: number
  readonly trace: readonly Moment[]
}

const MEDIA_DEADLINE_MS = 30_000

/** Waits for both of the other side's media. */
export async function recorded(page: Page): Promise<Recorded> {
  await page.waitForFunction(
    () => window.benchRecorder.pictureAtMs !== null && window.benchRecorder.voiceAtMs !== null,
    undefined,
    { timeout: MEDIA_DEADLINE_MS, polling: 100 },
  )
  return page.evaluate(() => {
    const { pressedAtMs, pictureAtMs, voiceAtMs, trace } = window.benchRecorder
    return { pressedAtMs, pictureAtMs: pictureAtMs ?? 0, voiceAtMs: voiceAtMs ?? 0, trace }
  })
}

/** Waits for the press since `arm`. */
export async function pressedAt(page: Page): Promise<number> {
  const pressed = await page.waitForFunction(() => window.benchRecorder.pressedAtMs, undefined, {
    polling: 20,
  })
  return Number(await pressed.jsonValue())
}

/** When a heading of the page has a text for the first time, on the wall clock: what is announced stays longer. */
export const headedAt = (page: Page, text: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const headings = [...document.querySelectorAll('h1')]
          if (!headings.some(({ innerText }) => innerText.includes(wanted))) return false
          observer.disconnect()
          resolve(Date.now())
          return true
        }
        const observer = new MutationObserver(look)
        if (!look()) observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    text,
  )

export type CallRow = {
  readonly way: 'ahoy' | 'peerjs' | 'new-peer'
  readonly roundTripMs: number
  /** From the press of Accept, in milliseconds, at each side. */
  readonly picture: { readonly caller: number; readonly callee: number; readonly worse: number }
  readonly voice: { readonly caller: number; readonly callee: number; readonly worse: number }
  readonly trace: { readonly caller: readonly Moment[]; readonly callee: readonly Moment[] }
}

/** Brings both sides' moments to the press of Accept. */
export function toRow(
  way: CallRow['way'],
  roundTripMs: number,
  acceptedAtMs: number,
  sides: { readonly caller: Recorded; readonly callee: Recorded },
): CallRow {
  const since = (atMs: number) => atMs - acceptedAtMs
  const both = (name: 'pictureAtMs' | 'voiceAtMs') => {
    const caller = since(sides.caller[name])
    const callee = since(sides.callee[name])
    return { caller, callee, worse: Math.max(caller, callee) }
  }
  const trace = ({ trace: moments }: Recorded) =>
    moments.map(({ what, atMs }) => ({ what, atMs: since(atMs) }))
  return {
    way,
    roundTripMs,
    picture: both('pictureAtMs'),
    voice: both('voiceAtMs'),
    trace: { caller: trace(sides.caller), callee: trace(sides.callee) },
  }
}
