import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { PERSON_ROW_PX } from '../../ui/row-window.ts'
import { usePlacedRowWindow } from '../../ui/use-placed-row-window.ts'
import { nameOf } from '../home/person-line.tsx'
import { Group } from '../home/settings-group.tsx'
import type { CallersViewProps } from './callers-view.tsx'
import { decideExceptions, type ExceptionKind } from './exceptions.ts'

export type ExceptionsGroupProps = Pick<CallersViewProps, 'people' | 'onRelation'>

/** So many are shown before somebody asks for the rest. */
const FEW = 5

/** People whom I always or never let ring, and whom I blocked; each can be taken back. */
export function ExceptionsGroup({ people, onRelation }: ExceptionsGroupProps) {
  const { t } = useTranslation()
  const [isWhole, setIsWhole] = useState(false)
  const all = decideExceptions(people)
  const rows = isWhole ? all : all.slice(0, FEW)
  const { first, end, list } = usePlacedRowWindow(rows.length, PERSON_ROW_PX)
  return (
    <Group title={t('callers.exceptions.title')}>
      {all.length === 0 ? (
        <p className="px-3.5 py-3 text-13 text-secondary">{t('callers.exceptions.none')}</p>
      ) : (
        <div ref={list} role="list" className="relative" style={{ height: rows.length * PERSON_ROW_PX }}>
          {rows.slice(first, end).map(({ person, kind }, index) => (
            <ExceptionRow
              key={person.handle}
              person={person}
              kind={kind}
              topPx={(first + index) * PERSON_ROW_PX}
              onUndo={() =>
                onRelation(person, kind === 'blocked' ? { isBlocked: false } : { exception: 'none' })
              }
            />
          ))}
        </div>
      )}
      {!isWhole && all.length > FEW && (
        <div className="p-1.5">
          <Button look="quiet" size="small" onClick={() => setIsWhole(true)}>
            {t('callers.exceptions.all', { count: all.length })}
          </Button>
        </div>
      )}
    </Group>
  )
}

type ExceptionRowProps = {
  readonly person: PersonRow
  readonly kind: ExceptionKind
  readonly topPx: number
  readonly onUndo: () => void
}

function ExceptionRow({ person, kind, topPx, onUndo }: ExceptionRowProps) {
  const { t } = useTranslation()
  const name = nameOf(person)
  const isBlocked = kind === 'blocked'
  return (
    <div
      role="listitem"
      className="absolute inset-x-0 top-0 flex h-(--person-row) items-center gap-3 pr-2 pl-3.5"
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <Avatar handle={person.handle} displayName={name} size={28} />
      <span className="flex min-w-0 flex-1 flex-col">
        <bdi className="max-w-full self-start truncate">{name}</bdi>
        <span className="truncate text-13 text-secondary">
          {t(`callers.exceptions.${kind}`)} <span aria-hidden="true">·</span> @{person.handle}
        </span>
      </span>
      <Button
        look="quiet"
        size="small"
        aria-label={t(isBlocked ? 'callers.exceptions.unblockLabel' : 'callers.exceptions.undoLabel', {
          name,
        })}
        onClick={onUndo}
      >
        {t(isBlocked ? 'callers.exceptions.unblock' : 'callers.exceptions.undo')}
      </Button>
    </div>
  )
}
