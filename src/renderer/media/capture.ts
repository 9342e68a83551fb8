import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import type { CaptureDevices, CaptureKind } from './ports.ts'

export type Capture = {
  readonly state: () => CaptureState
  /** The real track while it is to be sent; a muted microphone's is kept, and sends silence. */
  readonly track: () => MediaStreamTrack | null
  readonly setWanted: (isWanted: boolean) => void
  /** Stops the device, whatever it is doing. */
  readonly close: () => void
}

/**
 * One device of mine. The microphone stays open when it is muted, so that the first word after it is not lost; the
 * camera is closed when it is off, so that its light goes out. A device that was pulled out, or is held by another
 * program, is tried again when the devices change; a refused one when the person asks again.
 */
export function createCapture(kind: CaptureKind, devices: CaptureDevices, onChange: () => void): Capture {
  let isWanted = false
  let isClosed = false
  let state: CaptureState = 'off'
  let track: MediaStreamTrack | null = null

  const enter = (next: CaptureState): void => {
    if (state === next) return
    state = next
    onChange()
  }

  const release = (): void => {
    track?.removeEventListener('ended', handleEnded)
    track?.stop()
    track = null
  }

  function handleEnded(): void {
    release()
    enter(isWanted ? 'missing' : 'off')
  }

  const open = async (): Promise<void> => {
    enter('opening')
    const opened = await devices.open(kind)
    if (isClosed || (!isWanted && kind === 'camera')) {
      if (opened.ok) opened.value.stop()
      return isClosed ? undefined : enter('off')
    }
    if (!opened.ok) return enter(isWanted ? opened.error.kind : 'off')
    track = opened.value
    track.addEventListener('ended', handleEnded)
    track.enabled = isWanted
    return enter(isWanted ? 'on' : 'off')
  }

  const update = (): void => {
    // One that is opening looks at what is wanted when it is done.
    if (state === 'opening') return
    if (!isWanted && kind === 'camera') release()
    if (track) track.enabled = isWanted
    if (!isWanted) return enter('off')
    if (track) return enter('on')
    void open()
  }

  const stopWatching = devices.onChange(() => {
    if (isWanted && (state === 'missing' || state === 'in-use')) update()
  })

  return {
    state: () => state,
    track: () => track,
    setWanted: (next) => {
      if (isClosed || next === isWanted) return
      isWanted = next
      update()
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      isWanted = false
      stopWatching()
      release()
      state = 'off'
    },
  }
}
