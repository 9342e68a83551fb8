import { describe, expect, it } from 'vitest'
import {
  Address,
  CallId,
  DeviceId,
  DirectoryHost,
  Fingerprint,
  Handle,
  Sha256,
} from '../../../../src/contract/ids.ts'
import { TIMES } from '../../../../src/contract/limits.ts'
import type { Invitation } from '../../../../src/contract/statements.ts'
import { decidePlace, decideSender, type PlaceFacts } from '../../../../src/directory/calls/decide-place.ts'
import { KEEPING } from '../../../../src/directory/limits.ts'

const host = DirectoryHost.parse('ahoy.example')
const device = DeviceId.parse('a'.repeat(32))
const caller = { handle: Handle.parse('ann'), device }
const nowMs = 1_000_000
const head = Sha256.parse('1'.repeat(64))

const invitation: Invitation = {
  callId: CallId.parse('0'.repeat(32)),
  from: Address.parse('@ann@ahoy.example'),
  device,
  listNumber: 3,
  to: Address.parse('@bob@ahoy.example'),
  toListHead: head,
  media: 'audio',
  fingerprint: Fingerprint.parse('2'.repeat(64)),
  commitment: Sha256.parse('3'.repeat(64)),
  pass: null,
  issuedAtMs: nowMs,
  expiresAtMs: nowMs + TIMES.invitationAgeMs,
}
const list = { number: 3, head, devices: [] }
const sender = (change: Partial<Invitation>) => decideSender(host, { ...invitation, ...change }, caller, list)
const decide = (change: Partial<Invitation>, facts: Partial<PlaceFacts>) => {
  const result = decidePlace({
    invitation: { ...invitation, ...change },
    nowMs,
    isDuplicate: false,
    callee: { list, isOnline: true, disclosure: 'full' },
    reachability: { verdict: 'allowed', rule: 'everyone' },
    hasTooManyRings: { caller: false, callee: false },
    ...facts,
  })
  return result
}
const placed = (change: Partial<Invitation> = {}, facts: Partial<PlaceFacts> = {}) => {
  const result = decide(change, facts)
  return result.ok ? result.value : result.error.kind
}
const refusal = (facts: Partial<PlaceFacts>) => {
  const result = decide({}, facts)
  return result.ok ? null : result.error
}

describe('who an invitation speaks of', () => {
  it('ID3 its sender, on this directory, with its newest device list', () => {
    expect(sender({}).ok).toBe(true)
    expect(sender({ device: DeviceId.parse('b'.repeat(32)) })).toMatchObject({ error: { why: 'device' } })
    for (const wrong of [
      { from: Address.parse('@eve@ahoy.example') },
      { from: Address.parse('@ann@other.example') },
      { to: Address.parse('@bob@other.example') },
      { listNumber: 2 },
      { expiresAtMs: nowMs },
    ])
      expect(sender(wrong)).toMatchObject({ ok: false, error: { why: 'content' } })
  })
})

describe('whether a call rings', () => {
  it('RING1 it rings who is online, and is missed at once by who is not', () => {
    expect(placed()).toBe('ring')
    expect(placed({}, { callee: { list, isOnline: false, disclosure: 'full' } })).toBe('offline')
  })

  it('CAN1 calling switched off says the same, online or not', () => {
    const reachability = { verdict: 'refused', rule: 'calling-switched-off' } as const
    for (const isOnline of [true, false])
      expect(placed({}, { reachability, callee: { list, isOnline, disclosure: 'full' } })).toBe('not-allowed')
  })

  it('CAN5 of a callee who shows no reasons every refusal is the same, and a missed call is told to them alone', () => {
    const callee = (isOnline: boolean) => ({ list, isOnline, disclosure: 'plain' as const })
    for (const rule of [
      'blocked',
      'never',
      'not-among',
      'calling-switched-off',
      'ring-pass-refused',
    ] as const)
      for (const isOnline of [true, false])
        expect(refusal({ reachability: { verdict: 'refused', rule }, callee: callee(isOnline) })).toEqual({
          kind: 'not-allowed',
          rule: 'not-available',
        })
    const full = { verdict: 'refused', rule: 'placing-verified' } as const
    expect(refusal({ reachability: full, callee: callee(true) })).toMatchObject({ rule: 'placing-verified' })
    expect(placed({}, { callee: callee(false) })).toBe('untold')
    expect(placed({}, { callee: callee(true) })).toBe('ring')
    const hasTooManyRings = { caller: false, callee: true }
    expect(refusal({ hasTooManyRings, callee: callee(true) })).toMatchObject({ rule: 'not-available' })
  })

  it('CAN5 what is public, or the caller’s own, is told to those who may not ring as to those who may', () => {
    const reachability = { verdict: 'refused', rule: 'blocked' } as const
    const hasTooManyRings = { caller: true, callee: false }
    expect(placed({ toListHead: Sha256.parse('9'.repeat(64)) }, { reachability })).toBe('stale-device-list')
    expect(placed({ expiresAtMs: nowMs }, { reachability })).toBe('stale-invitation')
    expect(placed({}, { reachability, isDuplicate: true })).toBe('duplicate-call')
    expect(placed({}, { reachability, hasTooManyRings })).toBe('rate-limited')
    expect(placed({}, { hasTooManyRings })).toBe('rate-limited')
  })

  it('TRUST1 an older device list of the callee, and a call id that was used, are refused', () => {
    expect(placed({ toListHead: Sha256.parse('9'.repeat(64)) })).toBe('stale-device-list')
    expect(placed({}, { isDuplicate: true })).toBe('duplicate-call')
  })

  it.each([
    ['just in time', { issuedAtMs: nowMs - TIMES.invitationAgeMs, expiresAtMs: nowMs + 1 }, 'ring'],
    [
      'too old',
      { issuedAtMs: nowMs - TIMES.invitationAgeMs - 1, expiresAtMs: nowMs + 1 },
      'stale-invitation',
    ],
    ['a little ahead', { issuedAtMs: nowMs + KEEPING.clockSkewMs }, 'ring'],
    ['not issued yet', { issuedAtMs: nowMs + KEEPING.clockSkewMs + 1 }, 'stale-invitation'],
    ['expired', { issuedAtMs: nowMs - 2, expiresAtMs: nowMs }, 'stale-invitation'],
    ['good for too long', { expiresAtMs: nowMs + 2 * TIMES.invitationAgeMs }, 'stale-invitation'],
  ] as const)('RING3 an invitation that is %s', (_, change, expected) => {
    expect(placed(change)).toBe(expected)
  })
})
