import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import type { CallStatistics } from './statistics.ts'

/** What the call window may show and play. A picture is an element that plays by itself. */
export type MediaView = {
  /** My own camera, for the small picture; null while it is off. */
  readonly ownPicture: HTMLVideoElement | null
  /** My microphone, for its level; null while it is off or muted. */
  readonly ownVoice: MediaStream | null
  /** The other side's picture: it cannot be seen until `hasRemotePicture`. */
  readonly remotePicture: HTMLVideoElement | null
  /** Null until the other side's certificate was compared. */
  readonly remoteVoice: MediaStream | null
  /** The other side's picture comes from a camera, not from a placeholder. */
  readonly hasRemotePicture: boolean
  readonly microphone: CaptureState
  readonly camera: CaptureState
  readonly statistics: CallStatistics | null
}

export const NO_MEDIA: MediaView = {
  ownPicture: null,
  ownVoice: null,
  remotePicture: null,
  remoteVoice: null,
  hasRemotePicture: false,
  microphone: 'off',
  camera: 'off',
  statistics: null,
}
