import { z } from 'zod'
import { Badge } from '../calling-policy.ts'
import { DirectoryHost, DisplayName, Handle } from '../ids.ts'
import { LIMITS } from '../limits.ts'
import { Relation } from '../relation.ts'
import type { Procedure } from '../rpc/contract.ts'
import { needsAccount, needsDirectory, Typed } from './failures.ts'
import { PersonRow } from './snapshots.ts'

const nothing = z.object({})

/** Looking for people, and how I stand to them. */
export const peopleProcedures = {
  'people.find': {
    input: z.object({ typed: Typed }),
    output: z.object({
      /** My own people whose handle or name matches, best first. */
      matches: z.array(PersonRow).max(50),
      /** What the typed text is as an exact handle on the directory; a match is not told twice. */
      exact: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('none') }),
        z.object({ kind: z.literal('found'), person: PersonRow }),
        z.object({ kind: z.literal('not-found'), handle: Handle }),
        z.object({ kind: z.literal('myself') }),
        z.object({ kind: z.literal('other-directory'), handle: Handle, host: DirectoryHost }),
        z.object({ kind: z.literal('directory-unreachable'), handle: Handle }),
      ]),
    }),
    failures: needsAccount,
  },
  /** The people whose rows are on the screen: their presence is kept fresh. */
  'people.watch': {
    input: z.object({ handles: z.array(Handle).max(LIMITS.watchedPeople) }),
    output: nothing,
    failures: needsAccount,
  },
  'people.forget': { input: z.object({ handle: Handle }), output: nothing, failures: needsAccount },
  /** Holds on this device at once; the directory hears of it as soon as it can. */
  'person.setRelation': {
    input: z.object({
      handle: Handle,
      change: Relation.pick({ isFollowed: true, isBlocked: true, exception: true }).partial(),
    }),
    output: nothing,
    failures: { ...needsAccount, myself: nothing, 'too-many-people': nothing, 'cannot-save': nothing },
  },
  /** Public lists, page by page, as the directory tells them. */
  'person.listFollows': {
    input: z.object({
      handle: Handle,
      direction: z.enum(['followers', 'following']),
      after: Handle.nullable(),
    }),
    output: z.object({
      people: z
        .array(z.object({ handle: Handle, displayName: DisplayName, badge: Badge.nullable() }))
        .max(LIMITS.followersPerPage),
      next: Handle.nullable(),
      count: z.number().int().min(0),
    }),
    failures: { ...needsDirectory, 'not-found': nothing },
  },
} as const satisfies Record<string, Procedure>
