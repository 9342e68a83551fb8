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
  'ring-checked': ring(ringing({ badge: 'organisation-checked', rule: 'address-book' })),
  'ring-badge-first': ring(
    ringing({
      handle: 'zoe',
      displayName: 'Zoé Martin',
      badge: 'subscriber',
      rule: 'verified',
      isFirstContact: true,
    }),
  ),
  'ring-pass': ring(
    ringing({ handle: 'kofi', displayName: 'Kofi Mensah', rule: 'ring-pass', isFirstContact: true }),
  ),
  'ring-always': ring(ringing({ rule: 'always' })),
  'ring-once': ring(ringing({ rule: 'granted-once' })),
  'ring-follows': ring(ringing({ rule: 'follows' })),
  'ring-right-to-left': ring(ringing({ handle: 'layla', displayName: 'ليلى عبد الرحمن' })),
  'ring-two': ring(ringing({ number: 2 }), ringing({ handle: 'claire', displayName: 'Claire Dubois' })),
}
