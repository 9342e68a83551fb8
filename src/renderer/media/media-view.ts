import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import type { CallStatistics } from './statistics.ts'

/** What the call window may show and play. The streams go to `srcObject`. */
export type MediaView = {
  /** My own camera, for the small picture; null while it is off. */
  readonly ownPicture: MediaStream | null
  /** My microphone, for its level; null while it is off or muted. */
  readonly ownVoice: MediaStream | null
  /** The other side's voice and picture; null until its certificate was compared. */
  readonly remote: MediaStream | null
  /** The other side's picture comes from a camera, not from a placeholder. */
  readonly hasRemotePicture: boolean
  readonly microphone: CaptureState
  readonly camera: CaptureState
  readonly statistics: CallStatistics | null
}

export const NO_MEDIA: MediaView = {
  ownPicture: null,
  ownVoice: null,
  remote: null,
  hasRemotePicture: false,
  microphone: 'off',
  camera: 'off',
  statistics: null,
}
