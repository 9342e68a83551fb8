import type { TFunction } from 'i18next'
import type { BridgeContract } from '../../../contract/bridge/contract.ts'
import type { FailureOf } from '../../../contract/rpc/contract.ts'
import { decideRows, type DialSearchState } from './dial-search.ts'

export type DialFailure = FailureOf<BridgeContract, 'call.dial'>
export type DialNote = { readonly words: string; readonly isTrouble: boolean }

/** Why a call could not be placed, and what to do. */
export function wordDialFailure(t: TFunction, failure: DialFailure): string {
  switch (failure.kind) {
    case 'other-directory':
      return t('main.dial.other-directory-short', { host: failure.host })
    case 'directory-unreachable':
      return t('main.dial.directory-unreachable-call')
    case 'bad-handle':
    case 'myself':
    case 'in-a-call':
      return t(`main.dial.${failure.kind}`)
    default:
      return t('main.dial.other')
  }
}

/** What the directory said to the typed text, where that is more than a row in the list. */
export function wordSearch(
  t: TFunction,
  { typed, found, isCurrent }: DialSearchState,
  host: string,
): DialNote | null {
  if (!found || !isCurrent) return null
  const { exact } = found
  switch (exact.kind) {
    case 'found':
      return null
    case 'none':
      return decideRows(found).length > 0
        ? null
        : { words: t('main.dial.noMatch', { typed: typed.trim() }), isTrouble: false }
    case 'not-found':
      return found.matches.length > 0
        ? null
        : { words: t('main.dial.not-found', { handle: exact.handle, host }), isTrouble: false }
    case 'myself':
      return { words: t('main.dial.myself'), isTrouble: false }
    case 'other-directory':
      return { words: t('main.dial.other-directory', exact), isTrouble: true }
    case 'directory-unreachable':
      return { words: t('main.dial.directory-unreachable', exact), isTrouble: true }
  }
}
