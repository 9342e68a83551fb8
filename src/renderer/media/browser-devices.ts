import { fail, ok } from '../../contract/result.ts'
import { decideCaptureFailure } from './capture-failure.ts'
import type { CaptureDevices, CaptureKind } from './ports.ts'

const CONSTRAINTS = {
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
  camera: { video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } },
} as const satisfies Record<CaptureKind, MediaStreamConstraints>

/** The browser's own devices. Each kind is opened alone, so that one without the other still works. */
export function createBrowserDevices(devices: MediaDevices): CaptureDevices {
  return {
    open: async (kind) => {
      try {
        const stream = await devices.getUserMedia(CONSTRAINTS[kind])
        const [track] = stream.getTracks()
        return track ? ok(track) : fail({ kind: 'missing' })
      } catch (error) {
        return fail(decideCaptureFailure(error instanceof DOMException ? error.name : ''))
      }
    },
    onChange: (listener) => {
      devices.addEventListener('devicechange', listener)
      return () => devices.removeEventListener('devicechange', listener)
    },
  }
}
