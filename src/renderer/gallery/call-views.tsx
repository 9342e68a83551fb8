import { useEffect, useRef, useState } from 'react'
import { CallWindowView } from '../call-window/call-view.tsx'
import type { RunningViewProps } from '../call-window/running-view.tsx'
import { press } from './act.ts'
import { createFakePicture } from './fake-picture.ts'
import type { GalleryView, GalleryViews } from './gallery-view.ts'
import { type CallSnapshot, callSnapshots } from './snapshots/call.ts'
import { ordinary } from './snapshots/everything.ts'

const sizes = {
  usual: { widthPx: 960, heightPx: 600 },
  small: { widthPx: 480, heightPx: 320 },
  large: { widthPx: 1600, heightPx: 1000 },
} as const

/** These are shown small and large as well. */
const ALL_SIZES = new Set([
  'video',
  'voice',
  'ringing-video',
  'no-microphone',
  'ended-insecure',
  'video-muted',
])

function CallPicture({ snapshot, isIdle }: { readonly snapshot: CallSnapshot; readonly isIdle: boolean }) {
  const pictures = useFakePictures(snapshot.pictures)
  const levels = { own: useRef<HTMLSpanElement>(null), remote: useRef<HTMLSpanElement>(null) }
  useEffect(() => {
    // The voice of the other person, as if it spoke now.
    for (const ring of levels.remote.current?.children ?? []) {
      if (ring instanceof HTMLElement) ring.style.setProperty('--level', '0.55')
    }
  })
  return (
    <CallWindowView
      screen={snapshot.screen}
      pictures={pictures}
      levels={levels}
      nowMs={snapshot.nowMs}
      isIdle={isIdle}
    />
  )
}

function useFakePictures({ own, remote }: CallSnapshot['pictures']): RunningViewProps['pictures'] {
  const [pictures, setPictures] = useState<RunningViewProps['pictures']>({ own: null, remote: null })
  useEffect(() => {
    const made = {
      own: own ? createFakePicture('dusk') : null,
      remote: remote ? createFakePicture('bright-room') : null,
    }
    setPictures({ own: made.own?.picture ?? null, remote: made.remote?.picture ?? null })
    return () => {
      made.own?.stop()
      made.remote?.stop()
    }
  }, [own, remote])
  return pictures
}

const callView = (
  snapshot: CallSnapshot,
  size: keyof typeof sizes,
  part: Partial<GalleryView> & { readonly isIdle?: boolean } = {},
): GalleryView => {
  const { isIdle = false, ...rest } = part
  return {
    size: sizes[size],
    snapshots: ordinary,
    content: <CallPicture snapshot={snapshot} isIdle={isIdle} />,
    ...rest,
  }
}

const compare = { act: () => press('button[aria-haspopup="dialog"]') }

export const callViews: GalleryViews = Object.fromEntries(
  callSnapshots.flatMap((snapshot): [string, GalleryView][] => {
    const name = `call-${snapshot.name}`
    const views: [string, GalleryView][] = [[name, callView(snapshot, 'usual')]]
    if (ALL_SIZES.has(snapshot.name)) {
      views.push([`${name}-small`, callView(snapshot, 'small')])
      views.push([`${name}-large`, callView(snapshot, 'large')])
    }
    if (snapshot.name === 'video') views.push([`${name}-idle`, callView(snapshot, 'usual', { isIdle: true })])
    if (snapshot.name === 'video-first-contact' || snapshot.name === 'video-changed-key') {
      views.push([`${name}-compare`, callView(snapshot, 'usual', compare)])
      views.push([`${name}-compare-small`, callView(snapshot, 'small', compare)])
    }
    return views
  }),
)
