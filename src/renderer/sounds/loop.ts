/** So fast a sound is gone that is stopped, in seconds; at once would crack. */
const STOP_S = 0.03

/** Plays samples over and over, until the returned function is called; then it is silent within 30 ms. */
export function startLoop(
  context: AudioContext,
  samples: Float32Array<ArrayBuffer>,
  onSilent = (): void => {},
): () => void {
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(samples, 0)
  const gain = context.createGain()
  gain.connect(context.destination)
  const source = context.createBufferSource()
  source.buffer = buffer
  source.loop = true
  source.connect(gain)
  source.start()
  // Where the page may not sound yet it stays silent: the window itself says what rings.
  void context.resume().catch(() => {})
  return () => {
    gain.gain.setTargetAtTime(0, context.currentTime, STOP_S / 4)
    source.stop(context.currentTime + STOP_S)
    source.addEventListener(
      'ended',
      () => {
        gain.disconnect()
        onSilent()
      },
      { once: true },
    )
  }
}
