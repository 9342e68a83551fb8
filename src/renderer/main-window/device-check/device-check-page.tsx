import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CallMedia } from '../../../contract/ids.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { createBrowserDevices } from '../../media/browser-devices.ts'
import { CLOSED_DEVICE_CHECK, type DeviceCheck, openDeviceCheck } from '../../media/device-check.ts'
import type { CaptureDevices } from '../../media/ports.ts'
import { DeviceCheckView } from './device-check-view.tsx'

export type DeviceCheckPageProps = {
  readonly onBack: () => void
  readonly onCallEcho: ((media: CallMedia) => void) | null
  /** The browser's own, unless told. */
  readonly devices?: CaptureDevices
}

/** The devices are open while this is on the screen, and no longer: also not in a window that is hidden. */
export function DeviceCheckPage({ onBack, onCallEcho, devices }: DeviceCheckPageProps) {
  const [own] = useState(() => devices ?? createBrowserDevices(navigator.mediaDevices))
  const check = useDeviceCheck(own)
  const snapshot = useSyncExternalStore(
    check?.view.subscribe ?? subscribeToNothing,
    check?.view.get ?? closedSnapshot,
  )
  return (
    <DeviceCheckView
      {...snapshot}
      onLevel={check?.onLevel ?? subscribeToNothing}
      onBack={onBack}
      onTryAgain={(kind) => check?.tryAgain(kind)}
      onPlay={() => check?.playSound()}
      onCallEcho={onCallEcho}
    />
  )
}

const subscribeToNothing = () => () => {}
const closedSnapshot = () => CLOSED_DEVICE_CHECK

function useDeviceCheck(devices: CaptureDevices): DeviceCheck | null {
  const { call } = useBridge()
  const isVisible = useSyncExternalStore(subscribeToVisibility, isPageVisible)
  const [check, setCheck] = useState<DeviceCheck | null>(null)
  useEffect(() => {
    if (!isVisible) return undefined
    let isLeft = false
    let opened: DeviceCheck | null = null
    const open = async () => {
      // Main permits the devices from here on. Where it does not, they are refused, and the page says so.
      await call('deviceCheck.set', { isOpen: true })
      if (isLeft) return
      opened = openDeviceCheck(devices)
      setCheck(opened)
    }
    void open()
    return () => {
      isLeft = true
      opened?.close()
      setCheck(null)
      void call('deviceCheck.set', { isOpen: false })
    }
  }, [call, devices, isVisible])
  return check
}

const isPageVisible = (): boolean => document.visibilityState === 'visible'

function subscribeToVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
