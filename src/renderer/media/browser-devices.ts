import { fail, ok } from '../../contract/result.ts'
import { decideCaptureFailure } from './capture-failure.ts'
import type { CaptureDevices, CaptureKind } from './ports.ts'

const CONSTRAINTS = {
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
  camera: { video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } },
} as const satisfies Record<CaptureKind, MediaStreamConstraints>

type Opened = Awaited<ReturnType<CaptureDevices['open']>>

/**
 * The browser's own devices. Both that are asked for at the same moment are opened together, since the browser takes
 * one request after the other; where that fails each is opened alone, so that one without the other still works.
 */
export function createBrowserDevices(devices: MediaDevices): CaptureDevices {
  let together: { readonly kinds: Set<CaptureKind>; readonly stream: Promise<MediaStream | null> } | null =
    null

  const openAlone = async (kind: CaptureKind): Promise<Opened> => {
    try {
      const stream = await devices.getUserMedia(CONSTRAINTS[kind])
      const [track] = stream.getTracks()
      return track ? ok(track) : fail({ kind: 'missing' })
    } catch (error) {
      return fail(decideCaptureFailure(error instanceof DOMException ? error.name : ''))
    }
  }
  /** Null where it was only one, or where one of them is not to be had. */
  const openTogether = async (kinds: ReadonlySet<CaptureKind>): Promise<MediaStream | null> => {
    // Who else asks in this task has asked by then.
    await Promise.resolve()
    together = null
    if (kinds.size < 2) return null
    return devices.getUserMedia({ ...CONSTRAINTS.microphone, ...CONSTRAINTS.camera }).catch(() => null)
  }
  return {
    open: async (kind) => {
      if (together === null) {
        const kinds = new Set<CaptureKind>()
        together = { kinds, stream: openTogether(kinds) }
      }
      together.kinds.add(kind)
      const stream = await together.stream
      const [track] = (kind === 'camera' ? stream?.getVideoTracks() : stream?.getAudioTracks()) ?? []
      return track ? ok(track) : openAlone(kind)
    },
    onChange: (listener) => {
      devices.addEventListener('devicechange', listener)
      return () => devices.removeEventListener('devicechange', listener)
    },
  }
}
