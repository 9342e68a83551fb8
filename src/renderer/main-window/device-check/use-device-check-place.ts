import { useState } from 'react'

type Place = 'away' | 'open' | 'come-back'

export type DeviceCheckPlace = {
  readonly isOpen: boolean
  readonly hasComeBack: boolean
  readonly onOpen: (() => void) | null
  readonly onBack: () => void
  /** Another tab was chosen: the page does not wait behind it. */
  readonly onLeave: () => void
}

/** Whether Settings shows the device check. A call takes the devices: the page closes, and stays closed after it. */
export function useDeviceCheckPlace(isInCall: boolean): DeviceCheckPlace {
  const [place, setPlace] = useState<Place>('away')
  if (isInCall && place !== 'away') setPlace('away')
  return {
    isOpen: place === 'open' && !isInCall,
    hasComeBack: place === 'come-back',
    onOpen: isInCall ? null : () => setPlace('open'),
    onBack: () => setPlace('come-back'),
    onLeave: () => setPlace('away'),
  }
}
