import { LIMITS } from '../../src/contract/limits.ts'
import { dial } from '../support/ahoy-person.ts'
import { desktopOf, shownNotices, trayLabels, trayTip, windowOf } from '../support/ahoy-desktop.ts'
import { whenShown } from '../support/page-watch.ts'
import { expectConnected } from './fixtures/call-proof.ts'
import { expect, openDirectory, signUp, test, type Side } from './fixtures/pair.ts'

async function expectRingGone(side: Side): Promise<void> {
  await expect(side.windows.ring.caller).toHaveCount(0)
  await expect.poll(async () => (await windowOf(side.app, 'ring')).isVisible).toBe(false)
  const titles = (await shownNotices(side.app)).map(({ title }) => title)
  expect(titles.filter((title) => title.endsWith('is calling'))).toEqual([])
}

async function expectRings(callee: Side, caller: Side): Promise<void> {
  await expect(callee.windows.ring.caller).toHaveText(caller.name)
  await expect.poll(async () => (await windowOf(callee.app, 'ring')).isVisible).toBe(true)
}

test('RING5 declined: the ring goes, the caller reads it, both histories know it', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expectRings(bob, alice)
  const told = whenShown(alice.windows.call.page, 'declined.')
  await bob.windows.ring.decline.click()
  await told
  await expectRingGone(bob)
  await alice.windows.call.close.click()
  await alice.windows.main.tab('Recents').click()
  await expect(alice.windows.main.recentCalls.first()).toContainText(/Bob Tanaka.*Declined/s)
  await bob.windows.main.tab('Recents').click()
  await expect(bob.windows.main.recentCalls.first()).toContainText(/Alice Martin.*You declined/s)
})

test('RING8 RING10 cancelled: no dead ring is left; a missed call with a badge, a notice and a way back', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expectRings(bob, alice)
  await alice.windows.call.hangUp.click()
  await expect(alice.windows.call.heading).toHaveText('You took the call back.')
  await expectRingGone(bob)

  const { main } = bob.windows
  await expect(main.tab('Recents')).toContainText('1 missed call')
  await expect.poll(() => trayTip(bob.app)).toBe('Ahoy: Available, 1 missed call')
  await expect.poll(() => trayLabels(bob.app)).toContain('1 missed call')
  const [notice] = await shownNotices(bob.app)
  expect(notice).toMatchObject({ title: 'Missed call from Alice Martin', actions: ['Call back'] })
  // Having looked at the list clears them all.
  await main.tab('Recents').click()
  await expect(main.recentCalls.first()).toContainText(/Alice Martin.*Missed/s)
  await expect(main.tab('Recents')).not.toContainText('missed')
  await expect.poll(() => shownNotices(bob.app)).toEqual([])
  await expect.poll(() => trayTip(bob.app)).toBe('Ahoy: Available')
})

test('RING10 "Call back" on the notice of a missed call rings the caller', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expectRings(bob, alice)
  await alice.windows.call.hangUp.click()
  await expectRingGone(bob)
  await expect.poll(() => shownNotices(bob.app)).toHaveLength(1)
  const [notice] = await shownNotices(bob.app)
  await alice.windows.call.close.click()
  await desktopOf(bob.app).pressNotificationAction(notice?.id ?? 0, 0)
  await expectRings(alice, bob)
  await alice.windows.ring.decline.click()
  await bob.windows.main.tab('Recents').click()
})

test('RING2 nobody answers: the ring ends by itself, as a missed call', async () => {
  // That it is 45 s unless told is shown where time is made up: test/integration/directory-calls.test.ts.
  const ringMs = 6_000
  const directory = await openDirectory({ limits: { ringMs } })
  const address = `127.0.0.1:${directory.port}`
  const caller = await signUp({ handle: 'carol', name: 'Carol Diaz' }, address)
  const callee = await signUp({ handle: 'dave', name: 'Dave Okoye' }, address)
  try {
    const told = whenShown(caller.windows.call.page, 'answer.')
    await dial(caller.app, 'dave')
    await expectRings(callee, caller)
    await told
    await expect(caller.windows.call.heading).toHaveText(/Dave Okoye.* didn’t answer\./)
    await expectRingGone(callee)
    await expect(callee.windows.main.tab('Recents')).toContainText('1 missed call')
  } finally {
    await Promise.all([caller.app.close(), callee.app.close()])
    await directory.close()
  }
})

test('RING8 both dial at once: one call comes of it, and no ring is left', async ({
  pair: { alice, bob },
}) => {
  for (const [side, handle] of [
    [alice, 'bob'],
    [bob, 'alice'],
  ] as const) {
    await side.windows.main.dialField.fill(`@${handle}`)
    await side.windows.main.personRow(handle).waitFor()
  }
  await Promise.all([alice, bob].map(({ windows }) => windows.main.dialField.press('Enter')))
  await expectConnected(alice, bob)
  await expectRingGone(alice)
  await expectRingGone(bob)
  const emoji = await alice.windows.call.safetyEmoji.getAttribute('aria-label')
  await expect(bob.windows.call.safetyEmoji).toHaveAttribute('aria-label', emoji ?? '')
  await alice.windows.call.hangUp.click()
  await expect(bob.windows.call.heading).toHaveText(/hung up/)
})

test('CAN1 CAN5 calling is off: every call button says so, and no ring leaves', async ({
  pair: { alice, bob },
}) => {
  await bob.windows.main.callingSwitch.click()
  try {
    await expect(bob.windows.main.page.getByText('Calling is off')).toBeVisible()
    await expect(bob.windows.main.page.getByText(/will know once/)).toHaveCount(0)
    const { main } = alice.windows
    const button = main.callButton('Bob Tanaka', 'Video')
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAttribute('aria-description', /has switched calling off\. Try again later/)
    await dial(alice.app, 'bob')
    await expect(main.dialNote).toContainText('has switched calling off')
    expect(await bob.windows.ring.caller.count()).toBe(0)
    expect((await windowOf(alice.app, 'call')).isVisible).toBe(false)
  } finally {
    await bob.windows.main.callingSwitch.click()
  }
  await expect(alice.windows.main.callButton('Bob Tanaka', 'Video')).not.toHaveAttribute('aria-disabled')
})

test('CAN3 calling switched off while it rings stops the ring within a second', async ({
  pair: { alice, bob },
}) => {
  await dial(alice.app, 'bob')
  await expectRings(bob, alice)
  const told = whenShown(alice.windows.call.page, 'rung now')
  const switchedAtMs = Date.now()
  await desktopOf(bob.app).clickTrayItem({ id: 'allow-calls' })
  try {
    await expectRingGone(bob)
    // The page's clock is this computer's too.
    expect((await told) - switchedAtMs).toBeLessThan(1_000)
  } finally {
    await desktopOf(bob.app).clickTrayItem({ id: 'allow-calls' })
  }
  await expect(bob.windows.main.page.getByText(/^Everyone on .* can ring you$/)).toBeVisible()
  await expect(alice.windows.main.callButton('Bob Tanaka', 'Video')).not.toHaveAttribute('aria-disabled')
})

test('ID1 nobody, oneself and no handle at all: each is said where it is typed', async ({
  pair: { alice },
}) => {
  const { main } = alice.windows
  const say = async (typed: string, words: string | RegExp) => {
    await main.dialField.fill(typed)
    await main.dialField.press('Enter')
    await expect(main.dialNote).toContainText(words)
    expect((await windowOf(alice.app, 'call')).isVisible).toBe(false)
  }
  await say('@nobody_here', /Nobody on .* is called @nobody_here\. Check the spelling\./)
  await say('@alice', 'That is you. Type somebody else’s handle.')
  await say('@a!', 'To call someone new, type their whole @handle.')
  await say('@bob@elsewhere.example', 'Join that directory first to call them.')
  await say('x'.repeat(LIMITS.handleMaxChars + 1), 'To call someone new, type their whole @handle.')
})

test('RING10 a callee who is offline: the caller reads it at once, the callee finds the missed call later', async ({
  pair: { alice },
  guests,
}) => {
  const callee = await guests.signUp({ handle: 'wanda', name: 'Wanda Stein' })
  await callee.app.close()
  const told = whenShown(alice.windows.call.page, 'Ahoy is offline.')
  await dial(alice.app, 'wanda')
  await told
  await expect(alice.windows.call.heading).toHaveText(/Wanda Stein.*’s Ahoy is offline\./)

  const { main } = (await guests.startAgain(callee)).windows
  await expect(main.tab('Recents')).toContainText('1 missed call')
  await main.tab('Recents').click()
  await expect(main.recentCalls.first()).toContainText(/Alice Martin.*Missed/s)
})
