import type { SignedFailure } from '../domain/signed.ts'

/** Why a signed statement is refused, as the contract names it. */
export type BadStatement = {
  readonly kind: 'bad-statement'
  readonly why: SignedFailure['kind'] | 'device' | 'content'
}

export const badStatement = (why: BadStatement['why']): BadStatement => ({ kind: 'bad-statement', why })
