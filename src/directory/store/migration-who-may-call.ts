/**
 * Policies as their owners sign them, relations, requests to call, ring passes, and what the administrator grants. Whoever
 * had calling on before could be rung by everyone, so that is what the rows that are there say from now on.
 */
export const WHO_MAY_CALL: readonly string[] = [
  'alter table accounts add column badge text',
  "alter table accounts add column plan text not null default 'free'",
  'alter table policies add column from_address_book integer not null default 1',
  'alter table policies add column from_follows integer not null default 1',
  'alter table policies add column from_verified integer not null default 0',
  'alter table policies add column from_everyone integer not null default 1',
  'alter table policies add column is_do_not_disturb integer not null default 0',
  'alter table policies add column quiet_from_minute integer',
  'alter table policies add column quiet_to_minute integer',
  'alter table policies add column quiet_time_zone text',
  "alter table policies add column disclosure text not null default 'full'",
  'alter table policies add column statement_text text',
  'alter table policies add column statement_signature text',
  `create table relations (
    owner text not null references accounts (handle) on delete cascade, person text not null,
    revision bigint not null, is_in_address_book integer not null, is_followed integer not null,
    is_blocked integer not null, exception text not null, granted text not null, spent_revision bigint,
    spent_call text, statement_text text not null, statement_signature text not null,
    primary key (owner, person))`,
  'create index relations_by_person on relations (person, is_followed, owner)',
  `create table call_requests (
    caller text not null references accounts (handle) on delete cascade,
    callee text not null references accounts (handle) on delete cascade,
    line text not null, at_ms bigint not null, state text not null, primary key (caller, callee))`,
  'create index call_requests_by_callee on call_requests (callee, state, at_ms)',
  'create index call_requests_by_time on call_requests (at_ms)',
  `create table call_request_counts (
    caller text not null references accounts (handle) on delete cascade, at_ms bigint not null)`,
  'create index call_request_counts_by_caller on call_request_counts (caller, at_ms)',
  `create table ring_passes (
    owner text not null references accounts (handle) on delete cascade, pass_id text not null, for_handle text,
    made_at_ms bigint not null, expires_at_ms bigint not null, state text not null, used_by text,
    used_at_ms bigint, used_call text, statement_text text not null, statement_signature text not null,
    primary key (owner, pass_id))`,
  `create table directory_settings (
    id integer primary key check (id = 1), placing text not null, rollout_percent real not null)`,
  'create table administrator_changes (number bigint primary key, handle text)',
]
