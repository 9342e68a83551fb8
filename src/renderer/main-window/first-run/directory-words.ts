import type { TFunction } from 'i18next'
import type { DirectoryFailure, FinishFailure } from './first-run-state.ts'

/** Why a directory could not be used, and what to do. */
export function wordDirectoryFailure(
  t: TFunction,
  failure: DirectoryFailure | FinishFailure,
  isHere: boolean,
): string {
  switch (failure.kind) {
    case 'port-taken':
      return t('firstRun.trouble.port-taken', { port: failure.port })
    case 'unreachable':
      return isHere ? t('firstRun.trouble.unreachable-here') : t('firstRun.trouble.unreachable')
    case 'not-a-directory':
    case 'not-secure':
    case 'key-changed':
    case 'update-this-app':
    case 'update-directory':
    case 'bad-address':
    case 'directory-failed':
      return t(`firstRun.trouble.${failure.kind}`)
    default:
      return t('firstRun.trouble.other')
  }
}
