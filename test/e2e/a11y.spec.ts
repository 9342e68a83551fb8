import type { Page } from '@playwright/test'
import { findAxeViolations } from '../support/axe.ts'
import { launchAhoy } from '../support/ahoy-app.ts'
import { dial } from '../support/ahoy-person.ts'
import { desktopOf, windowOf } from '../support/ahoy-desktop.ts'
import { expectConnected } from './fixtures/call-proof.ts'
import { expect, type Side, test } from './fixtures/pair.ts'

/** In both themes, with nothing moving: a colour in the middle of a fade is no colour of ours. */
async function expectNoViolation(
  page: Page,
  view: string,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
    )
    const violations = await findAxeViolations(page)
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
    )
    expect(found, `${view}, ${colorScheme}`).toEqual([])
  }
}

/** The call window is dark in every theme. */
const CALL_LOOK = ['dark'] as const

test('A11Y1 axe finds nothing in the first run, which is done by keyboard alone', async ({
  pair: { address },
}) => {
  const app = await launchAhoy({ name: 'heidi', safeStorage: 'basic_text', onlyStandIn: true })
  try {
    const page = await app.page('main')
    const { keyboard } = page
    const step = (title: string) => page.getByRole('heading', { name: title }).waitFor()
    await step('Where do your people meet?')
    await expectNoViolation(page, 'where')
    await keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Join a directory' })).toBeFocused()
    await keyboard.press('Enter')
    await step('What is its address?')
    await expect(page.getByLabel('Directory address')).toBeFocused()
    await keyboard.type('not an address')
    await keyboard.press('Enter')
    await page.getByText('That is not an address.').waitFor()
    await expectNoViolation(page, 'address')
    await page.getByLabel('Directory address').fill('')
    await keyboard.type(address)
    await keyboard.press('Enter')
    await step('Who are you?')
    await keyboard.type('heidi')
    await page.getByText('@heidi is free').waitFor()
    await keyboard.press('Tab')
    await keyboard.type('Heidi Vogel')
    await expectNoViolation(page, 'person')
    await keyboard.press('Enter')
    await step('Who may call you?')
    await tabTo(page, 'radio')
    await keyboard.press('Space')
    await expectNoViolation(page, 'calling')
    await tabTo(page, 'button', 'Continue')
    await keyboard.press('Enter')
    await step('Where may your key be kept?')
    await tabTo(page, 'radio')
    await keyboard.press('Space')
    await expectNoViolation(page, 'key')
    await tabTo(page, 'button', 'Finish')
    await keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeFocused()
    await expectNoViolation(page, 'nobody yet')
  } finally {
    await app.close()
  }
})

/** Presses Tab until the focus is on such a thing, as a person would; fails after a whole round. */
async function tabTo(page: Page, role: 'radio' | 'button', name?: string): Promise<void> {
  const wanted = page.getByRole(role, name === undefined ? {} : { name })
  const isThere = () =>
    wanted.evaluateAll((found) => found.some((element) => element === document.activeElement))
  for (let presses = 0; presses < 20; presses += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  expect(await isThere(), `Tab reaches ${role} ${name ?? ''}`).toBe(true)
}

test('A11Y1 axe finds nothing in the ring and the call, in light and dark', async ({
  pair: { alice, bob },
}) => {
  test.setTimeout(180_000)
  const { main, call } = alice.windows
  await dial(alice.app, 'bob')
  await expect(bob.windows.ring.caller).toHaveText(alice.name)
  await expectNoViolation(bob.windows.ring.page, 'ring')
  await expectNoViolation(bob.windows.main.page, 'main, ringing')
  await expectNoViolation(call.page, 'call, ringing out', CALL_LOOK)
  await bob.windows.ring.answerVideo.click()
  await expectConnected(alice, bob)
  await call.safetyEmoji.waitFor()
  await expectNoViolation(call.page, 'call, running', CALL_LOOK)
  await call.safetyEmoji.click()
  await call.page.getByRole('dialog').waitFor()
  await expectNoViolation(call.page, 'call, comparing the emoji', CALL_LOOK)
  await call.page.keyboard.press('Escape')
  await expectNoViolation(main.page, 'main, in a call')
  await call.hangUp.click()
  await call.close.waitFor()
  await expectNoViolation(call.page, 'call, ended', CALL_LOOK)
})

test('A11Y1 axe finds nothing in the main window, in light and dark', async ({ pair: { alice, bob } }) => {
  const { main, call } = alice.windows
  await dial(alice.app, 'bob')
  await bob.windows.ring.decline.click()
  await call.close.click()
  await expectNoViolation(main.page, 'people')
  await main.tab('Recents').click()
  await main.recentCalls.first().waitFor()
  await expectNoViolation(main.page, 'recents')
  await main.tab('Settings').click()
  await expectNoViolation(main.page, 'settings')
  await main.dialField.fill('@bob')
  await main.personRow('Bob Tanaka').waitFor()
  await expectNoViolation(main.page, 'results')
})

test('A11Y1 dial, answer, mute and hang up by keyboard alone, and each is announced', async ({
  pair: { alice, bob },
}) => {
  await alice.windows.main.dialField.focus()
  await alice.windows.main.page.keyboard.type('@bob')
  await alice.windows.main.personRow('Bob Tanaka').waitFor()
  await alice.windows.main.page.keyboard.press('Enter')

  await expect(bob.windows.ring.page.getByRole('alert')).toHaveText(
    'Alice Martin, @alice, is calling. Video call.',
  )
  // A person gets into the ring window by the system's own key; from there on it is Tab and Enter.
  await desktopOf(bob.app).focusWindow((await windowOf(bob.app, 'ring')).id)
  await tabTo(bob.windows.ring.page, 'button', 'Answer with video')
  await bob.windows.ring.page.keyboard.press('Enter')
  await expectConnected(alice, bob)
  await expectSaid(bob, /^Connected with .*Alice Martin/)

  await tabTo(bob.windows.call.page, 'button', 'Mute')
  await bob.windows.call.page.keyboard.press('Enter')
  await expect(bob.windows.call.unmute).toBeVisible()
  await expectSaid(alice, /Bob Tanaka.* switched the microphone off\./)
  await bob.windows.call.page.keyboard.press('m')
  await expectSaid(alice, /Bob Tanaka.* switched the microphone on\./)
  await tabTo(alice.windows.call.page, 'button', 'Hang up')
  await alice.windows.call.page.keyboard.press('Enter')
  await expectSaid(bob, /Alice Martin.* hung up\./)
})

/** What a screen reader is told politely in the call window. */
const expectSaid = ({ windows }: Side, words: RegExp) =>
  expect(windows.call.page.locator('[aria-live="polite"]').filter({ hasText: words })).toHaveCount(1)
