import { useEffect } from 'react'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia, Handle } from '../../../contract/ids.ts'
import { classNames } from '../../ui/class-names.ts'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { useRowWindow } from '../../ui/use-row-window.ts'
import { CallButtons } from './call-buttons.tsx'
import type { CallObstacle } from './call-possibility.ts'
import type { StepAction } from './locked-button.tsx'
import { nameOf, PersonLine } from './person-line.tsx'
import { PersonMenu, type PersonMenuActions } from './person-menu.tsx'

export type PeopleListProps = {
  readonly id: string
  readonly label: string
  readonly people: readonly PersonRow[]
  readonly nowMs: number
  /** The row that Enter in the dial field means; null when there is none. */
  readonly activeRow: number | null
  readonly decideObstacle: (person: PersonRow) => CallObstacle | null
  readonly onCall: (person: PersonRow, media: CallMedia) => void
  readonly decideStep: (person: PersonRow, obstacle: CallObstacle | null) => StepAction | null
  readonly hasAsked: (person: PersonRow) => boolean
  readonly menu: PersonMenuActions
  /** Told whose rows are on the screen, whenever that changes. */
  readonly onVisible: (handles: readonly Handle[]) => void
}

export const personRowId = (listId: string, person: Pick<PersonRow, 'handle'>): string =>
  `${listId}-${person.handle}`

/** Rows of people. Only those near the screen are in the page, so that 5,000 scroll as lightly as 30. */
export function PeopleList(props: PeopleListProps) {
  const { id, label, people, activeRow, onVisible } = props
  const { first, end, scroller, onScroll } = useRowWindow(people.length, activeRow)
  const shown = people.slice(first, end)
  const handles = shown.map((person) => person.handle).join(' ')
  useEffect(() => {
    onVisible(people.slice(first, end).map((person) => person.handle))
    // The handles in one string stand for the rows: other changes of `people` do not matter here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [handles, onVisible])
  return (
    <div ref={scroller} onScroll={onScroll} className="quiet-scroll h-full overflow-x-hidden overflow-y-auto">
      <div
        id={id}
        role="grid"
        aria-label={label}
        aria-rowcount={people.length}
        className="relative"
        style={{ height: people.length * PERSON_ROW_PX }}
      >
        {shown.map((person, index) => (
          <PersonRowView key={person.handle} {...props} person={person} row={first + index} />
        ))}
      </div>
    </div>
  )
}

type PersonRowViewProps = PeopleListProps & { readonly person: PersonRow; readonly row: number }

function PersonRowView(props: PersonRowViewProps) {
  const { id, person, row, activeRow, nowMs, decideObstacle, decideStep, hasAsked, menu, onCall } = props
  const obstacle = decideObstacle(person)
  const isActive = row === activeRow
  return (
    <div
      id={personRowId(id, person)}
      role="row"
      aria-rowindex={row + 1}
      aria-selected={isActive}
      className={classNames(
        'group absolute inset-x-2 top-0 flex h-(--person-row) items-center gap-1 rounded-control pr-1.5 pl-2',
        isActive ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={{ transform: `translateY(${row * PERSON_ROW_PX}px)` }}
    >
      <span role="gridcell" className="flex min-w-0 flex-1">
        <PersonLine person={person} nowMs={nowMs} hasAsked={hasAsked(person)} />
      </span>
      <span role="gridcell" className="flex items-center gap-1">
        <PersonMenu person={person} actions={menu} />
        <CallButtons
          name={nameOf(person)}
          obstacle={obstacle}
          stepAction={decideStep(person, obstacle)}
          onCall={(media) => onCall(person, media)}
        />
      </span>
    </div>
  )
}
