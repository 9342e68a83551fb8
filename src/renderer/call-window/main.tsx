// First: the page's policy refuses the `eval` that zod would try as soon as a schema is made.
import '../bridge/zod-without-eval.ts'
import { useMemo } from 'react'
import { pageClock } from '../bridge/page-clock.ts'
import { type Bridge, useBridge } from '../bridge/use-bridge.ts'
import { createMediaBridge } from '../media/bridge-port.ts'
import { createBrowserDevices } from '../media/browser-devices.ts'
import { createCallConnection } from '../media/call-connection.ts'
import { createCertificateSource } from '../media/certificate.ts'
import { createMediaController, type MediaController } from '../media/controller.ts'
import { startRingbackTone } from '../sounds/ringback-tone.ts'
import type { CallStatistics } from '../media/statistics.ts'
import { startWindow } from '../ui/start-window.tsx'
import { CallWindow } from './call-window.tsx'

declare global {
  interface Window {
    /** The newest numbers of the running call, without any address; null where none runs. */
    ahoyCallStatistics?: () => CallStatistics | null
  }
}

const audioContext = new AudioContext()
const startRingback = () => startRingbackTone(audioContext)

let media: MediaController | null = null

/** The page has one set of media, from the moment its bridge is there until the page goes. */
function findMedia(bridge: Bridge): MediaController {
  media ??= createMediaController({
    bridge: createMediaBridge(bridge),
    devices: createBrowserDevices(navigator.mediaDevices),
    certificates: createCertificateSource(pageClock.nowMs),
    createConnection: createCallConnection,
    clock: pageClock,
  })
  const { view } = media
  window.ahoyCallStatistics = () => view.get().statistics
  return media
}

function CallPage() {
  const bridge = useBridge()
  const { view } = useMemo(() => findMedia(bridge), [bridge])
  return <CallWindow media={view} audioContext={audioContext} startRingback={startRingback} />
}

startWindow({ view: <CallPage />, isAlwaysDark: true })
