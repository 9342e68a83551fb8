import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { desktopOf } from '../support/ahoy-desktop.ts'
import { answer, dial, firstRun } from '../support/ahoy-person.ts'
import { windowsOf } from '../support/ahoy-windows.ts'
import { ownAddresses, watchConnections } from '../support/connection-watch.ts'
import { type Computer, openTwoComputers, type TwoComputers } from '../support/two-computers.ts'
import { connect, expectSeesAndHears } from './fixtures/call-proof.ts'
import { ALICE, attachWhenFailed, BOB, expect, type Side, test } from './fixtures/pair.ts'

type Stage = {
  readonly computers: TwoComputers
  readonly start: (who: typeof ALICE | typeof BOB, on: Computer, userDataDir?: string) => Promise<AhoyApp>
  readonly side: (app: AhoyApp, who: typeof ALICE | typeof BOB) => Promise<Side>
}

/** Two computers, and what runs on them; all of it is gone after the test. */
const staged = test.extend<{ readonly stage: Stage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
  stage: async ({}, use, testInfo) => {
    const computers = openTwoComputers()
    testInfo.annotations.push({ type: 'network', description: computers.way })
    process.stdout.write(`\nTwo computers are ${computers.way}.\n`)
    const apps: AhoyApp[] = []
    const sides: Side[] = []
    try {
      await use({
        computers,
        start: async ({ handle }, computer, userDataDir) => {
          const more = userDataDir === undefined ? {} : { userDataDir }
          const app = await launchAhoy({ name: handle, onlyStandIn: true, computer, ...more })
          apps.push(app)
          return app
        },
        side: async (app, who) => {
          const side = { app, ...who, windows: await windowsOf(app) }
          sides.push(side)
          return side
        },
      })
      await attachWhenFailed(testInfo, ...sides)
    } finally {
      await Promise.all(apps.map((app) => app.close().catch(() => {})))
      computers.close()
    }
  },
})

/** Alice starts a directory and lets others reach it; returns the link as her settings show it. */
async function shareDirectory({ windows: { main } }: Side): Promise<string> {
  await main.tab('Settings').click()
  await reachSwitch(main.page).click()
  return joinLink(main.page)
}
const reachSwitch = (page: Side['windows']['main']['page']) =>
  page.getByRole('switch', { name: 'Let others reach it' })
const joinLink = async (page: Side['windows']['main']['page']): Promise<string> =>
  (await page.getByText(/^ahoy:join\?/).textContent()) ?? ''

staged(
  'ID6 a directory on one computer is joined from another by its link, a call connects, each under its own address; off cuts, on brings back',
  async ({ stage: { computers, start, side } }) => {
    test.setTimeout(240_000)
    const aliceApp = await start(ALICE, computers.first)
    await firstRun(aliceApp, ALICE, { kind: 'here' })
    const alice = await side(aliceApp, ALICE)
    const link = await shareDirectory(alice)
    expect(link).toContain(`ahoy:join?at=${computers.first.address}:`)
    const { page } = alice.windows.main
    await expect(page.getByRole('img', { name: 'The join link as a QR code' })).toBeVisible()
    await expect(page.getByText('It stops when this computer sleeps')).toBeVisible()

    const bobApp = await start(BOB, computers.second)
    // The link fills the field in; joining is the person's own act.
    await desktopOf(bobApp).openUrl(link)
    await expect((await bobApp.page('main')).getByLabel('Directory address')).toHaveValue(link)
    await (await bobApp.page('main')).getByRole('button', { name: 'Back' }).click()
    await firstRun(bobApp, BOB, { kind: 'join', address: link })
    const bob = await side(bobApp, BOB)
    const callPages = [alice, bob].map(({ windows }) => windows.call.page)
    await Promise.all(callPages.map(watchConnections))
    await connect(bob, alice)
    // A name that is found by multicast alone would not do: many networks carry none.
    const [alices = [], bobs = []] = await Promise.all(callPages.map(ownAddresses))
    expect(alices).toContain(computers.first.address)
    expect(bobs).toContain(computers.second.address)
    await expectSeesAndHears(alice)
    await expectSeesAndHears(bob)
    await bob.windows.call.hangUp.click()
    await bob.windows.call.close.click()

    await desktopOf(bobApp).openUrl(link)
    await expect(bob.windows.main.dialNote).toContainText('This device belongs to')

    await reachSwitch(page).click()
    await expect(bob.windows.main.page.getByText(/Ahoy can’t reach/).first()).toBeVisible()
    await reachSwitch(page).click()
    expect(await joinLink(page)).toBe(link)
    await expect(bob.windows.main.page.getByText(/Ahoy can’t reach/)).toHaveCount(0, { timeout: 45_000 })
  },
)

staged(
  'ID6 the choice outlives the app; a directory with another key under the same address is refused in words',
  async ({ stage: { computers, start, side }, folder }) => {
    test.setTimeout(180_000)
    const first = await start(ALICE, computers.first, folder)
    await firstRun(first, ALICE, { kind: 'here' })
    const link = await shareDirectory(await side(first, ALICE))
    const bobApp = await start(BOB, computers.second)
    await firstRun(bobApp, BOB, { kind: 'join', address: link })
    const bob = await side(bobApp, BOB)

    await first.close()
    rmSync(join(folder, 'directory', 'tls-key.pem'))
    const second = await start(ALICE, computers.first, folder)
    const { main } = (await side(second, ALICE)).windows
    await main.tab('Settings').click()
    const newLink = await joinLink(main.page)
    expect(newLink).not.toBe(link)
    expect(newLink.split('&')[0]).toBe(link.split('&')[0])
    await expect(bob.windows.main.page.getByText('its key has changed').first()).toBeVisible({
      timeout: 45_000,
    })
  },
)

staged(
  'ID6 where no way leads from one to the other, both are told that the directory needs a relay',
  { tag: '@beside' },
  async ({ stage: { computers, start, side } }) => {
    test.setTimeout(240_000)
    test.skip(computers.blockDatagrams === null, 'needs network namespaces')
    const aliceApp = await start(ALICE, computers.first)
    await firstRun(aliceApp, ALICE, { kind: 'here' })
    const alice = await side(aliceApp, ALICE)
    const link = await shareDirectory(alice)
    const bobApp = await start(BOB, computers.second)
    await firstRun(bobApp, BOB, { kind: 'join', address: link })
    const bob = await side(bobApp, BOB)
    computers.blockDatagrams?.()
    await dial(bob.app, ALICE.handle, 'voice')
    await expect(alice.windows.ring.caller).toHaveText(BOB.name)
    await answer(alice.app, 'voice')
    for (const { windows } of [alice, bob]) {
      await expect(windows.call.whole).toContainText('There is no route between the two of you.', {
        timeout: 60_000,
      })
    }
  },
)
