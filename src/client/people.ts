import type { CallSummary, PersonRow } from '../contract/bridge/snapshots.ts'
import type { Crypto } from '../contract/crypto.ts'
import type { DirectoryHost, DisplayName, Handle } from '../contract/ids.ts'
import type { Presence, Reachability } from '../contract/reachability.ts'
import type { SignedStatement } from '../contract/statement.ts'
import { type ChainVerdict, decideChain, type DeviceListHead } from '../domain/device-list.ts'
import { formatAddress } from '../domain/handle.ts'
import { findPeople } from '../domain/people-search.ts'
import type { RecordKeeper } from './record-keeper.ts'
import type { StoredPerson } from './stored-records.ts'

export type SeenPerson = {
  readonly handle: Handle
  readonly displayName: DisplayName
  readonly list: DeviceListHead
  readonly chain: readonly SignedStatement[]
}

export type Standing = {
  readonly handle: Handle
  readonly presence: Presence
  readonly reachability: Reachability
}

/** The people that this device knows: by a call in either direction. Pins their keys on first contact. */
export type People = {
  readonly rows: (host: DirectoryHost) => readonly PersonRow[]
  readonly find: (typed: string, host: DirectoryHost) => readonly PersonRow[]
  readonly row: (handle: Handle, host: DirectoryHost) => PersonRow | null
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

const UNKNOWN_STANDING = {
  presence: 'hidden',
  reachability: { verdict: 'allowed', rule: 'everyone' },
} as const satisfies Omit<Standing, 'handle'>

export function createPeople(
  crypto: Crypto,
  keeper: RecordKeeper<readonly StoredPerson[]>,
  onChange: () => void,
): People {
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
    presence: standings.get(person.handle)?.presence ?? UNKNOWN_STANDING.presence,
    reachability: standings.get(person.handle)?.reachability ?? UNKNOWN_STANDING.reachability,
    lastCall: person.lastCall,
    hasChangedKey: person.hasChangedKey,
  })
  const rows = (host: DirectoryHost) =>
    [...people.values()]
      .filter((person) => person.isListed)
      .toSorted(byLastCallThenName)
      .map((person) => toRow(person, host))
  const judge = (seen: SeenPerson) => decideChain(crypto, seen.chain, people.get(seen.handle)?.known ?? null)

  return {
    rows,
    find: (typed, host) => findPeople(rows(host), typed),
    row: (handle, host) => {
      const person = people.get(handle)
      return person ? toRow(person, host) : null
    },
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
      for (const standing of told) if (people.has(standing.handle)) standings.set(standing.handle, standing)
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

function byLastCallThenName(a: StoredPerson, b: StoredPerson): number {
  const byTime = (b.lastCall?.atMs ?? 0) - (a.lastCall?.atMs ?? 0)
  return byTime === 0 ? a.displayName.localeCompare(b.displayName) : byTime
}
