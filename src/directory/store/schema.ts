import type { Badge, Plan, PlacingRule } from '../../contract/calling-policy.ts'
import type {
  CallId,
  DeviceId,
  DirectoryHost,
  DisplayName,
  Handle,
  Sha256,
  Signature,
} from '../../contract/ids.ts'
import type { KeptEndReason } from '../calls/call-record.ts'

/** The rows as they lie in the database: what was parsed before it was written. Times in milliseconds. */
export type Database = {
  schema_versions: { number: number; applied_at_ms: number }
  directory_key: { id: 1; host: DirectoryHost; private_key: string; created_at_ms: number }
  accounts: {
    handle: Handle
    display_name: DisplayName
    created_at_ms: number
    badge: Badge | null
    plan: Plan
  }
  device_lists: { handle: Handle; number: number; text: string; signature: Signature }
  policies: PolicyRow
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
  relations: RelationRow
  call_requests: RequestRow
  /** One for each request that an account has sent lately, also for one that was withdrawn. */
  call_request_counts: { caller: Handle; at_ms: number }
  ring_passes: PassRow
  directory_settings: { id: 1; placing: PlacingRule; rollout_percent: number }
  /** What an administrator has changed, in order; `handle` is null where it is about everybody. */
  administrator_changes: { number: number; handle: Handle | null }
}

export type PolicyRow = {
  handle: Handle
  revision: number
  is_calling_on: 0 | 1
  from_address_book: 0 | 1
  from_follows: 0 | 1
  from_verified: 0 | 1
  from_everyone: 0 | 1
  is_do_not_disturb: 0 | 1
  quiet_from_minute: number | null
  quiet_to_minute: number | null
  quiet_time_zone: string | null
  disclosure: 'full' | 'plain'
  /** Null: no device has signed one yet. */
  statement_text: string | null
  statement_signature: Signature | null
}

export type RelationRow = {
  owner: Handle
  person: Handle
  revision: number
  is_in_address_book: 0 | 1
  is_followed: 0 | 1
  is_blocked: 0 | 1
  exception: 'none' | 'always' | 'never'
  granted: 'none' | 'once'
  /** The revision whose grant was used, and the call that used it. */
  spent_revision: number | null
  spent_call: CallId | null
  statement_text: string
  statement_signature: Signature
  /** Rises with each relation that is stored of the owner's. */
  mark: number
}

export type RequestRow = {
  caller: Handle
  callee: Handle
  line: string
  at_ms: number
  /** `withheld`: the caller believes that it waits, and the callee never sees it. */
  state: 'pending' | 'withheld' | 'once' | 'always' | 'never'
}

export type PassRow = {
  owner: Handle
  pass_id: Sha256
  for_handle: Handle | null
  made_at_ms: number
  expires_at_ms: number
  state: 'unused' | 'used' | 'revoked'
  used_by: Handle | null
  used_at_ms: number | null
  used_call: CallId | null
  statement_text: string
  statement_signature: Signature
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
  end_reason: KeptEndReason | null
  ended_at_ms: number | null
  declined_by: DeviceId | null
}
