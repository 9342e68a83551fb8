import type { PersonRow } from '../contract/bridge/snapshots.ts'
import type { Handle } from '../contract/ids.ts'
import type { PersonRecord } from '../contract/directory/records.ts'
import { LIMITS } from '../contract/limits.ts'
import { ok } from '../contract/result.ts'
import { parseTypedAddress } from '../domain/handle.ts'
import { checkPeer } from '../domain/invitation-check.ts'
import { type CallContext, checkContext } from './calls/call-context.ts'
import type { Engine, EngineOutput } from './engine.ts'
import type { SeenPerson } from './people.ts'

export type PeopleIntents = Pick<
  Engine['intents'],
  'people.find' | 'people.watch' | 'people.forget' | 'recents.markSeen' | 'recents.remove' | 'recents.clear'
>

export type PeopleService = {
  readonly intents: PeopleIntents
  /** Asks for the presence of the watched people again, on a new connection. */
  readonly watchAgain: () => void
}

type Exact = EngineOutput<'people.find'>['exact']

export function createPeopleService(context: CallContext): PeopleService {
  const { people, recents } = context
  let watched: readonly Handle[] = people.handles()

  const watch = async () => {
    const handles = watched.slice(0, LIMITS.watchedPeople)
    const result = await context.rpc()?.call('presence.watch', { handles })
    if (result?.ok) people.noteStanding(result.value.people)
  }

  return {
    watchAgain: () => void watch(),
    intents: {
      'people.find': async ({ typed }) => {
        const matches = people.find(typed, context.account().directory.host)
        const exact = await findExact(context, typed, matches)
        return ok({ matches: [...matches], exact })
      },
      'people.watch': async ({ handles }) => {
        watched = handles
        await watch()
        return ok({})
      },
      'people.forget': async ({ handle }) => {
        people.forget(handle)
        return ok({})
      },
      'recents.markSeen': async () => {
        recents.markSeen()
        return ok({})
      },
      'recents.remove': async ({ callId }) => {
        recents.remove(callId)
        return ok({})
      },
      'recents.clear': async () => {
        recents.clear()
        return ok({})
      },
    },
  }
}

/** What the typed text is as a whole handle, asked of the directory where it is not one of my own people. */
async function findExact(context: CallContext, typed: string, matches: readonly PersonRow[]): Promise<Exact> {
  const address = parseTypedAddress(typed)
  if (!address.ok) return { kind: 'none' }
  const { handle, host } = address.value
  const account = context.account()
  if (host && host !== account.directory.host) return { kind: 'other-directory', handle, host }
  if (handle === account.handle) return { kind: 'myself' }
  if (matches.some((person) => person.handle === handle)) return { kind: 'none' }
  const rpc = context.rpc()
  if (!rpc) return { kind: 'directory-unreachable', handle }
  const found = await rpc.call('person.lookUp', { handle })
  if (found.ok) return toFound(context, found.value)
  return { kind: found.error.kind === 'not-found' ? 'not-found' : 'directory-unreachable', handle }
}

function toFound(context: CallContext, record: PersonRecord): Exact {
  const seen = readPerson(context, record)
  if (!seen) return { kind: 'not-found', handle: record.handle }
  const { host } = context.account().directory
  return { kind: 'found', person: context.people.rowOfSeen(seen, record, host) }
}

/** Null where the directory cannot show who they are. */
export function readPerson(context: CallContext, record: PersonRecord): SeenPerson | null {
  const checked = checkPeer(checkContext(context), record)
  if (!checked.ok) return null
  const { list, displayName, badge } = checked.value
  return { handle: list.handle, displayName, badge, list, chain: record.deviceLists }
}
