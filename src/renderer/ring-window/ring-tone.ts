/** One round of the ring: two gentle tones, then silence. Lengths in seconds. */
const ROUND_S = 3
const TONES = [
  { startS: 0, pitchHz: 587.33 },
  { startS: 0.28, pitchHz: 783.99 },
  { startS: 0.9, pitchHz: 587.33 },
  { startS: 1.18, pitchHz: 783.99 },
] as const
const FADE_IN_S = 0.012
const DECAY_S = 0.28
const LEVEL = 0.16
/** So fast the tone is gone when the ring is over; at once would crack. */
const STOP_S = 0.02

/** The samples of one round, from -1 to 1, silent at both ends so that rounds join without a crack. */
export function synthesizeRound(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND_S * sampleRate))
  for (const { startS, pitchHz } of TONES) {
    const first = Math.round(startS * sampleRate)
    for (let index = first; index < samples.length; index += 1) {
      const t = (index - first) / sampleRate
      const envelope = Math.min(1, t / FADE_IN_S) * Math.exp(-t / DECAY_S)
      if (t > FADE_IN_S && envelope < 0.0005) break
      const wave = Math.sin(2 * Math.PI * pitchHz * t) + 0.25 * Math.sin(4 * Math.PI * pitchHz * t)
      samples[index] = (samples[index] ?? 0) + LEVEL * envelope * wave
    }
  }
  return samples
}

/** Rings until the returned function is called; then it is silent within 20 ms. Plays on the default output. */
export function startRingTone(context: AudioContext): () => void {
  const round = synthesizeRound(context.sampleRate)
  const buffer = context.createBuffer(1, round.length, context.sampleRate)
  buffer.copyToChannel(round, 0)
  const gain = context.createGain()
  gain.connect(context.destination)
  const source = context.createBufferSource()
  source.buffer = buffer
  source.loop = true
  source.connect(gain)
  source.start()
  // Where the page may not sound yet, it stays silent: the window itself shows the ring.
  void context.resume().catch(() => {})
  return () => {
    gain.gain.setTargetAtTime(0, context.currentTime, STOP_S / 4)
    source.stop(context.currentTime + STOP_S)
    source.addEventListener('ended', () => void context.close(), { once: true })
  }
}
