import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { RingPassSecret } from '../../../contract/call-request.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import { parseTypedAddress } from '../../../domain/handle.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { type Bridge, useBridge } from '../../bridge/use-bridge.ts'
import type { CallObstacle } from './call-possibility.ts'
import { wordObstacle } from './locked-button.tsx'
import { nameOf } from './person-line.tsx'
import { type DialNote, wordDialFailure, wordSearch } from './dial-note.ts'
import { createDialSearch, decideExactPerson, decideRows } from './dial-search.ts'

export type DialDeps = {
  /** The rows that arrows move through while nothing is typed. */
  readonly people: readonly PersonRow[]
  /** My people as they are now: who was found among them may have changed since the search. */
  readonly known: readonly PersonRow[]
  readonly host: string
  readonly decideObstacle: (person: PersonRow, passFrom: HeldPass['from'] | null) => CallObstacle | null
}

/** A ring pass that came with a link, until something else is typed. */
export type HeldPass = { readonly from: PersonRow['handle']; readonly secret: RingPassSecret }

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
  readonly fillFromLink: (handle: string, secret: RingPassSecret | null) => void
  readonly pass: HeldPass | null
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
  const [pass, setPass] = useState<HeldPass | null>(null)
  useEffect(() => search.dispose, [search])

  const isSearching = state.typed.trim() !== ''
  const rows = isSearching ? decideRows(state.found).map((row) => findNow(known, row)) : people
  const wanted = pointed ?? (isSearching && state.isCurrent ? 0 : null)
  const activeRow = wanted !== null && rows.length > 0 ? Math.min(wanted, rows.length - 1) : null

  const type = (typed: string) => {
    setPointed(null)
    setSaid(null)
    setPass(null)
    search.type(typed)
  }
  const callTyped = async (to: string, media: CallMedia) => {
    const isHeld = pass !== null && handleIn(to) === pass.from
    const answer = await bridge.call('call.dial', { to, media, ...(isHeld ? { pass: pass.secret } : {}) })
    if (answer.ok) type('')
    else setSaid({ words: wordDialFailure(t, answer.error), isTrouble: true })
  }
  const call = async (person: PersonRow, media: CallMedia) => {
    const obstacle = decideObstacle(person, pass?.from ?? null)
    if (obstacle === null) return callTyped(person.address, media)
    const { reason, step } = wordObstacle(t, obstacle, nameOf(person))
    setSaid({ words: `${reason} ${step}`, isTrouble: true })
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
    fillFromLink: (handle, secret) => {
      type(handle.startsWith('@') ? handle : `@${handle}`)
      const from = handleIn(handle)
      setPass(secret && from ? { from, secret } : null)
      const words = secret && from ? t('callers.link.pass', { handle: from }) : t('main.dial.fromLink')
      setSaid({ words, isTrouble: false })
    },
    pass,
    say: setSaid,
  }
}

/** The handle in what is dialled: a pass is good for the one who gave it alone. */
function handleIn(to: string): PersonRow['handle'] | null {
  const address = parseTypedAddress(to)
  return address.ok ? address.value.handle : null
}

const findNow = (known: readonly PersonRow[], row: PersonRow): PersonRow =>
  known.find(({ handle }) => handle === row.handle) ?? row

/** The last row stays the last; above the first, without a search, no row is meant. */
function decideNextRow(row: number, rowCount: number, isSearching: boolean): number | null {
  if (row < 0) return isSearching ? 0 : null
  return Math.min(row, rowCount - 1)
}
