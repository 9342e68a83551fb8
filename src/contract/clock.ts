/** Time as a port, so that tests turn the hands. Both clocks in milliseconds. */
export type Clock = {
  /** The wall clock: may jump. For timestamps only. */
  readonly nowMs: () => number
  /** Never goes back, unrelated to the wall clock. For durations. */
  readonly monotonicMs: () => number
  /** Calls back once after `delayMs`; returns what cancels it. */
  readonly setTimer: (delayMs: number, onFire: () => void) => () => void
}
