import { expect, test } from 'vitest'
import type { MediaSession } from '../../../../src/contract/bridge/snapshots.ts'
import { isPermitted, type PermissionAsk } from '../../../../src/main/permissions/decide-permission.ts'
import { sampleCallId } from '../../../support/sample-snapshots.ts'

const session = (microphone: boolean, camera: boolean): MediaSession => ({
  callId: sampleCallId(1),
  attempt: 1,
  role: 'offerer',
  stage: 'open',
  capture: { microphone, camera },
  remoteFingerprint: null,
  stun: null,
})
const ask = (change: Partial<PermissionAsk> = {}): PermissionAsk => ({
  permission: 'media',
  role: 'call',
  isMainFrame: true,
  devices: ['audio'],
  media: session(true, true),
  ...change,
})

test('CALL1 the call page gets the devices that its call wants', () => {
  expect(isPermitted(ask())).toBe(true)
  expect(isPermitted(ask({ devices: ['video'] }))).toBe(true)
  expect(isPermitted(ask({ devices: ['audio', 'video'] }))).toBe(true)
})

test.each([
  ['without a call', { media: null }],
  ['before the answer', { media: session(false, false) }],
  ['for the camera of a voice call', { devices: ['video'], media: session(true, false) }],
  ['for both where one is wanted', { devices: ['audio', 'video'], media: session(true, false) }],
  ['for nothing that it names', { devices: [] }],
  ['from the main window', { role: 'main' }],
  ['from the ring window', { role: 'ring' }],
  ['from a page that is not ours', { role: null }],
  ['from a frame inside', { isMainFrame: false }],
] as const)('TRUST3 a request %s is refused', (_name, change) => {
  expect(isPermitted(ask(change))).toBe(false)
})

test.each([
  'geolocation',
  'notifications',
  'display-capture',
  'local-network',
  'loopback-network',
  'openExternal',
  'hid',
  'something-new',
])('TRUST3 %s is refused', (permission) => {
  expect(isPermitted(ask({ permission }))).toBe(false)
})
