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
  issuedAtMs: nowMs,
  expiresAtMs: nowMs + TIMES.invitationAgeMs,
}
const list = { number: 3, head, devices: [] }
const sender = (change: Partial<Invitation>) => decideSender(host, { ...invitation, ...change }, caller, list)
const placed = (change: Partial<Invitation> = {}, facts: Partial<PlaceFacts> = {}) => {
  const policy = { revision: 0, isCallingOn: true }
  const result = decidePlace({
    invitation: { ...invitation, ...change },
    caller,
    nowMs,
    isDuplicate: false,
    callee: { list, policy, isOnline: true },
    ...facts,
  })
  return result.ok ? result.value : result.error.kind
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
    const policy = { revision: 0, isCallingOn: true }
    expect(placed({}, { callee: { list, policy, isOnline: false } })).toBe('offline')
  })

  it('CAN1 calling switched off says the same, online or not', () => {
    const policy = { revision: 1, isCallingOn: false }
    for (const isOnline of [true, false])
      expect(placed({}, { callee: { list, policy, isOnline } })).toBe('not-allowed')
  })

  it('CAN4 nobody rings themselves', () => {
    expect(placed({ to: Address.parse('@ann@ahoy.example') })).toBe('not-allowed')
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
