import type { MediaSession } from '../../src/contract/bridge/snapshots.ts'
import type { Clock } from '../../src/contract/clock.ts'
import type { CallId, Fingerprint } from '../../src/contract/ids.ts'
import { pageClock } from '../../src/renderer/bridge/page-clock.ts'
import { createBrowserDevices } from '../../src/renderer/media/browser-devices.ts'
import { createCallConnection } from '../../src/renderer/media/call-connection.ts'
import { createCertificateSource } from '../../src/renderer/media/certificate.ts'
import { createMediaController, type MediaController } from '../../src/renderer/media/controller.ts'
import type { CaptureDevices, MediaBridge, MediaFrame, MediaReport } from '../../src/renderer/media/ports.ts'

export const CALL_ID = '0123456789abcdef0123456789abcdef' as CallId
export const WRONG_FINGERPRINT = 'ab'.repeat(32) as Fingerprint

type LiveSession = NonNullable<MediaSession>

/** One side of a call: a real controller, and what main would see of it. */
export type Side = {
  readonly media: MediaController
  readonly reports: MediaReport[]
  /** All frames that the page gave out, also those that the escrow held. */
  readonly sent: MediaFrame[]
  readonly fingerprint: () => Fingerprint | null
  readonly tell: (session: MediaSession) => void
  readonly update: (part: Partial<LiveSession>) => void
  readonly hand: (frame: MediaFrame) => void
}

export type PairOptions = {
  readonly callerDevices?: CaptureDevices
  readonly clock?: Clock
  /** Nothing that waited for Accept comes through. */
  readonly losesFrames?: boolean
}
export type Pair = ReturnType<typeof createPair>

/** Two controllers in one page, joined by what main and the directory do: the offer passes, the rest is held. */
export function createPair(options: PairOptions = {}) {
  let held: (() => void)[] = []
  let isAccepted = false
  const carry = (to: () => Side, frame: MediaFrame): void => {
    const pass = () => to().hand(frame)
    if (isAccepted && losesFrames) return
    if (isAccepted || frame.frame.type === 'offer') pass()
    else held.push(pass)
  }
  const { callerDevices, clock = pageClock, losesFrames = false } = options
  const caller: Side = createSide((frame) => carry(() => callee, frame), { clock, devices: callerDevices })
  const callee: Side = createSide((frame) => carry(() => caller, frame), { clock })
  const session = (role: LiveSession['role'], stun: LiveSession['stun']): LiveSession => ({
    callId: CALL_ID,
    attempt: 1,
    role,
    capture: { microphone: false, camera: false },
    remoteFingerprint: null,
    stun,
  })
  return {
    caller,
    callee,
    /** How many frames wait for Accept. */
    held: () => held.length,
    ring: (stun: LiveSession['stun'] = null) => {
      callee.tell(session('answerer', stun))
      caller.tell(session('offerer', stun))
    },
    /** Opens both sides with the fingerprints that were signed; `signed` replaces the caller's view of them. */
    accept: (signed?: { readonly callee: Fingerprint }) => {
      isAccepted = true
      const capture = { microphone: true, camera: true }
      const ofCallee = signed?.callee ?? callee.fingerprint()
      caller.update({ capture, remoteFingerprint: ofCallee })
      callee.update({ capture, remoteFingerprint: caller.fingerprint() })
      const released = held
      held = []
      if (!losesFrames) for (const pass of released) pass()
    },
    end: () => {
      caller.tell(null)
      callee.tell(null)
    },
    dispose: () => {
      caller.media.dispose()
      callee.media.dispose()
    },
  }
}

type SideOptions = { readonly clock: Clock; readonly devices?: CaptureDevices | undefined }

function createSide(onSend: (frame: MediaFrame) => void, { clock, devices }: SideOptions): Side {
  const reports: MediaReport[] = []
  const sent: MediaFrame[] = []
  let current: MediaSession = null
  let fingerprint: Fingerprint | null = null
  let tellSession = (_session: MediaSession): void => {}
  let tellFrame = (_frame: MediaFrame): void => {}
  const bridge: MediaBridge = {
    onSession: (listener) => {
      tellSession = listener
      return () => {}
    },
    onFrame: (listener) => {
      tellFrame = listener
      return () => {}
    },
    ready: (input) => {
      if (input.attempt === current?.attempt) fingerprint = input.fingerprint as Fingerprint
    },
    send: (input) => {
      // As over IPC: a copy, and never in the same turn.
      const frame = structuredClone(input) as MediaFrame
      sent.push(frame)
      queueMicrotask(() => onSend(frame))
    },
    report: (input) => void reports.push(input.report),
  }
  const media = createMediaController({
    bridge,
    devices: devices ?? createBrowserDevices(navigator.mediaDevices),
    certificates: createCertificateSource(() => Date.now()),
    createConnection: createCallConnection,
    clock,
  })
  const tell = (session: MediaSession): void => {
    if (session?.attempt !== current?.attempt) fingerprint = null
    current = session
    tellSession(session)
  }
  return {
    media,
    reports,
    sent,
    fingerprint: () => fingerprint,
    tell,
    update: (part) => {
      if (current) tell({ ...current, ...part })
    },
    hand: (frame) => tellFrame(frame),
  }
}

/** What the page opened: every connection and every device track, to be looked at and to be found closed. */
export function watchPlatform() {
  const connections: RTCPeerConnection[] = []
  const configurations: RTCConfiguration[] = []
  const tracks: MediaStreamTrack[] = []
  const requests: string[] = []
  const RealConnection = globalThis.RTCPeerConnection
  const realGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  const RealWebSocket = globalThis.WebSocket
  const realFetch = globalThis.fetch
  // oxlint-disable-next-line typescript/unbound-method -- called below with its own `this`
  const realOpen = XMLHttpRequest.prototype.open

  globalThis.RTCPeerConnection = class extends RealConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
      configurations.push(configuration ?? {})
    }
  }
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await realGetUserMedia(constraints)
    tracks.push(...stream.getTracks())
    return stream
  }
  globalThis.WebSocket = class extends RealWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      requests.push(String(url))
      super(url, protocols)
    }
  }
  globalThis.fetch = (input, init) => {
    requests.push(input instanceof Request ? input.url : String(input))
    return realFetch(input, init)
  }
  XMLHttpRequest.prototype.open = function open(this: XMLHttpRequest, method: string, url: string | URL) {
    requests.push(String(url))
    realOpen.call(this, method, url, true)
  }
  return {
    connections,
    configurations,
    tracks,
    requests,
    restore: () => {
      globalThis.RTCPeerConnection = RealConnection
      navigator.mediaDevices.getUserMedia = realGetUserMedia
      globalThis.WebSocket = RealWebSocket
      globalThis.fetch = realFetch
      XMLHttpRequest.prototype.open = realOpen
    },
  }
}
