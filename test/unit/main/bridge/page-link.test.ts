import { expect, test } from 'vitest'
import { bridgeContract } from '../../../../src/contract/bridge/contract.ts'
import { PAGE_PROCEDURES, WINDOW_ROLES } from '../../../../src/contract/bridge/names.ts'
import { fail, ok } from '../../../../src/contract/result.ts'
import { encodeFrame } from '../../../../src/contract/rpc/frames.ts'
import { mayCall } from '../../../../src/main/bridge/page-link.ts'
import { fakeSettings, openWindow } from '../../../support/bridge-window.ts'
import { createFakeEngine } from '../../../support/fake-engine.ts'
import { settlePromises } from '../../../support/manual-clock.ts'
import { RINGING_IN, sampleCall, sampleCallId } from '../../../support/sample-snapshots.ts'

test('TRUST3 each window may call its own procedures and no other', () => {
  for (const role of WINDOW_ROLES) {
    const allowed = Object.keys(bridgeContract.procedures).filter((name) => mayCall(role, name))
    expect(allowed.toSorted()).toEqual([...PAGE_PROCEDURES[role]].toSorted())
  }
})

test('TRUST3 the ring window cannot dial, and the main window gets no media', async () => {
  const ring = openWindow('ring')
  const refused = await ring.openPage().call('call.dial', { to: '@bob', media: 'audio' })
  expect(refused).toEqual(fail({ kind: 'not-allowed' }))
  expect(ring.engine.called).toEqual([])
  expect(await openWindow('main').openPage().call('media.get', {})).toEqual(fail({ kind: 'not-allowed' }))
})

test('REACH1 an intent reaches the engine, and its answer the page', async () => {
  const window = openWindow('main')
  window.engine.answer('call.dial', ok({ callId: sampleCallId(7) }))
  const dialled = await window.openPage().call('call.dial', { to: '@bob', media: 'video' })
  expect(dialled).toEqual(ok({ callId: sampleCallId(7) }))
  expect(window.engine.called).toEqual([
    { procedure: 'call.dial', input: { to: '@bob', media: 'video', pass: null } },
  ])
})

test('A11Y2 a page that has just come gets every topic', async () => {
  const snapshots = await openWindow('main').openPage().call('snapshot.get', {})
  expect(snapshots).toMatchObject({
    ok: true,
    value: {
      app: { phase: { kind: 'starting' }, keyStore: 'system', platform: 'linux', version: '1.2.3' },
      settings: { language: 'system', systemLanguage: 'fr' },
      calls: { calls: [] },
    },
  })
})

test('TRUST3 a frame before the hello is dropped, and a bad one is answered and costs nothing', async () => {
  const window = openWindow('main')
  window.link.handleFrame(encodeFrame({ type: 'call', id: 1, procedure: 'snapshot.get', input: {} }))
  expect(window.sent).toEqual([])
  const page = window.openPage()
  window.link.handleFrame('}{')
  expect(window.sent.at(-1)).toBe(encodeFrame({ type: 'refused', reason: 'not-a-frame' }))
  expect((await page.call('snapshot.get', {})).ok).toBe(true)
})

test('CALL1 a page that is loaded anew gets a new server, and nothing that was meant for the one before', async () => {
  const window = openWindow('call')
  const slow = Promise.withResolvers<ReturnType<typeof ok<Record<string, never>>>>()
  const first = window.openPage()
  window.engine.answer('call.hangUp', slow.promise as never)
  void first.call('call.hangUp', { callId: sampleCallId(1) })
  await settlePromises()
  expect(window.losses()).toBe(0)

  const second = window.openPage()
  expect(window.losses()).toBe(1)
  const before = window.sent.length
  slow.resolve(ok({}))
  await settlePromises()
  expect(window.sent.length).toBe(before)
  expect(await second.version).toEqual(ok(1))
})

test('CALL1 a crashed page is told once, and the next page is no second loss', () => {
  const window = openWindow('call')
  window.link.handleGone()
  expect(window.losses()).toBe(0)
  window.openPage()
  window.link.handleGone()
  window.openPage()
  expect(window.losses()).toBe(1)
})

/** One page of each role on one engine, and what each is told of calls and media. */
function openPages() {
  const engine = createFakeEngine()
  const windows = WINDOW_ROLES.map((role) => openWindow(role, engine))
  const heard = windows.map((window) => {
    const page = window.openPage()
    const events: string[] = []
    page.on('media.changed', () => void events.push('media.changed'))
    page.on('media.frame', () => void events.push('media.frame'))
    page.on('calls.changed', () => void events.push('calls.changed'))
    return events
  })
  const takeHeard = () => heard.map((events) => events.splice(0))
  const wait = (ms: number) => {
    for (const { clock } of windows) clock.advance(ms)
  }
  return { engine, takeHeard, wait }
}

test('CALL1 media topics and frames reach the call page only', () => {
  const { engine, takeHeard, wait } = openPages()
  engine.set('calls', { calls: [sampleCall(1, RINGING_IN)] })
  engine.set('media', null)
  engine.sendMediaFrame({ callId: sampleCallId(1), attempt: 1, frame: { type: 'answer', sdp: 'v=0' } })
  wait(300)
  expect(takeHeard()).toEqual([
    ['calls.changed'],
    ['calls.changed'],
    ['calls.changed', 'media.changed', 'media.frame'],
  ])
})

test('RING1 the windows that carry a call hear of it at once, the main window a moment later', () => {
  const { engine, takeHeard, wait } = openPages()
  engine.set('calls', { calls: [sampleCall(1, RINGING_IN)] })
  expect(takeHeard()).toEqual([[], ['calls.changed'], ['calls.changed']])
  engine.set('calls', { calls: [] })
  wait(300)
  expect(takeHeard()).toEqual([['calls.changed'], ['calls.changed'], ['calls.changed']])
  wait(60_000)
  expect(takeHeard()).toEqual([[], [], []])
})

test('CALL1 no page is told of what it does not show', () => {
  const { engine, takeHeard, wait } = openPages()
  const call = sampleCall(1, { kind: 'connecting' })
  engine.set('calls', { calls: [call] })
  wait(300)
  takeHeard()
  engine.set('calls', { calls: [{ ...call, microphone: 'opening', camera: 'opening' }] })
  wait(300)
  expect(takeHeard()).toEqual([[], [], ['calls.changed']])
  engine.set('calls', { calls: [{ ...call, phase: { kind: 'connected', sinceMs: 0 } }] })
  wait(300)
  expect(takeHeard()).toEqual([['calls.changed'], [], ['calls.changed']])
})

test('REACH1 a link is announced to the main window and taken once', async () => {
  const window = openWindow('main')
  const page = window.openPage()
  const heard: string[] = []
  page.on('link.arrived', () => void heard.push('link'))
  page.on('view.requested', ({ view }) => void heard.push(view))
  window.inbox.put({ kind: 'person', text: '@bob', pass: null })
  window.facts.announceLink()
  window.facts.requestView('dial')
  expect(heard).toEqual(['link', 'dial'])
  expect(await page.call('link.take', {})).toEqual(ok({ handle: '@bob', pass: null }))
  expect(await page.call('link.take', {})).toEqual(ok({ handle: null, pass: null }))
})

test('ID6 the main window lets others reach the directory here, and no other window does', async () => {
  const page = openWindow('main').openPage()
  const heard: string[] = []
  page.on('app.changed', ({ localDirectory }) => void heard.push(localDirectory.kind))
  expect(await page.call('directory.setReachable', { isOn: true })).toEqual(ok({}))
  expect(await page.call('directory.setReachable', { isOn: false })).toEqual(ok({}))
  expect(heard).toEqual(['reachable', 'loopback'])
  for (const role of ['ring', 'call'] as const) {
    const refused = await openWindow(role).openPage().call('directory.setReachable', { isOn: true })
    expect(refused).toEqual(fail({ kind: 'not-allowed' }))
  }
})

test('CALL7 the device check is open from the page’s word on, until its word or its end; no other window has one', async () => {
  const { deviceCheck, link, openPage } = openWindow('main')
  const page = openPage()
  expect(deviceCheck.isOpen()).toBe(false)
  expect(await page.call('deviceCheck.set', { isOpen: true })).toEqual(ok({}))
  expect(deviceCheck.isOpen()).toBe(true)
  await page.call('deviceCheck.set', { isOpen: false })
  expect(deviceCheck.isOpen()).toBe(false)
  await page.call('deviceCheck.set', { isOpen: true })
  const reloaded = openPage()
  expect(deviceCheck.isOpen()).toBe(false)
  await reloaded.call('deviceCheck.set', { isOpen: true })
  link.handleGone()
  expect(deviceCheck.isOpen()).toBe(false)
  for (const role of ['ring', 'call'] as const) {
    const window = openWindow(role)
    expect(await window.openPage().call('deviceCheck.set', { isOpen: true })).toEqual(
      fail({ kind: 'not-allowed' }),
    )
    expect(window.deviceCheck.isOpen()).toBe(false)
  }
})

test('ID6 a join link waits for the field of the first run, and is taken once', async () => {
  const window = openWindow('main')
  const page = window.openPage()
  window.inbox.put({ kind: 'join', text: 'ahoy:join?at=192.0.2.4&key=…' })
  expect(await page.call('link.take', {})).toEqual(ok({ handle: null, pass: null }))
  expect(await page.call('link.takeJoin', {})).toEqual(ok({ link: 'ahoy:join?at=192.0.2.4&key=…' }))
  expect(await page.call('link.takeJoin', {})).toEqual(ok({ link: null }))
})

test('IT2 settings are saved and told to every page; a failure says so', async () => {
  const page = openWindow('main').openPage()
  const themes: string[] = []
  page.on('settings.changed', ({ theme }) => void themes.push(theme))
  expect(await page.call('settings.set', { theme: 'dark' })).toEqual(ok({}))
  expect(themes).toEqual(['dark'])
  const stuck = openWindow('main', createFakeEngine(), fakeSettings(false)).openPage()
  expect(await stuck.call('settings.set', { theme: 'dark' })).toEqual(fail({ kind: 'cannot-save' }))
})

test('TRUST3 only a named page is opened in the browser', async () => {
  const window = openWindow('main')
  const page = window.openPage()
  expect(await page.call('link.open', { page: 'help' })).toEqual(ok({}))
  const odd = await page.call('link.open', { page: 'https://example.org' as 'help' })
  expect(odd).toMatchObject({ ok: false, error: { kind: 'bad-input' } })
  expect(window.opened).toEqual(['help'])
})

test('CALL5 the call is shown only where there is one', async () => {
  const window = openWindow('main')
  const page = window.openPage()
  expect(await page.call('call.show', {})).toEqual(fail({ kind: 'no-such-call' }))
  window.engine.set('calls', { calls: [sampleCall(1, RINGING_IN)] })
  expect(await page.call('call.show', {})).toEqual(ok({}))
})

test('TRUST3 a page that is gone leaves no listener behind', () => {
  const window = openWindow('call')
  window.openPage()
  expect(window.engine.listenerCount()).toBeGreaterThan(0)
  window.link.handleGone()
  expect(window.engine.listenerCount()).toBe(0)
})
