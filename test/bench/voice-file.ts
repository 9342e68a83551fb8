import { writeFileSync } from 'node:fs'

const RATE_HZ = 48_000
const LENGTH_S = 4

/**
 * A made-up voice without a pause: the browser's own made-up microphone beeps twice a second and is silent in
 * between, so that the first thing heard would be a matter of chance. A low tone with overtones, in syllables.
 */
export function writeVoiceFile(path: string): void {
  const samples = RATE_HZ * LENGTH_S
  const data = Buffer.alloc(samples * 2)
  for (let index = 0; index < samples; index += 1) {
    const t = index / RATE_HZ
    const pitchHz = 120 + 15 * Math.sin(2 * Math.PI * 0.5 * t)
    const syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t)
    let wave = 0
    for (let overtone = 1; overtone <= 12; overtone += 1)
      wave += Math.sin(2 * Math.PI * pitchHz * overtone * t) / overtone
    data.writeInt16LE(Math.round(8_000 * syllable * Math.max(-1, Math.min(1, wave / 2))), index * 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE_HZ, 24)
  header.writeUInt32LE(RATE_HZ * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  writeFileSync(path, Buffer.concat([header, data]))
}
