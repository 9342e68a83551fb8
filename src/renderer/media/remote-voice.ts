/**
 * Plays the other side's voice, with no view on the page: a window that shows nothing still speaks. Chromium decodes
 * a voice only while it is played, so that also its statistics need this.
 * Where the browser wants a press of a key or button first, it plays from the next one on.
 */
export function playVoice(track: MediaStreamTrack): () => void {
  const audio = new Audio()
  audio.srcObject = new MediaStream([track])
  const play = (): void => {
    audio.play().then(stopWaiting, () => {})
  }
  const gestures = ['pointerdown', 'keydown'] as const
  function stopWaiting(): void {
    for (const gesture of gestures) window.removeEventListener(gesture, play)
  }
  for (const gesture of gestures) window.addEventListener(gesture, play)
  play()
  return () => {
    stopWaiting()
    audio.pause()
    audio.srcObject = null
  }
}
