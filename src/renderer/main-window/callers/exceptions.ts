import type { PersonRow } from '../../../contract/bridge/snapshots.ts'

export type ExceptionKind = 'always' | 'never' | 'blocked'
export type ExceptionOf = { readonly person: PersonRow; readonly kind: ExceptionKind }

const ORDER = ['always', 'never', 'blocked'] as const

/** People who are decided one by one: those who always may first, the blocked last. A block hides what is under it. */
export function decideExceptions(people: readonly PersonRow[]): readonly ExceptionOf[] {
  const found = people.flatMap((person): ExceptionOf[] => {
    const { isBlocked, exception } = person.relation
    if (isBlocked) return [{ person, kind: 'blocked' }]
    return exception === 'none' ? [] : [{ person, kind: exception }]
  })
  return ORDER.flatMap((kind) => found.filter((entry) => entry.kind === kind))
}
