import { chooseFromMenu, onCallersPage, openPersonMenu } from '../support/ahoy-person.ts'
import { type CallersView, callersView } from '../support/ahoy-windows.ts'
import { attachWhenFailed, calmDown, comeBack, expect, type Side, test as base } from './fixtures/pair.ts'
import { bringAmongPeople, expectRefused, expectRinging, expectRings } from './fixtures/ring-proof.ts'

const BOOK = 'People in my address book'
const FOLLOWED = 'People I follow'
const BADGE = 'People with a badge'
const EVERYONE = /^Everyone on /

const NOT_AMONG = {
  reason: 'Bob Tanaka lets only some people call, and you are not among them.',
  step: 'You can ask to call.',
}

/** The third app, with Bob among its people as he is among Alice's. */
const test = base.extend<{ readonly stranger: Side }>({
  stranger: async ({ pair }, use, testInfo) => {
    const stranger = await pair.third.open()
    await bringAmongPeople(stranger, pair.bob)
    await bringAmongPeople(pair.alice, pair.bob)
    await use(stranger)
    await attachWhenFailed(testInfo, stranger)
    await calmDown(await pair.third.open())
  },
})

/** Chooses these sources and no others, and saves. */
const letRing = (bob: Side, ...sources: readonly string[]) =>
  onCallersPage(bob.app, (page) => chooseSources(page, sources))

async function chooseSources(page: CallersView, wanted: readonly string[]): Promise<void> {
  for (const words of [BOOK, FOLLOWED, BADGE]) await page.source(words).setChecked(wanted.includes(words))
  await page.page.getByRole('switch', { name: EVERYONE }).setChecked(wanted.includes('everyone'))
}

/** As Bob was after his first run. */
const asBefore = (bob: Side) => letRing(bob, BOOK, FOLLOWED, 'everyone')

test('CAN2 CAN6 each source lets its own people ring, by its name on both sides, and is shown before it is saved', async ({
  pair: { alice, bob, administer },
  stranger,
}) => {
  await expectRings(alice, bob, 'Everyone may call you')
  await expectRings(stranger, bob, 'Everyone may call you')

  await onCallersPage(bob.app, async (page) => {
    await expect(page.listed('Everyone else on')).not.toContainText('would be')
    await chooseSources(page, [])
    for (const who of ['Everyone else on', alice.name, stranger.name])
      await expect(page.listed(who)).toContainText('would be lost')
    await expect(page.page.getByRole('contentinfo')).toContainText('Nobody can ring you')
    // Nothing holds before it is saved.
    await expect(alice.windows.main.callButton(bob.name, 'Voice')).not.toHaveAttribute('aria-disabled')
  })
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)

  await chooseFromMenu(bob.app, alice.handle, 'Edit card')
  await bob.windows.main.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await onCallersPage(bob.app, async (page) => {
    await page.source(BOOK).setChecked(true)
    await expect(page.listed(alice.name)).toContainText(/In your address book.*would be added/s)
    await expect(page.listed(stranger.name)).toHaveCount(0)
  })
  await expectRings(alice, bob, 'In your address book')
  await expectRefused(stranger, bob, NOT_AMONG)

  // The stranger follows Bob since the beginning: what counts is whom Bob follows.
  await letRing(bob, FOLLOWED)
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)
  await chooseFromMenu(bob.app, alice.handle, 'Follow')
  await expectRings(alice, bob, 'You follow them')

  await letRing(bob, BADGE)
  await expectRefused(alice, bob, NOT_AMONG)
  await expectRefused(stranger, bob, NOT_AMONG)
  await administer('verify @stranger')
  await expectRings(stranger, bob, 'People with a badge may call you · Checked by the directory')

  await administer('verify @stranger --remove')
  await expectRefused(stranger, bob, NOT_AMONG)
  await chooseFromMenu(bob.app, alice.handle, 'Unfollow')
  await chooseFromMenu(bob.app, alice.handle, 'Edit card')
  await bob.windows.main.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await asBefore(bob)
})
