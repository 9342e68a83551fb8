import type { CallView } from '../../contract/bridge/snapshots.ts'
import { RingWindow } from '../ring-window/ring-window.tsx'
import { type GalleryView, type GalleryViews, ringSize } from './gallery-view.ts'
import { ringing } from './snapshots/calls.ts'
import { ordinary } from './snapshots/everything.ts'

const silent = () => () => {}

const ring = (...calls: readonly CallView[]): GalleryView => ({
  size: ringSize,
  snapshots: { ...ordinary, calls: { calls: [...calls] } },
  content: <RingWindow startTone={silent} />,
})

export const ringViews: GalleryViews = {
  'ring-video': ring(ringing()),
  'ring-voice': ring(ringing({ media: 'audio' })),
  'ring-first-contact': ring(ringing({ handle: 'zoe', displayName: 'Zoé Martin', isFirstContact: true })),
  'ring-changed-key': ring(ringing({ hasChangedKey: true })),
  'ring-long-name': ring(
    ringing({
      handle: 'maximiliane_von_hohenstein',
      displayName: 'Maximiliane Theodora von Hohenstein-Oettingen',
      isFirstContact: true,
    }),
  ),
  'ring-right-to-left': ring(ringing({ handle: 'layla', displayName: 'ليلى عبد الرحمن' })),
  'ring-two': ring(ringing({ number: 2 }), ringing({ handle: 'claire', displayName: 'Claire Dubois' })),
}
