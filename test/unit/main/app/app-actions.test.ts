import { expect, test } from 'vitest'
import { fail, ok } from '../../../../src/contract/result.ts'
import { createAppActions } from '../../../../src/main/app/app-actions.ts'
import { nameDevice } from '../../../../src/main/app/device-name.ts'
import { receiveArrivals } from '../../../../src/main/app/receive-arrivals.ts'
import type { ArrivalHandlers } from '../../../../src/main/app/arrivals.ts'
import { createLinkInbox } from '../../../../src/main/links/link-inbox.ts'
import type { Notice } from '../../../../src/main/notices/decide-notices.ts'
import { createFakeEngine } from '../../../support/fake-engine.ts'
import { sampleCallId, sampleHandle } from '../../../support/sample-snapshots.ts'

const callId = sampleCallId(1)

function setUp() {
  const engine = createFakeEngine()
  const done: string[] = []
  const note = (what: string) => (detail?: string | object) =>
    void done.push(typeof detail === 'string' ? `${what} ${detail}` : what)
  const actions = createAppActions({
    engine,
    windows: { show: note('show'), focus: note('focus') },
    requestView: note('view'),
    quit: note('quit'),
    log: { info: () => {}, warn: () => {} },
  })
  return { engine, actions, done }
}
const RING: Notice = {
  kind: 'ring',
  callId,
  name: 'Bob',
  handle: sampleHandle(),
  media: 'video',
  rule: 'everyone',
}
const MISSED: Notice = { kind: 'missed', callId, name: 'Bob', handle: sampleHandle(), media: 'audio' }

test('CALL9 answering, declining, hanging up and calling back need no window', async () => {
  const { engine, actions, done } = setUp()
  engine.answer('call.accept', ok({}))
  engine.answer('call.decline', ok({}))
  engine.answer('call.hangUp', ok({}))
  engine.answer('call.dial', ok({ callId }))
  await actions.perform({ kind: 'answer', callId, media: 'audio' })
  await actions.perform({ kind: 'decline', callId })
  await actions.perform({ kind: 'hang-up', callId })
  await actions.perform({ kind: 'call-back', handle: sampleHandle(), media: 'video' })
  expect(engine.called).toEqual([
    { procedure: 'call.accept', input: { callId, media: 'audio' } },
    { procedure: 'call.decline', input: { callId } },
    { procedure: 'call.hangUp', input: { callId } },
    { procedure: 'call.dial', input: { to: '@bob', media: 'video', pass: null } },
  ])
  expect(done).toEqual([])
})

test('CALL9 what cannot be done from the tray opens the main window', async () => {
  const { engine, actions, done } = setUp()
  engine.answer('call.dial', fail({ kind: 'directory-unreachable' }))
  await actions.perform({ kind: 'call-back', handle: sampleHandle(), media: 'audio' })
  expect(done).toEqual(['show main', 'view dial'])
})

test('RING2 the notice’s buttons answer and decline, a click on it goes to the ring window', async () => {
  const { engine, actions, done } = setUp()
  engine.answer('call.accept', ok({}))
  engine.answer('call.decline', ok({}))
  await actions.pickNotice(RING, 'answer')
  await actions.pickNotice(RING, 'decline')
  await actions.pickNotice(RING, null)
  expect(engine.called.map(({ procedure }) => procedure)).toEqual(['call.accept', 'call.decline'])
  expect(done).toEqual(['focus ring'])
})

test('RING10 a missed call’s notice calls back, a click on it opens the recents', async () => {
  const { engine, actions, done } = setUp()
  engine.answer('call.dial', ok({ callId }))
  await actions.pickNotice(MISSED, 'call-back')
  await actions.pickNotice(MISSED, null)
  expect(engine.called).toEqual([
    { procedure: 'call.dial', input: { to: '@bob', media: 'audio', pass: null } },
  ])
  expect(done).toEqual(['show main', 'view recents'])
})

function arrive(first: { isHidden: boolean; link: string | null }, isHidden = false) {
  const inbox = createLinkInbox()
  const done: string[] = []
  const note = (what: string) => (detail?: string | object) =>
    void done.push(typeof detail === 'string' ? `${what} ${detail}` : what)
  const handlers = Promise.withResolvers<ArrivalHandlers>()
  receiveArrivals({
    arrivals: { first, handle: handlers.resolve },
    inbox,
    windows: { show: note('show') },
    facts: { announceLink: note('link'), requestView: note('view') },
    isHidden,
    log: { info: () => {}, warn: note('refused') },
  })
  return { inbox, done, handlers: handlers.promise }
}

test('REACH1 a start shows the main window, a hidden one or one at login does not', () => {
  expect(arrive({ isHidden: false, link: null }).done).toEqual(['show main'])
  expect(arrive({ isHidden: true, link: null }).done).toEqual([])
  expect(arrive({ isHidden: false, link: null }, true).done).toEqual([])
})

test('REACH1 a second start shows the main window or hands over its link, and never dials', async () => {
  const { inbox, done, handlers } = arrive({ isHidden: true, link: null })
  const { onSecondStart, onLink } = await handlers
  onSecondStart({ isHidden: false, link: null })
  onSecondStart({ isHidden: false, link: 'ahoy:@carol' })
  expect(done).toEqual(['show main', 'show main', 'view dial', 'link'])
  expect(inbox.takePerson()?.text).toBe('@carol')
  onLink('ahoy:@bob?dial')
  expect(done.at(-1)).toMatch(/^refused/)
  expect(inbox.takePerson()).toBeNull()
})

test('ID4 a device is named after its computer, without the domain, in characters that a name may hold', () => {
  expect(nameDevice('studio.example.org')).toBe('studio')
  expect(nameDevice('Élodie’s <PC>')).toBe('Élodies PC')
  expect(nameDevice('')).toBe('Computer')
  expect(nameDevice('x'.repeat(80))).toHaveLength(40)
})
