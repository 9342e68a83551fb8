import type { Handle } from '../../contract/ids.ts'
import { invariant } from '../../contract/result.ts'
import { decideShown, type Standing as Shown } from '../../domain/reachability.ts'
import { decideBetween, decideToMany } from '../callers/decide-between.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import type { StoredAccount, ReadTables } from '../store/store.ts'

/** How a person stands to somebody who looks at them. */
export type Standing = Shown & { readonly handle: Handle }

type Context = Pick<DirectoryContext, 'sessions' | 'scope' | 'crypto' | 'clock' | 'availability'>

/** As much as the person shows the asker. */
export async function standingOf(
  context: Context,
  tables: ReadTables,
  asker: StoredAccount,
  person: StoredAccount,
): Promise<Standing> {
  const { handle, policy } = person
  const reachability = await decideBetween(context, tables, asker, person)
  return { handle, ...decideShown(reachability, context.sessions.isOnline(handle), policy.disclosure) }
}

/** What each device was told last of the people whom it watches. */
const told = new WeakMap<Session, Map<Handle, string>>()

/** From now on this device is told of these people, and of no others. Handles that nobody has are left out. */
export async function watchPeople(
  context: DirectoryContext,
  session: Session,
  handles: readonly Handle[],
): Promise<Standing[]> {
  const people = new Set(handles)
  context.sessions.watch(session, people)
  return context.store.read(async (tables) => {
    const standings = await standingsOf(context, tables, session.handle, people)
    told.set(session, new Map(standings.map((standing) => [standing.handle, wordsOf(standing)])))
    return standings
  })
}

/**
 * The standings that are news to the device. One that looks the same is left out: an event that says nothing new would
 * still say that something happened, such as that somebody who hides it has come online.
 */
async function tellStandings(
  context: Context,
  tables: ReadTables,
  session: Session,
  handles: Iterable<Handle>,
): Promise<Standing[]> {
  const before = told.get(session) ?? new Map<Handle, string>()
  told.set(session, before)
  const standings = await standingsOf(context, tables, session.handle, handles)
  const news = standings.filter((standing) => before.get(standing.handle) !== wordsOf(standing))
  for (const standing of news) before.set(standing.handle, wordsOf(standing))
  return news
}

/** Has the device told of what is news to it, when its turn comes; one of the same topic that waits is told instead. */
export function queueStandings(
  context: DirectoryContext,
  session: Session,
  topic: string,
  handles: Iterable<Handle>,
): void {
  session.outbox.add({
    kind: 'fresh',
    topic: `presence ${topic}`,
    read: async () => {
      const people = await context.store.read((tables) => tellStandings(context, tables, session, handles))
      return people.length === 0 ? null : { name: 'presence.changed', payload: { people } }
    },
  })
}

const wordsOf = ({ presence, reachability }: Shown): string => `${presence} ${reachability.rule}`

async function standingsOf(
  context: Context,
  tables: ReadTables,
  asker: Handle,
  handles: Iterable<Handle>,
): Promise<Standing[]> {
  const own = await tables.accounts.find(asker)
  invariant(own, 'who is signed in has an account')
  const policies = await tables.accounts.findPolicies([...handles])
  // Before it is decided: what the clock changes in between is told again.
  const atMs = context.clock.nowMs()
  for (const [handle, policy] of policies) context.availability.note(handle, policy, atMs)
  const reachabilities = await decideToMany(context, tables, own, policies)
  return [...reachabilities].map(([handle, reachability]) => {
    const disclosure = policies.get(handle)?.disclosure ?? 'full'
    return { handle, ...decideShown(reachability, context.sessions.isOnline(handle), disclosure) }
  })
}
