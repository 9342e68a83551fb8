import { useEffect, useState } from 'react'
import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import { DeviceCheckView } from '../main-window/device-check/device-check-view.tsx'
import { createFakePicture } from './fake-picture.ts'
import { type GalleryView, type GalleryViews, mainSize } from './gallery-view.ts'
import { ordinary } from './snapshots/everything.ts'

type Told = {
  readonly microphone: CaptureState
  readonly camera: CaptureState
  readonly level: number
  readonly isPlaying?: boolean
  readonly hasEcho?: boolean
}

const nothing = () => {}

/** The page with devices as they are told, without opening any. */
function Check({ microphone, camera, level, isPlaying = false, hasEcho = true }: Told) {
  const picture = usePicture(camera === 'on')
  return (
    <DeviceCheckView
      microphone={{
        state: microphone,
        name: microphone === 'on' ? 'MacBook Pro Microphone' : '',
        wasHeard: level > 0,
      }}
      camera={{ state: camera, name: camera === 'on' ? 'FaceTime HD Camera' : '' }}
      picture={picture}
      isPlaying={isPlaying}
      onLevel={(listener) => {
        listener(level)
        return nothing
      }}
      onBack={nothing}
      onTryAgain={nothing}
      onPlay={nothing}
      onCallEcho={hasEcho ? nothing : null}
    />
  )
}

function usePicture(isOn: boolean): HTMLVideoElement | null {
  const [picture, setPicture] = useState<HTMLVideoElement | null>(null)
  useEffect(() => {
    if (!isOn) return undefined
    const fake = createFakePicture('bright-room')
    setPicture(fake.picture)
    return () => {
      setPicture(null)
      fake.stop()
    }
  }, [isOn])
  return picture
}

const view = (told: Told, size: GalleryView['size'] = mainSize): GalleryView => ({
  size,
  snapshots: ordinary,
  content: (
    <main className="h-full pt-3">
      <Check {...told} />
    </main>
  ),
})

export const deviceCheckViews: GalleryViews = {
  'device-check': view({ microphone: 'on', camera: 'on', level: 0.62 }),
  'device-check-silent': view({ microphone: 'on', camera: 'on', level: 0, isPlaying: true }),
  'device-check-opening': view({ microphone: 'opening', camera: 'opening', level: 0, hasEcho: false }),
  'device-check-missing': view({ microphone: 'missing', camera: 'missing', level: 0 }),
  'device-check-refused': view({ microphone: 'refused', camera: 'refused', level: 0 }),
  'device-check-in-use': view(
    { microphone: 'on', camera: 'in-use', level: 0.3 },
    { widthPx: 340, heightPx: 680 },
  ),
}
