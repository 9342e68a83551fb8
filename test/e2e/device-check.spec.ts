import { expect, type Locator, type Page, test } from '@playwright/test'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { CALLING_ANSWERS } from '../support/ahoy-person.ts'
import { mainView } from '../support/ahoy-windows.ts'
import { callStatistics } from '../support/page-watch.ts'

// A newcomer, alone: from the first window to their own voice. Typing is no click; every click is counted.

const MAX_CLICKS = 5

test('CALL7 a newcomer hears themselves from @echo in five clicks, and in three by way of the device check', async () => {
  test.setTimeout(180_000)
  const app = await launchAhoy({ name: 'newcomer', onlyStandIn: true })
  try {
    const main = await app.page('main')
    await test.step('from the start of the app', async () => {
      const { click, count } = countClicks()
      await click(main.getByRole('button', { name: /Start one on this computer/ }))
      await main.getByLabel('Your handle').fill('newcomer')
      await main.getByLabel('Your name').fill('New Comer')
      await click(main.getByRole('button', { name: 'Continue' }))
      await click(main.getByRole('radio', { name: CALLING_ANSWERS.everyone }))
      await click(main.getByRole('button', { name: /Finish|Continue/ }))
      await callEcho(app, main.getByRole('button', { name: 'Call @echo and hear yourself' }), click)
      await expectOwnVoice(app)
      expect(count()).toBeLessThanOrEqual(MAX_CLICKS)
      await hangUp(await app.page('call'))
    })
    await test.step('from the main view, past the device check', async () => {
      const { click, count } = countClicks()
      await click(mainView(main).tab('Settings'))
      await click(main.getByRole('button', { name: 'Check sound and picture' }))
      await expectDevicesWork(main)
      await click(main.getByRole('button', { name: 'Call @echo by voice' }))
      await expectConnected(app)
      await expectOwnVoice(app)
      expect(count()).toBe(3)
      expect(await tryDevices(main)).toBe('NotAllowedError')
      await hangUp(await app.page('call'))
    })
    await test.step('a page that is loaded anew has to open the check again', async () => {
      await main.getByRole('button', { name: 'Check sound and picture' }).click()
      await expectDevicesWork(main)
      expect(await tryDevices(main)).toBe('granted')
      await main.reload()
      await mainView(main).dialField.waitFor()
      expect(await tryDevices(main)).toBe('NotAllowedError')
    })
  } finally {
    await app.close()
  }
})

function countClicks() {
  let clicks = 0
  const click = async (target: Locator) => {
    await target.click()
    clicks += 1
  }
  return { click, count: () => clicks }
}

type Click = ReturnType<typeof countClicks>['click']

/**
 * One counted click. A test types faster than a person: where the echo was not there yet, and the call was missed at
 * once, the same press is made again, as that one.
 */
async function callEcho(app: AhoyApp, button: Locator, click: Click): Promise<void> {
  await click(button)
  let isFirst = true
  await expect(async () => {
    if (!isFirst) await button.click({ timeout: 5_000 })
    isFirst = false
    await expectConnected(app)
  }).toPass({ timeout: 60_000 })
}

async function expectConnected(app: AhoyApp): Promise<void> {
  const page = await app.page('call')
  await expect(page.getByRole('button', { name: /safety emoji/i })).toBeVisible({ timeout: 15_000 })
}

/** The numbers of the connection: what comes back has a voice in it. */
async function expectOwnVoice(app: AhoyApp): Promise<void> {
  const page = await app.page('call')
  await expect
    .poll(async () => (await callStatistics(page))?.audio.totalAudioEnergy ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(0)
}

async function expectDevicesWork(main: Page): Promise<void> {
  await expect(main.getByText('Ahoy hears you.')).toBeVisible()
  const video = main.getByRole('img', { name: 'Your picture, as in a mirror' }).locator('video')
  await expect
    .poll(() =>
      video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames),
    )
    .toBeGreaterThan(5)
}

/** What main answers when the main window's page asks for both devices. */
const tryDevices = (main: Page): Promise<string> =>
  main.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
      (stream) => {
        for (const track of stream.getTracks()) track.stop()
        return 'granted'
      },
      (error: unknown) => (error instanceof DOMException ? error.name : 'other'),
    ),
  )

async function hangUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: /hang up/i }).click()
  await expect(page.getByRole('heading', { name: 'You hung up' })).toBeVisible()
}
