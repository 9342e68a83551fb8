import { z } from 'zod'

/** The range of protocol versions that this build speaks. Raised when a frame changes its meaning. */
export const PROTOCOL = { lowest: 1, highest: 1 } as const

/** The version that signed statements name: it changes only when their canonical bytes do. */
export const STATEMENT_VERSION = 1

export const VersionRange = z.object({
  lowest: z.number().int().min(1).max(1_000),
  highest: z.number().int().min(1).max(1_000),
})
export type VersionRange = z.infer<typeof VersionRange>

export type VersionChoice =
  | { readonly kind: 'agreed'; readonly version: number }
  | { readonly kind: 'mismatch'; readonly update: 'us' | 'them' }

/** The highest version that both sides speak; where there is none, the side that must be updated. */
export function decideVersion(ours: VersionRange, theirs: VersionRange): VersionChoice {
  const version = Math.min(ours.highest, theirs.highest)
  if (version >= Math.max(ours.lowest, theirs.lowest)) return { kind: 'agreed', version }
  return { kind: 'mismatch', update: ours.highest < theirs.lowest ? 'us' : 'them' }
}
