import { expect, test } from 'vitest'
import { Address, DirectoryHost, DisplayName } from '../../../../src/contract/ids.ts'
import { wordsOf } from '../../../../src/main/i18n/words.ts'
import { decideTray, type TrayFacts, type TrayItem } from '../../../../src/main/tray/tray-model.ts'
import {
  CONNECTED,
  ENDED,
  RINGING_IN,
  sampleCall,
  sampleCallId,
  sampleHandle,
  sampleRecent,
} from '../../../support/sample-snapshots.ts'
import { policyOf } from '../../../support/sample-policy.ts'

const en = wordsOf('en')
const ME = {
  address: Address.parse('@alice@vm.local'),
  handle: sampleHandle('alice'),
  displayName: DisplayName.parse('Alice'),
  directoryHost: DirectoryHost.parse('vm.local'),
  isDirectoryHere: true,
  policy: policyOf(),
  policyUpload: { kind: 'saved' },
  badge: null,
  placingRefusal: null,
} as const
const facts = (change: Partial<TrayFacts> = {}): TrayFacts => ({
  phase: { kind: 'ready' },
  me: ME,
  connection: { kind: 'online' },
  calls: [],
  recents: { calls: [] },
  ...change,
})
const labels = (items: readonly TrayItem[]): string[] =>
  items.map((item) => (item.kind === 'separator' ? '-' : item.label))
const actionOf = (items: readonly TrayItem[], label: string) => {
  const item = items.find((each) => each.kind === 'action' && each.label === label)
  return item?.kind === 'action' ? item.action : null
}

test('CALL9 an idle tray says available, and offers to open, to switch calls off and to quit', () => {
  const model = decideTray(facts(), en)
  expect(model).toMatchObject({ icon: 'available', title: '', tooltip: 'Ahoy: Available' })
  expect(labels(model.items)).toEqual([
    'Available',
    'Open Ahoy',
    '-',
    'Let people call me',
    'Do not disturb',
    '-',
    'Quit Ahoy',
  ])
})

test('CALL9 before there is an account the tray offers to open and to quit only', () => {
  const model = decideTray(
    facts({ phase: { kind: 'first-run' }, me: null, connection: { kind: 'none' } }),
    en,
  )
  expect(labels(model.items)).toEqual(['Not set up yet', 'Open Ahoy', '-', 'Quit Ahoy'])
})

test.each([
  ['available', {}],
  ['offline', { connection: { kind: 'offline', why: 'unreachable', retryAtMs: null } }],
  ['offline', { connection: { kind: 'connecting' } }],
  ['not-disturbed', { me: { ...ME, policy: policyOf({ isCallingOn: false }) } }],
  ['not-disturbed', { me: { ...ME, policy: policyOf({ isDoNotDisturb: true }) } }],
  ['missed', { recents: { calls: [sampleRecent(1)] } }],
  ['missed', { recents: { calls: [sampleRecent(1)] }, connection: { kind: 'connecting' } }],
  ['in-call', { calls: [sampleCall(1, CONNECTED)], recents: { calls: [sampleRecent(1)] } }],
  ['available', { calls: [sampleCall(1, RINGING_IN)] }],
  ['available', { calls: [sampleCall(1, ENDED)] }],
] as const)('CALL9 the icon is %s', (icon, change) => {
  expect(decideTray(facts(change as Partial<TrayFacts>), en).icon).toBe(icon)
})

test('CALL9 a ringing video call can be answered either way, and declined', () => {
  const { items, tooltip } = decideTray(facts({ calls: [sampleCall(1, RINGING_IN, { media: 'video' })] }), en)
  expect(tooltip).toBe('Ahoy: Bob is calling')
  const callId = sampleCallId(1)
  expect(actionOf(items, 'Answer with video')).toEqual({ kind: 'answer', callId, media: 'video' })
  expect(actionOf(items, 'Answer with voice')).toEqual({ kind: 'answer', callId, media: 'audio' })
  expect(actionOf(items, 'Decline')).toEqual({ kind: 'decline', callId })
})

test('CALL9 a ringing voice call is answered by voice', () => {
  const { items } = decideTray(facts({ calls: [sampleCall(1, RINGING_IN)] }), en)
  expect(labels(items)).not.toContain('Answer with video')
})

test('CALL3 a running call is muted, unmuted and hung up from the tray, which says how the microphone is', () => {
  const open = sampleCall(1, CONNECTED, { microphone: 'on', camera: 'on' })
  const muted = { ...open, microphone: 'off' } as const
  const callId = sampleCallId(1)
  const before = decideTray(facts({ calls: [open] }), en)
  expect(before.tooltip).toBe('Ahoy: In a call with Bob, microphone on')
  expect(actionOf(before.items, 'Mute microphone')).toEqual({
    kind: 'send',
    callId,
    microphone: false,
    camera: true,
  })
  expect(actionOf(before.items, 'Hang up')).toEqual({ kind: 'hang-up', callId })
  const after = decideTray(facts({ calls: [muted] }), en)
  expect(after.tooltip).toBe('Ahoy: In a call with Bob, microphone off')
  expect(actionOf(after.items, 'Mute microphone')).toEqual({
    kind: 'send',
    callId,
    microphone: true,
    camera: true,
  })
})

test('RING6 a call and a second ring stand both in the menu', () => {
  const { items } = decideTray(facts({ calls: [sampleCall(1, CONNECTED), sampleCall(2, RINGING_IN)] }), en)
  expect(actionOf(items, 'Hang up')).toEqual({ kind: 'hang-up', callId: sampleCallId(1) })
  expect(actionOf(items, 'Decline')).toEqual({ kind: 'decline', callId: sampleCallId(2) })
})

test('CALL9 the last five people can be called back, the newest first, each once', () => {
  const calls = [1, 2, 3, 4, 5, 6, 7].map((n) =>
    sampleRecent(n, {
      handle: sampleHandle(`person${n}`),
      displayName: DisplayName.parse(`P${n}`),
      isNew: false,
    }),
  )
  const again = sampleRecent(8, {
    handle: sampleHandle('person7'),
    displayName: DisplayName.parse('P7'),
    isNew: false,
  })
  const { items } = decideTray(facts({ recents: { calls: [...calls, again] } }), en)
  const people = labels(items).filter((label) => label.includes('(@'))
  expect(people).toEqual([
    'P7 (@person7)',
    'P6 (@person6)',
    'P5 (@person5)',
    'P4 (@person4)',
    'P3 (@person3)',
  ])
  expect(actionOf(items, 'P7 (@person7)')).toEqual({ kind: 'call-back', handle: 'person7', media: 'audio' })
})

test('RING10 missed calls are counted beside the icon, in the menu and in the tooltip', () => {
  const model = decideTray(facts({ recents: { calls: [sampleRecent(1), sampleRecent(2)] } }), en)
  expect(model.title).toBe('2')
  expect(model.tooltip).toBe('Ahoy: Available, 2 missed calls')
  expect(labels(model.items)).toContain('2 missed calls')
  expect(decideTray(facts({ recents: { calls: [sampleRecent(1, { isNew: false })] } }), en).title).toBe('')
})

test('CAN1 the master switch is one click away and shows how it stands', () => {
  const off = decideTray(facts({ me: { ...ME, policy: policyOf({ isCallingOn: false }) } }), en)
  expect(off.items).toContainEqual({
    kind: 'action',
    label: 'Let people call me',
    action: { kind: 'allow-calls', isCallingOn: true },
    isChecked: false,
  })
  expect(off.tooltip).toBe('Ahoy: Calls are switched off')
})

test('RING7 do not disturb is one click away, shows how it stands, and says so', () => {
  const on = decideTray(facts({ me: { ...ME, policy: policyOf({ isDoNotDisturb: true }) } }), en)
  expect(on.items).toContainEqual({
    kind: 'action',
    label: 'Do not disturb',
    action: { kind: 'do-not-disturb', isDoNotDisturb: false },
    isChecked: true,
  })
  expect(on.tooltip).toBe('Ahoy: Not to be disturbed')
})

test('CALL9 a name cannot make a menu key', () => {
  const recents = { calls: [sampleRecent(1, { displayName: DisplayName.parse('Tom & Ann'), isNew: false })] }
  expect(labels(decideTray(facts({ recents }), en).items)).toContain('Tom && Ann (@bob)')
})

test('A11Y2 the tray speaks French', () => {
  const model = decideTray(facts({ recents: { calls: [sampleRecent(1)] } }), wordsOf('fr'))
  expect(labels(model.items)).toEqual([
    'Disponible',
    '1 appel manqué',
    'Ouvrir Ahoy',
    '-',
    'Derniers appels',
    'Bob (@bob)',
    '-',
    'Autoriser les appels',
    'Ne pas déranger',
    '-',
    'Quitter Ahoy',
  ])
})
