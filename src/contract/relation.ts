import { z } from 'zod'

/** How I stand to a person, as far as it decides whether they may ring me. */
export const Relation = z.object({
  isInAddressBook: z.boolean(),
  /** I follow them. Public. */
  isFollowed: z.boolean(),
  isBlocked: z.boolean(),
  /** Whatever the sources say. */
  exception: z.enum(['none', 'always', 'never']),
  /** They asked to call, and I said yes to one ring that has not come yet. */
  grant: z.enum(['none', 'once']),
})
export type Relation = z.infer<typeof Relation>

/**
 * Rises with every relation that the directory stores for an account; 0 where there is none. Nobody signs it: it decides
 * only whether a device asks for the list, never what stands in it.
 */
export const RelationsMark = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export type RelationsMark = z.infer<typeof RelationsMark>
