import type { DeviceId, Handle } from '../../contract/ids.ts'
import type { EventName, PayloadOf } from '../../contract/rpc/contract.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'

/** An event of the directory's contract with its payload. */
export type DeviceEvent = {
  [N in EventName<DirectoryContract>]: { readonly name: N; readonly payload: PayloadOf<DirectoryContract, N> }
}[EventName<DirectoryContract>]

/** What one part of the directory tells the sockets, wherever they are. */
export type BusMessage =
  /** Calls of an account changed, or what one of its devices has not acknowledged yet. */
  | { readonly type: 'calls-changed'; readonly handle: Handle; readonly device: DeviceId | null }
  /** The account's own record changed; the device that changed it knows already. */
  | { readonly type: 'account-changed'; readonly handle: Handle; readonly by: DeviceId | null }
  /** Presence, policy or a relation changed: those who watch this person are told, or only one of them. */
  | { readonly type: 'reachability-changed'; readonly handle: Handle; readonly to: Handle | null }
  /** What an account may do changed: its devices are told anew of everybody whom they watch. */
  | { readonly type: 'outlook-changed'; readonly handle: Handle }
  | { readonly type: 'requests-changed'; readonly handle: Handle }
  /** The device that changed them knows already. */
  | { readonly type: 'relations-changed'; readonly handle: Handle; readonly by: DeviceId }
  | { readonly type: 'passes-changed'; readonly handle: Handle; readonly by: DeviceId | null }
  | { readonly type: 'device-event'; readonly device: DeviceId; readonly event: DeviceEvent }

/** Carries messages to the node that holds a device's socket. In order for each device. */
export type Bus = {
  readonly publish: (message: BusMessage) => void
  readonly onMessage: (listener: (message: BusMessage) => void) => () => void
}
