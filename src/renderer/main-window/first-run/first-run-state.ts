import type { BridgeContract } from '../../../contract/bridge/contract.ts'
import type { AppSnapshot } from '../../../contract/bridge/snapshots.ts'
import type { FailureOf, OutputOf } from '../../../contract/rpc/contract.ts'
import type { FirstChoice } from '../../../domain/calling-policy.ts'

export type Step = 'where' | 'restore' | 'address' | 'person' | 'calling' | 'key' | 'finishing'

export type Draft = {
  readonly directory: (OutputOf<BridgeContract, 'setup.join'> & { readonly isHere: boolean }) | null
  readonly address: string
  readonly handle: string
  readonly name: string
  readonly code: string
  readonly calling: FirstChoice | null
  readonly plainKey: 'accept' | 'refuse' | null
}

export const emptyDraft: Draft = {
  directory: null,
  address: '',
  handle: '',
  name: '',
  code: '',
  calling: null,
  plainKey: null,
}

export type DirectoryFailure =
  | FailureOf<BridgeContract, 'setup.join'>
  | FailureOf<BridgeContract, 'setup.startDirectory'>
export type FinishFailure = FailureOf<BridgeContract, 'setup.finish'>

/** What went wrong, at the step and the field where it can be put right. */
export type Problem =
  | { readonly kind: 'directory'; readonly failure: DirectoryFailure | FinishFailure }
  | { readonly kind: 'handle'; readonly why: 'lostRace' | 'reserved' | 'characters' }
  | { readonly kind: 'name' }
  | { readonly kind: 'code'; readonly why: 'codeNeeded' | 'codeRefused' }
  | { readonly kind: 'save' }
  | { readonly kind: 'refused' }

/** The key's place is asked only where the system can't lock it away. */
export function needsKeyStep(app: Pick<AppSnapshot, 'keyStore'>): boolean {
  return app.keyStore !== 'system'
}

/** The dots: looking for the directory's address is a part of the first question. */
export function decideDots(
  step: Step,
  hasKeyStep: boolean,
): { readonly step: number; readonly count: number } {
  const count = hasKeyStep ? 4 : 3
  const places = {
    where: 1,
    restore: 1,
    address: 1,
    person: 2,
    calling: 3,
    key: 4,
    finishing: count,
  } as const
  return { step: places[step], count }
}

/** Where to go back to. Going back before the person's step leaves the chosen directory. */
export function decideBack(step: Step, directory: Draft['directory']): Step | null {
  switch (step) {
    case 'where':
    case 'finishing':
      return null
    case 'restore':
    case 'address':
      return 'where'
    case 'person':
      return directory?.isHere === false ? 'address' : 'where'
    case 'calling':
      return 'person'
    case 'key':
      return 'calling'
  }
}

/** Where a failed finish is put right, and what is said there. */
export function decideFinishProblem(
  failure: FinishFailure,
  lastStep: 'calling' | 'key',
): { readonly step: Step; readonly problem: Problem } {
  switch (failure.kind) {
    case 'handle-taken':
      return { step: 'person', problem: { kind: 'handle', why: 'lostRace' } }
    case 'handle-reserved':
      return { step: 'person', problem: { kind: 'handle', why: 'reserved' } }
    case 'bad-handle':
      return { step: 'person', problem: { kind: 'handle', why: 'characters' } }
    case 'bad-name':
      return { step: 'person', problem: { kind: 'name' } }
    case 'invitation-needed':
      return { step: 'person', problem: { kind: 'code', why: 'codeNeeded' } }
    case 'invitation-refused':
      return { step: 'person', problem: { kind: 'code', why: 'codeRefused' } }
    case 'key-store-consent':
      return { step: 'key', problem: { kind: 'refused' } }
    case 'cannot-save':
      return { step: lastStep, problem: { kind: 'save' } }
    case 'no-directory':
      return { step: 'where', problem: { kind: 'directory', failure } }
    default:
      return { step: lastStep, problem: { kind: 'directory', failure } }
  }
}
