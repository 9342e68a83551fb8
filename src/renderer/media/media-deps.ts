import type { Clock } from '../../contract/clock.ts'
import type { CallConnection, CallConnectionOptions } from './call-connection.ts'
import type { CertificateSource } from './certificate.ts'
import type { CaptureDevices, MediaBridge } from './ports.ts'

/** All that the media touch: main over the bridge, the devices, the browser's connections, and time. */
export type MediaDeps = {
  readonly bridge: MediaBridge
  readonly devices: CaptureDevices
  readonly certificates: CertificateSource
  readonly createConnection: (options: CallConnectionOptions) => CallConnection
  readonly clock: Clock
}
