import type { Clock } from '../../contract/clock.ts'
import { invariant } from '../../contract/result.ts'
import { every } from './every.ts'
import type { MediaKind } from './ports.ts'

/**
 * A placeholder picture is this wide and high, in pixels. Chromium never scales a camera down so far, so the other
 * side tells a real picture by its width alone.
 */
export const PLACEHOLDER_PX = 16
/** A picture wider than this comes from a camera. */
export const REAL_PICTURE_MIN_PX = 2 * PLACEHOLDER_PX

const REDRAW_MS = 1_000

/**
 * Silence and black: they keep both media open from the first moment, before and between real devices. Before a first
 * camera there is no picture at all, not even a black one, which would be sent in front of the camera's.
 */
export type Placeholders = {
  readonly track: (kind: MediaKind) => MediaStreamTrack
  readonly stream: MediaStream
  /** Whether black is to take the place of the camera's last picture, from now on. */
  readonly setBlack: (isBlack: boolean) => void
  readonly close: () => void
}

export function createPlaceholders(clock: Clock): Placeholders {
  // It never runs: a track that has nothing to say is silent enough, and a running context costs a thread.
  const audioContext = new AudioContext()
  void audioContext.suspend()
  const audio = audioContext.createMediaStreamDestination().stream.getAudioTracks()[0]
  invariant(audio, 'an audio destination has a track')

  const canvas = document.createElement('canvas')
  canvas.width = PLACEHOLDER_PX
  canvas.height = PLACEHOLDER_PX
  const brush = canvas.getContext('2d')
  invariant(brush, 'a canvas has a 2d context')
  // It sends a frame when it is asked for one, and none by itself.
  const video = canvas.captureStream(0).getVideoTracks()[0]
  invariant(video instanceof CanvasCaptureMediaStreamTrack, 'a canvas stream has a track')
  // A canvas sends a frame only when it was drawn on; without one the other side keeps my last camera picture.
  let isEven = false
  const draw = (): void => {
    isEven = !isEven
    brush.fillStyle = isEven ? '#000000' : '#010101'
    brush.fillRect(0, 0, PLACEHOLDER_PX, PLACEHOLDER_PX)
    video.requestFrame()
  }
  let stopDrawing: (() => void) | null = null
  const setBlack = (isBlack: boolean): void => {
    if (isBlack === (stopDrawing !== null)) return
    stopDrawing?.()
    stopDrawing = isBlack ? every(clock, REDRAW_MS, draw) : null
    if (isBlack) draw()
  }

  const tracks = { audio, video } as const
  return {
    track: (kind) => tracks[kind],
    stream: new MediaStream([audio, video]),
    setBlack,
    close: () => {
      setBlack(false)
      audio.stop()
      video.stop()
      void audioContext.close()
    },
  }
}
