import type { Clock } from '../../contract/clock.ts'

/**
 * A picture has an element of its own, which plays whether it is shown or not: a window that takes it in shows it at
 * once, and where it is moved it does not begin anew. Without sound: a voice is played elsewhere.
 */
export function createPicture(): HTMLVideoElement {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.disablePictureInPicture = true
  return video
}

export function playPicture(track: MediaStreamTrack, video = createPicture()): HTMLVideoElement {
  video.srcObject = new MediaStream([track])
  resumePicture(video)
  return video
}

export function stopPicture(video: HTMLVideoElement): void {
  video.srcObject = null
}

/** Whether this picture is the track's. */
export const isPictureOf = (video: HTMLVideoElement | null, track: MediaStreamTrack): boolean =>
  video?.srcObject instanceof MediaStream && video.srcObject.getTracks()[0] === track

/**
 * A picture that is in its place, and cannot be seen. A window needs nothing but the element to show it: it need not
 * be drawn anew first.
 */
export function setPictureHidden(video: HTMLVideoElement, isHidden: boolean): void {
  video.style.opacity = isHidden ? '0' : ''
}

/** Lets it stand still for so long, in which the processor has better to do than to draw it. */
export function holdStill(video: HTMLVideoElement, clock: Pick<Clock, 'setTimer'>, ms: number): void {
  video.pause()
  clock.setTimer(ms, () => {
    if (video.srcObject !== null) resumePicture(video)
  })
}

export function resumePicture(video: HTMLVideoElement): void {
  // Muted, so that nothing keeps it from playing but its own end.
  video.play().catch(() => {})
}
