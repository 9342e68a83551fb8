import { Copy, Ellipsis, UserMinus } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia, Handle } from '../../../contract/ids.ts'
import { classNames } from '../../ui/class-names.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { useRowWindow } from '../../ui/use-row-window.ts'
import { CallButtons } from './call-buttons.tsx'
import type { CallObstacle } from './call-possibility.ts'
import { PersonLine } from './person-line.tsx'

export type PeopleListProps = {
  readonly id: string
  readonly label: string
  readonly people: readonly PersonRow[]
  readonly nowMs: number
  /** The row that Enter in the dial field means; null when there is none. */
  readonly activeRow: number | null
  readonly decideObstacle: (person: PersonRow) => CallObstacle | null
  readonly onCall: (person: PersonRow, media: CallMedia) => void
  readonly onCopyAddress: (person: PersonRow) => void
  readonly onForget: (person: PersonRow) => void
  /** Only people in my list can be removed from it. */
  readonly canForget: (person: PersonRow) => boolean
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
  const { id, person, row, activeRow, nowMs, decideObstacle, onCall } = props
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
        <PersonLine person={person} nowMs={nowMs} />
      </span>
      <span role="gridcell" className="flex items-center gap-1">
        <PersonMenu {...props} />
        <CallButtons
          name={person.displayName}
          obstacle={decideObstacle(person)}
          onCall={(media) => onCall(person, media)}
        />
      </span>
    </div>
  )
}

function PersonMenu({ person, onCopyAddress, onForget, canForget }: PersonRowViewProps) {
  const { t } = useTranslation()
  const trigger = (
    <button
      type="button"
      aria-label={t('main.people.more', { name: person.displayName })}
      className="state-change flex size-7 items-center justify-center rounded-full text-secondary opacity-0 group-hover:opacity-100 hover:bg-press hover:text-text focus-visible:opacity-100 data-popup-open:bg-press data-popup-open:opacity-100"
    >
      <Ellipsis className="size-4" aria-hidden="true" />
    </button>
  )
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem icon={<Copy className="size-4" />} onPress={() => onCopyAddress(person)}>
        {t('main.people.copyAddress')}
      </MenuItem>
      {canForget(person) && (
        <MenuItem icon={<UserMinus className="size-4" />} isStop onPress={() => onForget(person)}>
          {t('main.people.forget')}
        </MenuItem>
      )}
    </Menu>
  )
}
