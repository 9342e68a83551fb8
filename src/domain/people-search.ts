import type { PersonRow } from '../contract/bridge/snapshots.ts'

const MOST = 50

/** Folds case and accents, so that "zoe" finds "Zoé". */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** My own people whose handle, name, or name in my address book matches what was typed, the best first: handle, then name, then a later word. */
export function findPeople(people: readonly PersonRow[], typed: string): readonly PersonRow[] {
  const wanted = fold(typed.trim()).replace(/^@/, '')
  if (wanted === '') return []
  const scored = people.flatMap((person) => {
    const score = decideScore(person, wanted)
    return score === null ? [] : [{ person, score }]
  })
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, MOST)
    .map(({ person }) => person)
}

function decideScore(person: PersonRow, wanted: string): number | null {
  const names = [person.displayName, ...(person.myName === null ? [] : [person.myName])].map(fold)
  if (person.handle === wanted) return 0
  if (person.handle.startsWith(wanted)) return 1
  if (names.some((name) => name.startsWith(wanted))) return 2
  if (names.some((name) => name.split(/\s+/u).some((word) => word.startsWith(wanted)))) return 3
  return person.handle.includes(wanted) || names.some((name) => name.includes(wanted)) ? 4 : null
}
