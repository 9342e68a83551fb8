import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { Relation } from '../../../contract/relation.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { UndoToastProps } from '../../ui/undo-toast.tsx'
import { useUndo } from '../../ui/use-undo.ts'

export type RelationChange = Partial<Pick<Relation, 'isFollowed' | 'isBlocked' | 'exception'>>
export type Related = Pick<PersonRow, 'handle' | 'displayName' | 'relation'> & {
  readonly myName?: PersonRow['myName']
}

export type Relations = {
  /** Holds at once; for a while it can be taken back, and later on the page of who may call. */
  readonly change: (person: Related, change: RelationChange) => void
  readonly undo: UndoToastProps | null
}

/** Which words of `callers.person.done` tell of a change. */
export function decideDoneWords(change: RelationChange) {
  if (change.isBlocked !== undefined) return change.isBlocked ? 'block' : 'unblock'
  if (change.exception !== undefined) return change.exception
  return change.isFollowed === true ? 'follow' : 'unfollow'
}

/** What a change replaces: only what it touches. */
export function decideUndo(relation: Relation, change: RelationChange): RelationChange {
  return {
    ...(change.isFollowed === undefined ? {} : { isFollowed: relation.isFollowed }),
    ...(change.isBlocked === undefined ? {} : { isBlocked: relation.isBlocked }),
    ...(change.exception === undefined ? {} : { exception: relation.exception }),
  }
}

/** How I stand to people, changed from their menus. `say` tells what went wrong. */
export function useRelations(say: (words: string) => void): Relations {
  const { call } = useBridge()
  const { t } = useTranslation()
  const { toast, show, clear } = useUndo()

  const set = async (person: Related, change: RelationChange): Promise<boolean> => {
    const answer = await call('person.setRelation', { handle: person.handle, change })
    if (answer.ok) return true
    const { kind } = answer.error
    say(t(`callers.person.failed.${kind === 'too-many-people' || kind === 'cannot-save' ? kind : 'other'}`))
    return false
  }
  const change = async (person: Related, wanted: RelationChange) => {
    const back = decideUndo(person.relation, wanted)
    clear()
    if (!(await set(person, wanted))) return
    const name = person.myName ?? person.displayName
    show({
      words: t(`callers.person.done.${decideDoneWords(wanted)}`, { name }),
      takeBack: () => void set(person, back),
    })
  }
  return {
    change: (person, wanted) => void change(person, wanted),
    undo: toast,
  }
}
