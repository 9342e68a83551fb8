import type { DirectoryContext } from '../context.ts'

/**
 * Waits until a fixed time after the question, or the next multiple of it where that has passed: what was found on the
 * way shows in nothing. `askedAtMs` is monotonic.
 */
export function untilPlainAnswer(
  { clock, limits: { plainAnswerMs } }: Pick<DirectoryContext, 'clock' | 'limits'>,
  askedAtMs: number,
): Promise<void> {
  const passedMs = Math.max(0, clock.monotonicMs() - askedAtMs)
  const restMs = plainAnswerMs - (passedMs % plainAnswerMs)
  return new Promise((resolve) => void clock.setTimer(restMs, resolve))
}
