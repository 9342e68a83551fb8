import type { CallSummary, PersonRow } from '../contract/bridge/snapshots.ts'
import type { Badge } from '../contract/calling-policy.ts'
import type { Crypto } from '../contract/crypto.ts'
import { type DirectoryHost, DisplayName, type Handle } from '../contract/ids.ts'
import type { Presence, Reachability } from '../contract/reachability.ts'
import type { Relation } from '../contract/relation.ts'
import { LIMITS } from '../contract/limits.ts'
import type { SignedStatement } from '../contract/statement.ts'
import { type ChainVerdict, decideChain, type DeviceListHead } from '../domain/device-list.ts'
import { formatAddress } from '../domain/handle.ts'
import { findPeople } from '../domain/people-search.ts'
import type { RecordKeeper } from './record-keeper.ts'
import type { StoredPerson } from './stored-records.ts'

export type SeenPerson = {
  readonly handle: Handle
  readonly displayName: DisplayName
  readonly badge: Badge | null
  readonly list: DeviceListHead
  readonly chain: readonly SignedStatement[]
}

export type Standing = {
  readonly handle: Handle
  readonly presence: Presence
  readonly reachability: Reachability
}

/** My address book, as far as it says something of people with a handle. */
export type Book = {
  /** My own name for somebody; null where they have no card. */
  readonly nameOf: (handle: Handle) => string | null
  readonly isFavourite: (handle: Handle) => boolean
}

export type PeopleDeps = {
  readonly crypto: Crypto
  readonly keeper: RecordKeeper<readonly StoredPerson[]>
  readonly relations: {
    readonly of: (handle: Handle) => Relation
    readonly people: () => readonly Handle[]
  }
  readonly book: Book
  readonly onChange: () => void
}

/**
 * The people that this device knows, by a call in either direction or because I have said how I stand to them. Pins
 * their keys on first contact.
 */
export type People = {
  readonly rows: (host: DirectoryHost) => readonly PersonRow[]
  readonly find: (typed: string, host: DirectoryHost) => readonly PersonRow[]
  readonly row: (handle: Handle, host: DirectoryHost) => PersonRow | null
  /** A row of somebody whom the directory has just shown, and whom this device need not know. */
  readonly rowOfSeen: (seen: SeenPerson, standing: Standing, host: DirectoryHost) => PersonRow
  /** A key of theirs, or that it changed, is known here. */
  readonly isPinned: (handle: Handle) => boolean
  readonly isKnown: (handle: Handle) => boolean
  readonly hasChangedKey: (handle: Handle) => boolean
  /** Holds their device lists against the pinned version, without pinning anything. */
  readonly judge: (seen: SeenPerson) => ChainVerdict
  /**
   * Takes note of somebody whose lists were checked. A first contact is pinned, a grown list moves the pin; a changed
   * key is only marked, and stays marked until the person is forgotten.
   */
  readonly meet: (seen: SeenPerson, isListed: boolean) => ChainVerdict
  readonly noteCall: (handle: Handle, call: CallSummary) => void
  readonly noteStanding: (standing: readonly Standing[]) => void
  /** Nobody's presence is known while there is no connection. */
  readonly hideAll: () => void
  readonly forget: (handle: Handle) => void
  readonly handles: () => readonly Handle[]
}

const UNKNOWN_STANDING = { presence: 'hidden', reachability: { verdict: 'unknown' } } as const satisfies Pick<
  PersonRow,
  'presence' | 'reachability'
>

export function createPeople({ crypto, keeper, relations, book, onChange }: PeopleDeps): People {
  const people = new Map(keeper.get().map((person) => [person.handle, person]))
  const standings = new Map<Handle, Standing>()

  const save = (person: StoredPerson) => {
    people.set(person.handle, person)
    void keeper.set([...people.values()])
    onChange()
  }
  const toRow = (person: StoredPerson, host: DirectoryHost): PersonRow => ({
    handle: person.handle,
    address: formatAddress(person.handle, host),
    displayName: person.displayName,
    myName: book.nameOf(person.handle),
    isFavourite: book.isFavourite(person.handle),
    badge: person.badge,
    relation: relations.of(person.handle),
    presence: standings.get(person.handle)?.presence ?? UNKNOWN_STANDING.presence,
    reachability: standings.get(person.handle)?.reachability ?? UNKNOWN_STANDING.reachability,
    lastCall: person.lastCall,
    hasChangedKey: person.hasChangedKey,
  })
  const rows = (host: DirectoryHost) => {
    const listed = [...people.values()].filter((person) => person.isListed)
    const known = new Set(listed.map(({ handle }) => handle))
    const others = relations.people().filter((handle) => !known.has(handle))
    return [...listed, ...others.map((handle) => people.get(handle) ?? stranger(handle))]
      .toSorted(byLastCallThenName)
      .slice(0, LIMITS.relationsPerAccount)
      .map((person) => toRow(person, host))
  }
  const judge = (seen: SeenPerson) => decideChain(crypto, seen.chain, people.get(seen.handle)?.known ?? null)

  return {
    rows,
    find: (typed, host) => findPeople(rows(host), typed),
    row: (handle, host) => {
      const person = people.get(handle)
      return person ? toRow(person, host) : null
    },
    rowOfSeen: (seen, { presence, reachability }, host) => {
      const { handle, displayName, badge } = seen
      const row = toRow({ ...(people.get(handle) ?? stranger(handle)), displayName, badge }, host)
      const { kind } = judge(seen)
      const hasChangedKey = row.hasChangedKey || kind === 'changed' || kind === 'rolled-back'
      return { ...row, presence, reachability, hasChangedKey }
    },
    isPinned: (handle) => people.has(handle),
    isKnown: (handle) => people.get(handle)?.isListed ?? false,
    hasChangedKey: (handle) => people.get(handle)?.hasChangedKey ?? false,
    judge,
    meet: (seen, isListed) => {
      const verdict = judge(seen)
      const before = people.get(seen.handle)
      const isTrusted = verdict.kind !== 'changed' && verdict.kind !== 'rolled-back'
      save({
        handle: seen.handle,
        displayName: seen.displayName,
        badge: seen.badge,
        known: isTrusted ? { number: seen.list.number, head: seen.list.head } : (before?.known ?? null),
        isListed: isListed || (before?.isListed ?? false),
        hasChangedKey: !isTrusted || (before?.hasChangedKey ?? false),
        lastCall: before?.lastCall ?? null,
      })
      return verdict
    },
    noteCall: (handle, call) => {
      const person = people.get(handle)
      if (person && call.atMs >= (person.lastCall?.atMs ?? 0)) save({ ...person, lastCall: call })
    },
    noteStanding: (told) => {
      const mine = new Set([...people.keys(), ...relations.people()])
      for (const standing of told) if (mine.has(standing.handle)) standings.set(standing.handle, standing)
      onChange()
    },
    hideAll: () => {
      standings.clear()
      onChange()
    },
    forget: (handle) => {
      people.delete(handle)
      standings.delete(handle)
      void keeper.set([...people.values()])
      onChange()
    },
    handles: () => [...people.keys()],
  }
}

/** Somebody whom I have spoken of, and never met: their handle stands for their name. */
const stranger = (handle: Handle): StoredPerson => ({
  handle,
  displayName: DisplayName.parse(`@${handle}`),
  badge: null,
  known: null,
  isListed: false,
  hasChangedKey: false,
  lastCall: null,
})

/** One for all comparisons: thousands of rows are sorted at each change. */
const { compare } = new Intl.Collator()

function byLastCallThenName(a: StoredPerson, b: StoredPerson): number {
  const byTime = (b.lastCall?.atMs ?? 0) - (a.lastCall?.atMs ?? 0)
  return byTime === 0 ? compare(a.displayName, b.displayName) : byTime
}
