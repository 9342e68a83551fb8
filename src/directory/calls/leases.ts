import type { Clock } from '../../contract/clock.ts'
import type { DeviceId } from '../../contract/ids.ts'
import { TIMES } from '../../contract/limits.ts'
import { KEEPING } from '../limits.ts'

/** Which of the two devices of an answered call still say that they are in it. */
export type Leases = {
  readonly renew: (device: DeviceId) => void
  readonly isPresent: (device: DeviceId) => boolean
  readonly close: () => void
}

export type LeasesOptions = {
  readonly clock: Clock
  readonly devices: readonly [DeviceId, DeviceId]
  /** A lease lapsed, or came back: a hint for the other side. */
  readonly onChange: () => void
  /** Nobody has renewed for long. */
  readonly onAbandoned: () => void
}

/** Both begin with a fresh lease. */
export function createLeases({ clock, devices, onChange, onAbandoned }: LeasesOptions): Leases {
  const timers = new Map<DeviceId, () => void>()
  const present = new Set<DeviceId>(devices)
  let cancelAbandoned = () => {}

  const lapse = (device: DeviceId) => {
    present.delete(device)
    if (present.size === 0) cancelAbandoned = clock.setTimer(KEEPING.abandonedCallMs, onAbandoned)
    onChange()
  }
  const extend = (device: DeviceId) => {
    timers.get(device)?.()
    timers.set(
      device,
      clock.setTimer(TIMES.leaseLapseMs, () => lapse(device)),
    )
  }
  for (const device of devices) extend(device)

  return {
    renew: (device) => {
      if (!devices.includes(device)) return
      extend(device)
      if (present.has(device)) return
      present.add(device)
      cancelAbandoned()
      onChange()
    },
    isPresent: (device) => present.has(device),
    close: () => {
      for (const cancel of timers.values()) cancel()
      cancelAbandoned()
    },
  }
}
