import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import { type Capture, createCapture } from './capture.ts'
import { playChime } from '../sounds/chime.ts'
import { watchLevel } from './level-meter.ts'
import { playPicture } from './picture.ts'
import type { CaptureDevices, CaptureKind } from './ports.ts'
import { createSnapshotStore, type SnapshotStore } from '../stores/snapshot-store.ts'

/** From this level on, 0 to 1, it is a voice, and no longer the room. */
const HEARD_LEVEL = 0.2

export type DeviceCheckSnapshot = {
  readonly microphone: { readonly state: CaptureState; readonly name: string; readonly wasHeard: boolean }
  readonly camera: { readonly state: CaptureState; readonly name: string }
  /** The camera's live picture; null while there is none. */
  readonly picture: HTMLVideoElement | null
  readonly isPlaying: boolean
}

/** My own devices, tried before a call. Nothing of it leaves the page. */
export type DeviceCheck = {
  readonly view: SnapshotStore<DeviceCheckSnapshot>
  /** Tells the microphone's loudness, 0 to 1, at each painted frame; returns what stops it. */
  readonly onLevel: (listener: (level: number) => void) => () => void
  readonly tryAgain: (kind: CaptureKind) => void
  readonly playSound: () => void
  /** Stops both devices and every sound, for good. */
  readonly close: () => void
}

export const CLOSED_DEVICE_CHECK: DeviceCheckSnapshot = {
  microphone: { state: 'off', name: '', wasHeard: false },
  camera: { state: 'off', name: '' },
  picture: null,
  isPlaying: false,
}

/** Opens both devices at once, each on its own: one without the other still shows what it has. */
export function openDeviceCheck(devices: CaptureDevices): DeviceCheck {
  const context = new AudioContext()
  const store = createSnapshotStore(CLOSED_DEVICE_CHECK)
  const levelListeners = new Set<(level: number) => void>()
  const change = (part: Partial<DeviceCheckSnapshot>) => store.set({ ...store.get(), ...part })
  let stopLevel = (): void => {}

  const handleLevel = (level: number): void => {
    const { microphone } = store.get()
    if (level >= HEARD_LEVEL && !microphone.wasHeard)
      change({ microphone: { ...microphone, wasHeard: true } })
    for (const listener of levelListeners) listener(level)
  }
  const microphone = createCapture('microphone', devices, () => {
    stopLevel()
    const track = microphone.track()
    stopLevel = track ? watchLevel(context, new MediaStream([track]), handleLevel) : () => {}
    const { wasHeard } = store.get().microphone
    change({ microphone: { ...describe(microphone), wasHeard: track !== null && wasHeard } })
  })
  const camera = createCapture('camera', devices, () => {
    const track = camera.track()
    change({ camera: describe(camera), picture: track && playPicture(track) })
  })
  const captures: Readonly<Record<CaptureKind, Capture>> = { microphone, camera }
  for (const capture of [microphone, camera]) capture.setWanted(true)

  return {
    view: store,
    onLevel: (listener) => {
      levelListeners.add(listener)
      return () => void levelListeners.delete(listener)
    },
    tryAgain: (kind) => {
      captures[kind].setWanted(false)
      captures[kind].setWanted(true)
    },
    playSound: () => {
      if (store.get().isPlaying) return
      change({ isPlaying: true })
      // Where the page may not sound yet, the person's press has just allowed it.
      void context.resume().catch(() => {})
      playChime(context, () => change({ isPlaying: false }))
    },
    close: () => {
      stopLevel()
      for (const capture of [microphone, camera]) capture.close()
      void context.close()
      store.set(CLOSED_DEVICE_CHECK)
    },
  }
}

const describe = (capture: Capture) => ({ state: capture.state(), name: capture.track()?.label ?? '' })
