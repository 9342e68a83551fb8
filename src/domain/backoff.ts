const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before the next try, in milliseconds: doubles up to 30 s, and spreads over its upper half so that
 * a directory that comes back is not met by everybody at once. `random` is from 0 up to, not including, 1.
 */
export function decideBackoff(failedTries: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failedTries, 16))
  return Math.round(ceiling / 2 + (ceiling / 2) * random)
}
