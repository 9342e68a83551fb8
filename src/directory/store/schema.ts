import type { EndReason } from '../../contract/call-end.ts'
import type {
  CallId,
  DeviceId,
  DirectoryHost,
  DisplayName,
  Handle,
  Sha256,
  Signature,
} from '../../contract/ids.ts'

/** The rows as they lie in the database: what was parsed before it was written. Times in milliseconds. */
export type Database = {
  schema_versions: { number: number; applied_at_ms: number }
  directory_key: { id: 1; host: DirectoryHost; private_key: string; created_at_ms: number }
  accounts: { handle: Handle; display_name: DisplayName; created_at_ms: number }
  device_lists: { handle: Handle; number: number; text: string; signature: Signature }
  policies: { handle: Handle; revision: number; is_calling_on: 0 | 1 }
  invitations: {
    code_hash: Sha256
    created_at_ms: number
    used_by: Handle | null
    used_at_ms: number | null
  }
  account_resets: {
    handle: Handle
    /** Rises with each reset of the handle. */
    number: number
    is_open: 0 | 1
    code_hash: Sha256
    expires_at_ms: number
  }
  calls: CallRow
  call_devices: { call_id: CallId; device: DeviceId; acknowledged: 0 | 1 }
}

export type CallRow = {
  call_id: CallId
  caller: Handle
  caller_device: DeviceId
  callee: Handle
  invitation_text: string
  invitation_signature: Signature
  placed_at_ms: number
  state: 'ringing' | 'answered' | 'ended'
  accept_text: string | null
  accept_signature: Signature | null
  answered_by: DeviceId | null
  answered_at_ms: number | null
  end_reason: EndReason | null
  ended_at_ms: number | null
  declined_by: DeviceId | null
}
