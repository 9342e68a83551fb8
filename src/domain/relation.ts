import type { Relation } from '../contract/relation.ts'

/** How I stand to somebody of whom I have said nothing. */
export const NO_RELATION: Relation = {
  isInAddressBook: false,
  isFollowed: false,
  isBlocked: false,
  exception: 'none',
  grant: 'none',
}

export const isSameRelation = (a: Relation, b: Relation): boolean =>
  a.isInAddressBook === b.isInAddressBook &&
  a.isFollowed === b.isFollowed &&
  a.isBlocked === b.isBlocked &&
  a.exception === b.exception &&
  a.grant === b.grant

/** Nothing is said of this person: they need no line of their own on a list. */
export const isNoRelation = (relation: Relation): boolean => isSameRelation(relation, NO_RELATION)

/** What follows for the relation when a person who asked to call is answered. */
export const RELATION_OF_ANSWER = {
  once: { grant: 'once' },
  always: { exception: 'always', grant: 'none' },
  never: { exception: 'never', grant: 'none' },
} as const satisfies Record<'once' | 'always' | 'never', Partial<Relation>>
