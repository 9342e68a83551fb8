import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { Clock } from '../../../contract/clock.ts'
import type { Handle } from '../../../contract/ids.ts'
import { formatAddress, parseTypedAddress } from '../../../domain/handle.ts'

/** A pause in typing this long asks the directory. */
const PAUSE_MS = 120

export type Found = {
  readonly matches: readonly PersonRow[]
  readonly exact:
    | { readonly kind: 'none' | 'myself' }
    | { readonly kind: 'found'; readonly person: PersonRow }
    | { readonly kind: 'not-found' | 'directory-unreachable'; readonly handle: Handle }
    | { readonly kind: 'other-directory'; readonly handle: Handle; readonly host: string }
}

export type DialSearchState = {
  readonly typed: string
  /** The newest answer, to what is typed or to what was typed before; null while nothing is typed. */
  readonly found: Found | null
  /** The answer is to what is typed now. */
  readonly isCurrent: boolean
}

export type DialSearch = {
  readonly get: () => DialSearchState
  readonly subscribe: (listener: () => void) => () => void
  readonly type: (typed: string) => void
  /** The answer to what is typed now, asked for at once. Null when it failed or somebody typed on meanwhile. */
  readonly settle: () => Promise<Found | null>
  readonly dispose: () => void
}

export type DialSearchDeps = {
  /** Null when it could not be answered. */
  readonly find: (typed: string) => Promise<Found | null>
  readonly clock: Pick<Clock, 'setTimer'>
}

/** Looks up what is typed, a little after each pause. An answer to older text never replaces a newer one. */
export function createDialSearch({ find, clock }: DialSearchDeps): DialSearch {
  let state: DialSearchState = { typed: '', found: null, isCurrent: true }
  let turn = 0
  let running: { readonly turn: number; readonly answer: Promise<Found | null> } | null = null
  let cancelTimer = () => {}
  const listeners = new Set<() => void>()
  const set = (next: DialSearchState) => {
    state = next
    for (const listener of [...listeners]) listener()
  }

  const ask = (): Promise<Found | null> => {
    cancelTimer()
    if (running?.turn === turn) return running.answer
    const mine = turn
    const answer = find(state.typed).then((found) => {
      if (mine !== turn) return null
      set({ ...state, found: found ?? state.found, isCurrent: found !== null })
      return found
    })
    running = { turn: mine, answer }
    return answer
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    type: (typed) => {
      turn += 1
      cancelTimer()
      if (typed.trim() === '') return set({ typed, found: null, isCurrent: true })
      set({ ...state, typed, isCurrent: false })
      cancelTimer = clock.setTimer(PAUSE_MS, () => void ask())
      return undefined
    },
    settle: async () => (state.isCurrent ? state.found : ask()),
    dispose: () => {
      turn += 1
      cancelTimer()
      listeners.clear()
    },
  }
}

/** The rows under the field: the exact handle first, then my own people. */
export function decideRows(found: Found | null): readonly PersonRow[] {
  if (!found) return []
  return found.exact.kind === 'found' ? [found.exact.person, ...found.matches] : found.matches
}

/** Whom Enter means when nobody was pointed at: only somebody whose whole handle was typed. */
export function decideExactPerson(found: Found | null, typed: string): PersonRow | null {
  if (!found) return null
  if (found.exact.kind === 'found') return found.exact.person
  const address = parseTypedAddress(typed)
  if (!address.ok) return null
  const { handle, host } = address.value
  return (
    found.matches.find((person) =>
      host ? person.address === formatAddress(handle, host) : person.handle === handle,
    ) ?? null
  )
}
