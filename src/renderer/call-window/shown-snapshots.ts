import type { AllSnapshots, CallView } from '../../contract/bridge/snapshots.ts'
import type { Clock } from '../../contract/clock.ts'
import type { TopicStore } from '../bridge/topic-store.ts'
import type { MediaView } from '../media/media-view.ts'
import type { SnapshotStore } from '../stores/snapshot-store.ts'
import { createPacedStore } from '../stores/paced-store.ts'
import { expectsPicture } from './call-screen.ts'

/** What the window is drawn from. */
export type ShownSnapshots = Pick<AllSnapshots, 'calls' | 'me'> &
  Pick<MediaView, 'ownPicture' | 'ownVoice' | 'remotePicture' | 'remoteVoice' | 'hasRemotePicture'>

/** An eye sees no difference, and a call that begins changes a dozen times within a quarter of a second. */
const REST_MS = 60

/**
 * Between the answer and the first picture the page has a connection to make, and most often has made it before this:
 * the words of the moments until then would only keep the picture waiting.
 */
const CONNECTING_WAIT_MS = 250

/** A picture is seen as soon as it is there (`media/picture.ts`); what stands around it may follow. */
function firstWaitMs(before: ShownSnapshots, after: ShownSnapshots): number {
  if (before.hasRemotePicture !== after.hasRemotePicture) return REST_MS
  return after.calls.calls.some((call) => awaitsPicture(call, after)) ? CONNECTING_WAIT_MS : 0
}

function awaitsPicture(call: CallView, { hasRemotePicture }: ShownSnapshots): boolean {
  const { kind } = call.phase
  return kind === 'connecting' || (kind === 'connected' && !hasRemotePicture && expectsPicture(call))
}

export function createShownSnapshots(
  topics: Pick<TopicStore, 'get' | 'subscribe'>,
  media: SnapshotStore<MediaView>,
  clock: Clock,
): SnapshotStore<ShownSnapshots> {
  const read = () => {
    const { ownPicture, ownVoice, remotePicture, remoteVoice, hasRemotePicture } = media.get()
    const [calls, me] = [topics.get('calls'), topics.get('me')]
    return { calls, me, ownPicture, ownVoice, remotePicture, remoteVoice, hasRemotePicture }
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
  return createPacedStore({ read, subscribe }, { clock, restMs: REST_MS, firstWaitMs })
}
