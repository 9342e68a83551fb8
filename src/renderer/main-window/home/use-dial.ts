import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { type Bridge, useBridge } from '../../bridge/use-bridge.ts'
import type { CallObstacle } from './call-possibility.ts'
import { type DialNote, wordDialFailure, wordSearch } from './dial-note.ts'
import { createDialSearch, decideExactPerson, decideRows } from './dial-search.ts'

export type DialDeps = {
  /** The rows that arrows move through while nothing is typed. */
  readonly people: readonly PersonRow[]
  /** My people as they are now: who was found among them may have changed since the search. */
  readonly known: readonly PersonRow[]
  readonly host: string
  readonly decideObstacle: (person: PersonRow) => CallObstacle | null
}

export type Dial = {
  readonly typed: string
  readonly isSearching: boolean
  readonly rows: readonly PersonRow[]
  readonly activeRow: number | null
  readonly note: DialNote | null
  readonly type: (typed: string) => void
  readonly move: (step: 1 | -1) => void
  readonly enter: (media: CallMedia) => Promise<void>
  readonly call: (person: PersonRow, media: CallMedia) => Promise<void>
  readonly callTyped: (to: string, media: CallMedia) => Promise<void>
  /** Fills the field in from a link, and says so. Never dials. */
  readonly fillFromLink: (handle: string) => void
  readonly say: (note: DialNote) => void
}

const createSearch = (bridge: Bridge) =>
  createDialSearch({
    clock: pageClock,
    find: async (typed) => {
      const answer = await bridge.call('people.find', { typed })
      return answer.ok ? answer.value : null
    },
  })

/** The dial field's state: what is typed, who was found, which row is meant, and what happened. */
export function useDial({ people, known, host, decideObstacle }: DialDeps): Dial {
  const bridge = useBridge()
  const { t } = useTranslation()
  const [search] = useState(() => createSearch(bridge))
  const state = useSyncExternalStore(search.subscribe, search.get)
  const [pointed, setPointed] = useState<number | null>(null)
  const [said, setSaid] = useState<DialNote | null>(null)
  useEffect(() => search.dispose, [search])

  const isSearching = state.typed.trim() !== ''
  const rows = isSearching ? decideRows(state.found).map((row) => findNow(known, row)) : people
  const wanted = pointed ?? (isSearching && state.isCurrent ? 0 : null)
  const activeRow = wanted !== null && rows.length > 0 ? Math.min(wanted, rows.length - 1) : null

  const type = (typed: string) => {
    setPointed(null)
    setSaid(null)
    search.type(typed)
  }
  const callTyped = async (to: string, media: CallMedia) => {
    const answer = await bridge.call('call.dial', { to, media })
    if (answer.ok) type('')
    else setSaid({ words: wordDialFailure(t, answer.error), isTrouble: true })
  }
  const call = async (person: PersonRow, media: CallMedia) => {
    const obstacle = decideObstacle(person)
    if (obstacle === null) await callTyped(person.address, media)
    else setSaid({ words: t(`main.why.${obstacle}`, { name: person.displayName }), isTrouble: true })
  }
  const enter = async (media: CallMedia) => {
    const active = activeRow === null || (isSearching && !state.isCurrent) ? undefined : rows[activeRow]
    if (active) return call(active, media)
    if (!isSearching) return
    const found = await search.settle()
    const exact = decideExactPerson(found, state.typed)
    if (exact) return call(findNow(known, exact), media)
    if (!found && search.get().typed === state.typed) await callTyped(state.typed, media)
  }

  return {
    typed: state.typed,
    isSearching,
    rows,
    activeRow,
    note: said ?? wordSearch(t, state, host),
    type,
    move: (step) =>
      setPointed(
        activeRow === null
          ? step === 1
            ? 0
            : null
          : decideNextRow(activeRow + step, rows.length, isSearching),
      ),
    enter,
    call,
    callTyped,
    fillFromLink: (handle) => {
      type(handle.startsWith('@') ? handle : `@${handle}`)
      setSaid({ words: t('main.dial.fromLink'), isTrouble: false })
    },
    say: setSaid,
  }
}

const findNow = (known: readonly PersonRow[], row: PersonRow): PersonRow =>
  known.find(({ handle }) => handle === row.handle) ?? row

/** The last row stays the last; above the first, without a search, no row is meant. */
function decideNextRow(row: number, rowCount: number, isSearching: boolean): number | null {
  if (row < 0) return isSearching ? 0 : null
  return Math.min(row, rowCount - 1)
}
