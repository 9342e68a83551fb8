import { startLoop } from './loop.ts'

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

/** Rings until the returned function is called, on the default output; the context is closed then. */
export const startRingTone = (context: AudioContext): (() => void) =>
  startLoop(context, synthesizeRound(context.sampleRate), () => void context.close())
