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

export const createHeldEvents = (): HeldEvents => new EventsForOne()

const NOTHING = { candidates: 0, descriptions: 0, messages: 0, bytes: 0 }

/** A class, since each call has some of them that mostly stay empty: closures of their own would take more memory. */
class EventsForOne implements HeldEvents {
  #events: DeviceEvent[] = []
  #count: Readonly<typeof NOTHING> = NOTHING

  hold(event: DeviceEvent): boolean {
    const next = { ...this.#count, bytes: this.#count.bytes + JSON.stringify(event.payload).length }
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
    this.#count = next
    this.#events.push(event)
    return true
  }

  release(): readonly DeviceEvent[] {
    const released = this.#events
    this.#events = []
    this.#count = NOTHING
    return released
  }
}
