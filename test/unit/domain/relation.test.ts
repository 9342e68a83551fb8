import { expect, test } from 'vitest'
import type { Relation } from '../../../src/contract/relation.ts'
import {
  isNoRelation,
  isSameRelation,
  NO_RELATION,
  RELATION_OF_ANSWER,
} from '../../../src/domain/relation.ts'

const OTHERS: readonly Relation[] = [
  { ...NO_RELATION, isInAddressBook: true },
  { ...NO_RELATION, isFollowed: true },
  { ...NO_RELATION, isBlocked: true },
  { ...NO_RELATION, exception: 'always' },
  { ...NO_RELATION, exception: 'never' },
  { ...NO_RELATION, grant: 'once' },
]

test('CAN3 a relation says nothing only where every part of it does', () => {
  expect(isNoRelation({ ...NO_RELATION })).toBe(true)
  for (const relation of OTHERS) {
    expect(isNoRelation(relation)).toBe(false)
    expect(isSameRelation(relation, { ...relation })).toBe(true)
    expect(OTHERS.filter((other) => isSameRelation(relation, other))).toEqual([relation])
  }
})

test('CAN7 an answer to a request changes what it says, and uses up what was granted before', () => {
  const granted: Relation = { ...NO_RELATION, isFollowed: true, grant: 'once' }
  expect({ ...NO_RELATION, ...RELATION_OF_ANSWER.once }).toEqual({ ...NO_RELATION, grant: 'once' })
  expect({ ...granted, ...RELATION_OF_ANSWER.always }).toEqual({
    ...NO_RELATION,
    isFollowed: true,
    exception: 'always',
  })
  expect({ ...granted, ...RELATION_OF_ANSWER.never }).toEqual({
    ...NO_RELATION,
    isFollowed: true,
    exception: 'never',
  })
})
