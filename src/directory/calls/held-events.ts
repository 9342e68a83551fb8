import { LIMITS } from '../../contract/limits.ts'
import type { DeviceEvent } from '../bus/bus.ts'
import { KEEPING } from '../limits.ts'

/** What waits for one device: in order, and bounded. */
export type HeldEvents = {
  /** False when the bound is reached: it was not kept. */
  readonly hold: (event: DeviceEvent) => boolean
  /** Hands everything over, once. */
  readonly release: () => readonly DeviceEvent[]
}

export function createHeldEvents(): HeldEvents {
  let events: DeviceEvent[] = []
  let count = { candidates: 0, descriptions: 0, messages: 0, bytes: 0 }

  return {
    hold: (event) => {
      const next = { ...count, bytes: count.bytes + JSON.stringify(event.payload).length }
      if (event.name === 'call.signal') {
        if (event.payload.frame.type === 'candidate') next.candidates += 1
        else next.descriptions += 1
      } else next.messages += 1
      const isTooMuch =
        next.candidates > LIMITS.candidatesPerCall ||
        next.descriptions > KEEPING.heldDescriptions ||
        next.messages > KEEPING.heldMessages ||
        next.bytes > KEEPING.heldBytes
      if (isTooMuch) return false
      count = next
      events.push(event)
      return true
    },
    release: () => {
      const released = events
      events = []
      count = { candidates: 0, descriptions: 0, messages: 0, bytes: 0 }
      return released
    },
  }
}
