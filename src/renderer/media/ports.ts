import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { MediaSession } from '../../contract/bridge/snapshots.ts'
import type { InputOf, PayloadOf } from '../../contract/rpc/contract.ts'
import type { Result } from '../../contract/result.ts'

export type MediaFrame = PayloadOf<BridgeContract, 'media.frame'>
export type MediaReport = InputOf<BridgeContract, 'media.report'>['report']

/** What the media need of the bridge. Nothing is awaited: main's answer changes nothing for the page. */
export type MediaBridge = {
  /** Called with the present session as soon as it is known, then with each change. */
  readonly onSession: (listener: (session: MediaSession) => void) => () => void
  readonly onFrame: (listener: (frame: MediaFrame) => void) => () => void
  readonly ready: (input: InputOf<BridgeContract, 'media.ready'>) => void
  readonly send: (input: InputOf<BridgeContract, 'media.send'>) => void
  readonly report: (input: InputOf<BridgeContract, 'media.report'>) => void
}

export type CaptureKind = 'microphone' | 'camera'

/** Why a device did not open: there is none, the system or the app refuses it, or another program holds it. */
export type CaptureFailure = { readonly kind: 'missing' | 'refused' | 'in-use' }

export type CaptureDevices = {
  /** Opens the device that the system prefers. The caller stops the track. */
  readonly open: (kind: CaptureKind) => Promise<Result<MediaStreamTrack, CaptureFailure>>
  /** Called when a device was plugged in or pulled out. */
  readonly onChange: (listener: () => void) => () => void
}

/** The other side's and my kinds of media, as the browser names them. */
export type MediaKind = 'audio' | 'video'
export const MEDIA_KINDS = ['audio', 'video'] as const satisfies readonly MediaKind[]
