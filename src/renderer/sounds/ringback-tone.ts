import { startLoop } from './loop.ts'

/** One round: a soft double tone, then silence, as a telephone far away. Lengths in seconds. */
const ROUND_S = 4
const TONE_S = 1.1
const PITCHES_HZ = [392, 493.88] as const
const LEVEL = 0.045
const SWELL_S = 0.18

/** The samples of one round, from -1 to 1, silent at both ends so that rounds join without a crack. */
export function synthesizeRingback(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND_S * sampleRate))
  const toneLength = Math.round(TONE_S * sampleRate)
  for (let index = 0; index < toneLength; index += 1) {
    const t = index / sampleRate
    const swell = Math.min(1, t / SWELL_S, (TONE_S - t) / SWELL_S)
    const soft = Math.sin((Math.PI / 2) * Math.max(0, swell))
    const wave = PITCHES_HZ.reduce((sum, pitch) => sum + Math.sin(2 * Math.PI * pitch * t), 0)
    samples[index] = LEVEL * soft * wave
  }
  return samples
}

/** Sounds until the returned function is called. */
export const startRingbackTone = (context: AudioContext): (() => void) =>
  startLoop(context, synthesizeRingback(context.sampleRate))
