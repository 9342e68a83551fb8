import type { CallingPolicy } from '../../contract/calling-policy.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { PolicyRow } from './schema.ts'

type PolicyColumns = Omit<PolicyRow, 'handle'>

export const writePolicy = (policy: CallingPolicy, signed: SignedStatement | null): PolicyColumns => ({
  revision: policy.revision,
  is_calling_on: bit(policy.isCallingOn),
  from_address_book: bit(policy.sources.addressBook),
  from_follows: bit(policy.sources.follows),
  from_verified: bit(policy.sources.verified),
  from_everyone: bit(policy.sources.everyone),
  is_do_not_disturb: bit(policy.isDoNotDisturb),
  quiet_from_minute: policy.quietHours?.fromMinute ?? null,
  quiet_to_minute: policy.quietHours?.toMinute ?? null,
  quiet_time_zone: policy.quietHours?.timeZone ?? null,
  disclosure: policy.disclosure,
  statement_text: signed?.text ?? null,
  statement_signature: signed?.signature ?? null,
})

export function readPolicy(row: PolicyColumns): CallingPolicy {
  const { quiet_from_minute: fromMinute, quiet_to_minute: toMinute, quiet_time_zone: timeZone } = row
  return {
    revision: row.revision,
    isCallingOn: row.is_calling_on === 1,
    sources: {
      addressBook: row.from_address_book === 1,
      follows: row.from_follows === 1,
      verified: row.from_verified === 1,
      everyone: row.from_everyone === 1,
    },
    isDoNotDisturb: row.is_do_not_disturb === 1,
    quietHours:
      fromMinute !== null && toMinute !== null && timeZone !== null
        ? { fromMinute, toMinute, timeZone }
        : null,
    disclosure: row.disclosure,
  }
}

export const readSigned = (row: PolicyColumns): SignedStatement | null =>
  row.statement_text !== null && row.statement_signature !== null
    ? { text: row.statement_text, signature: row.statement_signature }
    : null

export const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)
