import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import type { Clock } from '../../contract/clock.ts'
import type { TopicStore } from '../bridge/topic-store.ts'
import type { MediaView } from '../media/media-view.ts'
import type { SnapshotStore } from '../media/snapshot-store.ts'
import { createPacedStore } from '../ui/paced-store.ts'

/** What the window is drawn from. */
export type ShownSnapshots = Pick<AllSnapshots, 'calls' | 'me'> &
  Pick<MediaView, 'ownPicture' | 'ownVoice' | 'remote' | 'hasRemotePicture'>

/** An eye sees no difference, and a call that begins changes a dozen times within a quarter of a second. */
const REST_MS = 60

/** Their picture, and the streams it comes from, are shown at once. */
const isUrgent = (before: ShownSnapshots, after: ShownSnapshots): boolean =>
  before.hasRemotePicture !== after.hasRemotePicture || before.remote !== after.remote

export function createShownSnapshots(
  topics: Pick<TopicStore, 'get' | 'subscribe'>,
  media: SnapshotStore<MediaView>,
  clock: Clock,
): SnapshotStore<ShownSnapshots> {
  const read = () => {
    const { ownPicture, ownVoice, remote, hasRemotePicture } = media.get()
    const [calls, me] = [topics.get('calls'), topics.get('me')]
    return { calls, me, ownPicture, ownVoice, remote, hasRemotePicture }
  }
  const subscribe = (listener: () => void) => {
    const disposers = [
      topics.subscribe('calls', listener),
      topics.subscribe('me', listener),
      media.subscribe(listener),
    ]
    return () => {
      for (const dispose of disposers) dispose()
    }
  }
  return createPacedStore({ read, subscribe }, { clock, restMs: REST_MS, isUrgent })
}
