/** How often a page may be loaded again after a crash, in the time that follows, before it is left alone. */
const MAX_RELOADS = 3
const WINDOW_MS = 60_000

export type PageLosses = readonly number[]

/** The times (monotonic, in milliseconds) of the losses that count, and whether to load the page again. */
export function decideReload(
  losses: PageLosses,
  nowMs: number,
): { readonly losses: PageLosses; readonly shouldReload: boolean } {
  const recent = [...losses.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs]
  return { losses: recent, shouldReload: recent.length <= MAX_RELOADS }
}
