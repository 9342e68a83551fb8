/** Three soft tones upwards, heard once. Lengths in seconds. */
const TONES = [
  { startS: 0, pitchHz: 523.25 },
  { startS: 0.18, pitchHz: 659.26 },
  { startS: 0.36, pitchHz: 783.99 },
] as const
const LENGTH_S = 1.4
const FADE_IN_S = 0.01
const FADE_OUT_S = 0.1
const DECAY_S = 0.26
const LEVEL = 0.2

/** The samples of the chime, from -1 to 1, silent at both ends. */
export function synthesizeChime(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(LENGTH_S * sampleRate))
  for (const { startS, pitchHz } of TONES) {
    const first = Math.round(startS * sampleRate)
    for (let index = first; index < samples.length; index += 1) {
      const t = (index - first) / sampleRate
      const leftS = (samples.length - 1 - index) / sampleRate
      const envelope = Math.min(1, t / FADE_IN_S, leftS / FADE_OUT_S) * Math.exp(-t / DECAY_S)
      const wave = Math.sin(2 * Math.PI * pitchHz * t) + 0.2 * Math.sin(4 * Math.PI * pitchHz * t)
      samples[index] = (samples[index] ?? 0) + LEVEL * envelope * wave
    }
  }
  return samples
}

/**
 * Sounds once, on the output that the system prefers. `onEnd` is called when it is over; not when the context is
 * closed before, which ends it at once.
 */
export function playChime(context: AudioContext, onEnd: () => void): void {
  const samples = synthesizeChime(context.sampleRate)
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(samples, 0)
  const source = context.createBufferSource()
  source.buffer = buffer
  source.connect(context.destination)
  source.addEventListener('ended', onEnd, { once: true })
  source.start()
}
