import type { Handle } from '../../contract/ids.ts'
import type { Presence, Reachability } from '../../contract/reachability.ts'
import { decideReachability } from '../../domain/reachability.ts'
import type { DirectoryContext } from '../context.ts'
import type { Session } from '../sessions/sessions.ts'
import type { StoredAccount, Tables } from '../store/store.ts'

/** How a person stands to somebody who looks at them. */
export type Standing = {
  readonly handle: Handle
  readonly presence: Presence
  readonly reachability: Reachability
}

/** Presence is told only to those who may ring; to all others online and offline look the same. */
export function standingOf(
  { sessions }: Pick<DirectoryContext, 'sessions'>,
  asker: Handle,
  person: Pick<StoredAccount, 'handle' | 'policy'>,
): Standing {
  const { handle, policy } = person
  const reachability = decideReachability({ caller: asker, callee: handle, policy })
  const presence = sessions.isOnline(handle) ? 'online' : 'offline'
  return { handle, reachability, presence: reachability.verdict === 'allowed' ? presence : 'hidden' }
}

/** From now on this device is told of these people, and of no others. Handles that nobody has are left out. */
export async function watchPeople(
  context: DirectoryContext,
  session: Session,
  handles: readonly Handle[],
): Promise<Standing[]> {
  const people = new Set(handles)
  context.sessions.watch(session, people)
  return context.store.transact((tables) => standingsOf(context, tables, session.handle, people))
}

export async function standingsOf(
  context: Pick<DirectoryContext, 'sessions'>,
  tables: Tables,
  asker: Handle,
  handles: Iterable<Handle>,
): Promise<Standing[]> {
  const policies = await tables.accounts.findPolicies([...handles])
  return [...policies].map(([handle, policy]) => standingOf(context, asker, { handle, policy }))
}
