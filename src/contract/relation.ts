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
