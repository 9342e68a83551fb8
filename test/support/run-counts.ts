/** A long run (`npm run test:long`) does everything below many more times over. */
export const IS_LONG_RUN = process.env['AHOY_LONG'] === '1'

const pick = (long: number, short: number): number => (IS_LONG_RUN ? long : short)

/** How often each lie of a hostile directory is told. */
export const HOSTILE_RUNS = pick(1_000, 25)
/** How many rings that may not ring it forwards. */
export const FORBIDDEN_RINGS = pick(1_000, 100)
/** How many made-up frames, links or messages each boundary is fed. */
export const FUZZED_FRAMES = pick(100_000, 2_000)
/** Calls that honest pairs set up beside a hostile client. */
export const HONEST_CALLS = pick(400, 16)
/** How often the directory is killed, while it rings and again in a call. */
export const KILLS = pick(20, 3)
export const MEDIA_LINK_RUNS = pick(20_000, 1_000)
export const CROSSED_CALLS_RUNS = pick(1_000, 60)
export const ENGINE_RUNS = pick(5_000, 150)

/** How long a test of so many runs may take, in milliseconds: generous, for machines that do other work too. */
export const timeoutFor = (runs: number, eachMs: number): number => 60_000 + runs * eachMs

export const HOSTILE_TIMEOUT_MS = timeoutFor(HOSTILE_RUNS, 300)
export const FUZZ_TIMEOUT_MS = timeoutFor(FUZZED_FRAMES, 10)
