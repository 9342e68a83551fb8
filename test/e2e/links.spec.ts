import { projectRoot } from '../../build/scripts/paths.ts'
import { desktopOf, windowOf } from '../support/ahoy-desktop.ts'
import { startHost } from '../electron-host/launch.ts'
import { expectConnected } from './fixtures/call-proof.ts'
import { expect, type Pair, test } from './fixtures/pair.ts'

async function expectFilledOnly({ alice, bob }: Pair, typed: string): Promise<void> {
  const { main } = alice.windows
  await expect(main.dialField).toHaveValue(typed)
  await expect(main.dialField).toBeFocused()
  await expect(main.dialNote).toHaveText('This handle came from a link. Press Enter to call.')
  // The person behind it is looked up and shown; a call would be on one of these by now.
  await expect(main.personRow('Bob Tanaka')).toBeVisible()
  expect((await windowOf(alice.app, 'call')).isVisible).toBe(false)
  expect(await alice.windows.call.heading.count()).toBe(0)
  expect(await bob.windows.ring.caller.count()).toBe(0)
}

test('REACH1 a link fills the dial field in and never dials; Enter then does', async ({ pair }) => {
  const { alice, bob } = pair
  await desktopOf(alice.app).closeWindow((await windowOf(alice.app, 'main')).id)
  await desktopOf(alice.app).openUrl('ahoy:@bob')
  await expect.poll(async () => (await windowOf(alice.app, 'main')).isVisible).toBe(true)
  await expectFilledOnly(pair, '@bob')
  await alice.windows.main.dialField.press('Enter')
  await expect(bob.windows.ring.caller).toHaveText('Alice Martin')
  await bob.windows.ring.answerVideo.click()
  await expectConnected(alice, bob)
})

test('REACH1 a second start with a link hands it to the first, and ends', async ({ pair }) => {
  const { alice } = pair
  const second = startHost({
    appDir: projectRoot,
    userDataDir: alice.app.userDataDir,
    args: ['ahoy://%40bob/'],
  })
  expect((await second.waitForExit()).code).toBe(0)
  await expectFilledOnly(pair, '@bob')
})

test('REACH1 a link that is more than a person’s address does nothing at all', async ({
  pair: { alice, bob },
}) => {
  const { main } = alice.windows
  for (const link of [
    'ahoy:@bob?call=1',
    'ahoy:@bob#dial',
    'ahoy:call/@bob',
    'ahoy:@b b',
    'https://example.com/@bob',
  ])
    await desktopOf(alice.app).openUrl(link)
  // One after them that is good shows that the others have had their turn.
  await desktopOf(alice.app).openUrl('ahoy:@alice')
  await expect(main.dialField).toHaveValue('@alice')
  expect(await bob.windows.ring.caller.count()).toBe(0)
  expect((await windowOf(alice.app, 'call')).isVisible).toBe(false)
})
