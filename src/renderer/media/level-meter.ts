/** How fast a level falls again, a frame: a bar that drops at once looks broken. */
const DECAY = 0.88
/** Ordinary speech fills about two thirds of the scale. */
const GAIN = 4

/**
 * Tells the loudness of a stream's voice, 0 to 1, at each frame that the window paints; nothing while it is hidden.
 * Returns what stops it. A stream without a voice is silent.
 */
export function watchLevel(
  context: AudioContext,
  stream: MediaStream,
  onLevel: (level: number) => void,
): () => void {
  if (stream.getAudioTracks().length === 0) return () => {}
  // Where the page may not sound yet, the level follows from the next press on.
  void context.resume().catch(() => {})
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let shown = 0
  let frame = 0
  const read = (): void => {
    analyser.getFloatTimeDomainData(samples)
    shown = Math.max(decideLevel(samples), shown * DECAY)
    onLevel(shown < 0.01 ? 0 : shown)
    frame = requestAnimationFrame(read)
  }
  read()
  return () => {
    cancelAnimationFrame(frame)
    source.disconnect()
    onLevel(0)
  }
}

/** The root mean square of samples from -1 to 1, scaled for the eye: 0 to 1. */
export function decideLevel(samples: Float32Array): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.min(1, Math.sqrt(sum / samples.length) * GAIN)
}
