import { expect, test } from 'vitest'
import type { MediaSession } from '../../../../src/contract/bridge/snapshots.ts'
import { isPermitted, type PermissionAsk } from '../../../../src/main/permissions/decide-permission.ts'
import { sampleCallId } from '../../../support/sample-snapshots.ts'

const session = (microphone: boolean, camera: boolean): MediaSession => ({
  callId: sampleCallId(1),
  attempt: 1,
  role: 'offerer',
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
  isDeviceCheckOpen: false,
  ...change,
})

test('CALL1 the call page gets the devices that its call wants', () => {
  expect(isPermitted(ask())).toBe(true)
  expect(isPermitted(ask({ devices: ['video'] }))).toBe(true)
  expect(isPermitted(ask({ devices: ['audio', 'video'] }))).toBe(true)
})

test('CALL7 the main page gets the devices while its device check is open, with or without a call', () => {
  const checking = { role: 'main', isDeviceCheckOpen: true, media: null } as const
  expect(isPermitted(ask(checking))).toBe(true)
  expect(isPermitted(ask({ ...checking, devices: ['video'] }))).toBe(true)
  expect(isPermitted(ask({ ...checking, devices: ['audio', 'video'] }))).toBe(true)
  expect(isPermitted(ask({ ...checking, isDeviceCheckOpen: false }))).toBe(false)
})

test.each([
  ['from a frame inside', { role: 'main', isMainFrame: false }],
  ['for nothing that it names', { role: 'main', devices: [] }],
  ['for the screen', { role: 'main', permission: 'display-capture' }],
  ['from the ring window', { role: 'ring' }],
  ['from the call page without a call', { role: 'call' }],
  ['from a page that is not ours', { role: null }],
] as const)('TRUST3 an open device check permits no request %s', (_name, change) => {
  expect(isPermitted(ask({ isDeviceCheckOpen: true, media: null, ...change }))).toBe(false)
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
