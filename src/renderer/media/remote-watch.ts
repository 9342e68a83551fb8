import type { Clock } from '../../contract/clock.ts'
import { every } from './every.ts'
import { REAL_PICTURE_MIN_PX } from './placeholders.ts'
import type { MediaKind } from './ports.ts'
import { type CallStatistics, readStatistics } from './statistics.ts'

const LISTEN_MS = 100
const STATISTICS_MS = 1_000

export type RemoteWatchOptions = {
  readonly clock: Clock
  /** Once for each kind. */
  readonly onFirstFrame: (kind: MediaKind) => void
  /** Whether the other side's picture comes from a camera, at each change. */
  readonly onPicture: (isReal: boolean) => void
  /** About once a second. */
  readonly onStatistics: (statistics: CallStatistics) => void
}

/**
 * Tells the other side's real media from its placeholders, without its word for it.
 * - Video: a placeholder is 16 pixels wide, a camera's picture never is. The element that plays it says so at once;
 *   the statistics say it again each second, also in a hidden window.
 * - Audio: a placeholder is digital silence, whose level is exactly 0, in the level that each packet carries and in
 *   the energy of what was decoded. A microphone has noise. A muted one is not heard, and so not yet a first frame.
 */
export function watchRemote(
  connection: RTCPeerConnection,
  picture: HTMLVideoElement,
  options: RemoteWatchOptions,
): () => void {
  const { clock } = options
  const first = createFirstFrames(options.onFirstFrame)
  let isPictureReal = false
  let isStopped = false

  const handleWidth = (widthPx: number): void => {
    const isReal = widthPx >= REAL_PICTURE_MIN_PX
    if (isReal) first.see('video')
    if (isReal === isPictureReal || isStopped) return
    isPictureReal = isReal
    options.onPicture(isReal)
  }

  const readOnce = async (): Promise<void> => {
    const report = await connection.getStats()
    if (isStopped) return
    const statistics = readStatistics(entriesOf(report), performance.now())
    handleWidth(statistics.video.widthPx)
    if (statistics.audio.totalAudioEnergy > 0) first.see('audio')
    options.onStatistics(statistics)
  }
  // A connection that was closed meanwhile has nothing to say.
  const read = (): void => void readOnce().catch(() => {})

  const disposers = [
    every(clock, LISTEN_MS, () => {
      if (first.isAwaited('audio') && isHeard(connection)) first.see('audio')
    }),
    every(clock, STATISTICS_MS, read),
    watchWidth(picture, handleWidth),
  ]
  return () => {
    isStopped = true
    for (const dispose of disposers) dispose()
  }
}

function createFirstFrames(onFirstFrame: (kind: MediaKind) => void) {
  const awaited = new Set<MediaKind>(['audio', 'video'])
  return {
    isAwaited: (kind: MediaKind) => awaited.has(kind),
    see: (kind: MediaKind) => {
      if (awaited.delete(kind)) onFirstFrame(kind)
    },
  }
}

/** The level that the newest packets name, between 0 and 1: silence is 0. */
function isHeard(connection: RTCPeerConnection): boolean {
  return connection
    .getReceivers()
    .filter((receiver) => receiver.track.kind === 'audio')
    .flatMap((receiver) => receiver.getSynchronizationSources())
    .some((source) => (source.audioLevel ?? 0) > 0)
}

function watchWidth(video: HTMLVideoElement, onWidth: (widthPx: number) => void): () => void {
  const read = (): void => onWidth(video.videoWidth)
  video.addEventListener('resize', read)
  // What it has shown so far was the black of a disabled track: the next picture counts, also one of the same size.
  const nextFrame = video.requestVideoFrameCallback(read)
  return () => {
    video.removeEventListener('resize', read)
    video.cancelVideoFrameCallback(nextFrame)
  }
}

/** The browser's report is a map whose values its types do not describe. */
function entriesOf(report: RTCStatsReport): Iterable<readonly [string, Readonly<Record<string, unknown>>]> {
  const entries: [string, Readonly<Record<string, unknown>>][] = []
  report.forEach((entry: unknown, id: string) => {
    if (typeof entry === 'object' && entry !== null) entries.push([id, { ...entry }])
  })
  return entries
}
