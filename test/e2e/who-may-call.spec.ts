import { chooseFromMenu, editCard, onCallersPage, openPersonMenu } from '../support/ahoy-person.ts'
import { callersView } from '../support/ahoy-windows.ts'
import { comeBack, expect } from './fixtures/pair.ts'
import { bringAmongPeople, expectLocked, expectRefused, expectRings } from './fixtures/ring-proof.ts'
import { chooseSources, letRing, letRingAsAtFirst, NOT_AMONG, setSwitch, test } from './fixtures/three.ts'

test('CAN2 CAN6 each source lets its own people ring, by its name, and the list says so before it is saved', async ({
  pair: { alice, bob, administer },
  stranger,
}) => {
  await expectRings(alice, bob, 'Everyone may call you')
  await editCard(bob.app, alice.handle, 'Save')

  await onCallersPage(bob.app, async (page) => {
    await expect(page.listed(alice.name)).toContainText('In your address book')
    await chooseSources(page)
    await expect(page.listed('Everyone else on')).toContainText('would be lost')
    await expect(page.listed(alice.name)).toContainText('would be lost')
    await expect(page.page.getByText(/^Nobody can ring you, \d+ lost$/)).toBeAttached()
    // Nothing holds before it is saved.
    await expect(alice.windows.main.callButton(bob.name, 'Voice')).not.toHaveAttribute('aria-disabled')
  })
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)

  await onCallersPage(bob.app, async (page) => {
    await chooseSources(page, 'book')
    await expect(page.listed(alice.name)).toContainText(/In your address book.*would be added/s)
  })
  await expectRings(alice, bob, 'In your address book')
  await expectRefused(stranger, bob, NOT_AMONG)

  // The stranger follows Bob since the beginning: what counts is whom Bob follows.
  await letRing(bob, 'followed')
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)
  await chooseFromMenu(bob.app, alice.handle, 'Follow')
  await expectRings(alice, bob, 'You follow them')

  await letRing(bob, 'badge')
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)
  await administer('verify @stranger')
  await expectRings(stranger, bob, 'People with a badge may call you · Checked by the directory')

  await administer('verify @stranger --remove')
  await expectRefused(stranger, bob, NOT_AMONG)
  await chooseFromMenu(bob.app, alice.handle, 'Unfollow')
  await editCard(bob.app, alice.handle, 'Remove')
  await letRingAsAtFirst(bob)
})

test('CAN3 CAN1 never, always, block, do not disturb, quiet hours and the switch hold in their order', async ({
  pair: { alice, bob },
  stranger,
}) => {
  const later = 'Try again later.'
  const anotherWay = 'Try again later, or reach them another way.'
  await chooseFromMenu(bob.app, alice.handle, 'Never let ring')
  await expectRefused(alice, bob, {
    reason: 'Bob Tanaka does not take calls from you.',
    step: anotherWay,
  })
  await chooseFromMenu(bob.app, alice.handle, 'Always let ring')
  await onCallersPage(bob.app, ({ source }) => setSwitch(source('Do not disturb'), true))
  await expectRefused(stranger, bob, {
    reason: 'Bob Tanaka does not want to be disturbed now.',
    step: later,
  })
  await expectRings(alice, bob, 'You always let them ring')

  await onCallersPage(bob.app, async ({ source, page }) => {
    await setSwitch(source('Do not disturb'), false)
    await setSwitch(source('Quiet hours'), true)
    await page.getByLabel('From', { exact: true }).fill(clockTime(-60))
    await page.getByLabel('To', { exact: true }).fill(clockTime(60))
  })
  await expectRefused(stranger, bob, { reason: 'It is quiet hours for Bob Tanaka.', step: later })
  await expectRings(alice, bob, 'You always let them ring')

  await chooseFromMenu(bob.app, alice.handle, 'Block')
  await expectRefused(alice, bob, { reason: 'Bob Tanaka has blocked your calls.', step: anotherWay })
  await onCallersPage(bob.app, async ({ source, page }) => {
    await page.getByRole('button', { name: 'Unblock Alice Martin' }).click()
    await setSwitch(source('Quiet hours'), false)
  })
  await bob.windows.main.callingSwitch.click()
  for (const caller of [alice, stranger])
    await expectRefused(caller, bob, {
      reason: 'Bob Tanaka has switched calling off.',
      step: anotherWay,
    })
  await bob.windows.main.callingSwitch.click()
  await onCallersPage(bob.app, ({ page }) =>
    page.getByRole('button', { name: 'Remove the exception for Alice Martin' }).click(),
  )
  await expectRings(alice, bob, 'Everyone may call you')
})

test('CAN3 a block stops a call that is ringing within a second, and the caller reads why', async ({
  pair: { alice, bob },
}) => {
  await bringAmongPeople(alice, bob)
  await alice.windows.main.callButton(bob.name, 'Voice').click()
  await expect(bob.windows.ring.caller).toHaveText(alice.name)
  await openPersonMenu(bob.app, alice.handle)
  const block = bob.windows.main.page.getByRole('menuitem', { name: 'Block', exact: true })
  await expect(block).toBeVisible()
  const startedAtMs = performance.now()
  await block.click()
  await bob.windows.ring.caller.waitFor({ state: 'detached' })
  await expect(alice.windows.call.heading).toHaveText(/Bob Tanaka.* can’t be rung now\./)
  expect(performance.now() - startedAtMs).toBeLessThan(1_000)
  await alice.windows.call.close.click()
  await expectLocked(alice, bob.name, {
    reason: 'Bob Tanaka has blocked your calls.',
    step: 'Try again later, or reach them another way.',
  })
  await bob.windows.main.dialField.fill('')
  await chooseFromMenu(bob.app, alice.handle, 'Unblock')
})

test('CAN8 who may not place calls reads why on every button and is rung all the same; nobody rings themselves', async ({
  pair: { alice, bob, administer },
  stranger,
}) => {
  await administer('rollout --percent 0')
  for (const caller of [alice, stranger])
    await expectRefused(caller, bob, {
      reason: 'Calling is not switched on for you yet.',
      step: 'Your organisation switches it on step by step. Others can ring you already.',
    })
  await administer('rollout --percent 100 --placing verified')
  await expectRefused(alice, bob, {
    reason: 'On your directory, only people with a badge place calls.',
    step: 'Ask whoever runs your directory for a badge. Others can ring you already.',
  })
  await administer('verify @stranger')
  await expectRings(stranger, bob, 'Everyone may call you')
  await administer('rollout --placing subscribers')
  for (const caller of [alice, stranger])
    await expectRefused(caller, bob, {
      reason: 'On your directory, only subscribers place calls.',
      step: 'Subscribe with whoever runs your directory. Others can ring you already.',
    })
  await administer('plan @alice subscriber')
  await expectRings(alice, bob, 'Everyone may call you')
  await administer('rollout --placing everyone')
  await administer('plan @alice free')
  await administer('verify @stranger --remove')

  const { main, call } = alice.windows
  await main.dialField.fill('@alice')
  await main.dialField.press('Enter')
  await expect(main.dialNote).toHaveText('That is you. Type somebody else’s handle.')
  expect(await call.heading.count()).toBe(0)
})

test('CAN5 whom Bob tells only “not available” can’t tell a block, a refusal and a computer that is off apart', async ({
  pair: { alice, third },
  stranger,
}) => {
  const plain = {
    reason: 'Sam Stranger is not available. Ahoy is not told why.',
    step: 'You can ask to call.',
  }
  const { main } = alice.windows
  const row = main.people.getByRole('row', { name: /Sam Stranger/ })
  const button = main.callButton(stranger.name, 'Voice')
  await bringAmongPeople(alice, stranger)
  await onCallersPage(stranger.app, ({ told }) => told('Only “not available”').click())
  await expectRings(alice, stranger, 'Everyone may call you')

  await letRing(stranger)
  await expectRefused(alice, stranger, plain)
  const shown = await row.innerText()
  await letRingAsAtFirst(stranger)
  await expect(button).not.toHaveAttribute('aria-disabled')
  await chooseFromMenu(stranger.app, alice.handle, 'Block')
  await expectRefused(alice, stranger, plain)
  expect(await row.innerText()).toBe(shown)
  await chooseFromMenu(stranger.app, alice.handle, 'Unblock')
  await expect(button).not.toHaveAttribute('aria-disabled')
  await third.close()
  await expectLocked(alice, stranger.name, plain)
  expect(await row.innerText()).toBe(shown)

  const back = await third.open()
  await onCallersPage(back.app, ({ told }) => told('The reason').click())
  await expectRings(alice, back, 'Everyone may call you')
  await chooseFromMenu(alice.app, stranger.handle, 'Unfollow')
})

test('CAN3 what is changed without a directory is said to wait, and holds once it is back', async ({
  pair: { alice, bob, directory },
  stranger,
}) => {
  const offline = {
    reason: 'You are offline.',
    step: 'You can call again once Ahoy reaches the directory.',
  }
  await directory.stop()
  await onCallersPage(bob.app, async (page) => {
    await chooseSources(page, 'badge')
    await page.save.click()
    await expect(page.upload).toHaveText(/^Saved on this device\. .+ will know once you are online\.$/)
  })
  await expect(callersView(bob.windows.main.page).strip).toContainText(/will know once you are online/)
  await expectRefused(alice, bob, offline)
  await directory.start()
  for (const { windows } of [bob, alice, stranger]) await comeBack(windows.main)
  await expect(callersView(bob.windows.main.page).strip).not.toContainText(/will know/)
  await expectRefused(alice, bob, NOT_AMONG)
  await letRingAsAtFirst(bob)
  await expectRings(alice, bob, 'Everyone may call you')
})

/** The time of day so many minutes from now, as a time field takes it. */
function clockTime(inMinutes: number): string {
  const at = new Date(Date.now() + inMinutes * 60_000)
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}
