import type { MeSnapshot } from '../../contract/bridge/snapshots.ts'

/** Whether the directory has what holds on this device. */
export type UploadState = NonNullable<MeSnapshot>['policyUpload']
export type UploadFailure = Extract<UploadState, { kind: 'failed' }>['why']

export const toUploadState = (isSaved: boolean, failure: UploadFailure | null): UploadState => {
  if (isSaved) return { kind: 'saved' }
  return failure === null ? { kind: 'waiting' } : { kind: 'failed', why: failure }
}

/** Of several things that go up, the one that is furthest from being saved. */
export function worstUpload(states: readonly UploadState[]): UploadState {
  const failed = states.find(({ kind }) => kind === 'failed')
  return failed ?? states.find(({ kind }) => kind === 'waiting') ?? { kind: 'saved' }
}

/** A failure that says nothing about what was sent: it goes up again on the next connection. */
export const isLinkFailure = (kind: string): boolean =>
  kind === 'disconnected' || kind === 'timed-out' || kind === 'not-signed-in'
