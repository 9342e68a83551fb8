import { expect, type Page, test } from '@playwright/test'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { dial, firstRun } from '../support/ahoy-person.ts'
import { callStatistics, pictureMovement, whenRemotePicture, whenRemoteVoice } from '../support/page-watch.ts'

// The whole of it: the app starts a directory, the directory's process starts the echo, and a newcomer calls it.

let app: AhoyApp

test.beforeAll(async () => {
  test.setTimeout(120_000)
  app = await launchAhoy({ name: 'echo-caller', onlyStandIn: true })
  await firstRun(app, { handle: 'alice', name: 'Alice Martin' }, { kind: 'here' })
})
test.afterAll(() => app.close())

test('CALL7 a newcomer whom nobody knows calls @echo with one press, and hears themselves', async () => {
  const main = await app.page('main')
  const page = await app.page('call')
  // The echo is there a moment after the directory; a call that comes before it is missed at once.
  await expect(async () => {
    await main.getByRole('button', { name: 'Call @echo and hear yourself' }).click({ timeout: 5_000 })
    await expect(page.getByRole('button', { name: /safety emoji/i })).toBeVisible({ timeout: 15_000 })
  }).toPass({ timeout: 60_000 })
  await whenRemoteVoice(page)
  await expectSoundComesBack(page)
  await hangUp(page)
})

test('CALL7 a video call to @echo brings back a moving picture', async () => {
  const page = await app.page('call')
  await dial(app, 'echo')
  await Promise.all([whenRemotePicture(page), whenRemoteVoice(page)])
  await expect.poll(() => pictureMovement(page), { timeout: 30_000 }).toBeGreaterThan(0)
  const seen = await callStatistics(page)
  expect(seen?.video.codec).toBe('video/VP8')
  expect(seen?.video.widthPx).toBeGreaterThan(64)
  await expect
    .poll(async () => (await callStatistics(page))?.video.framesDecoded ?? 0, { timeout: 30_000 })
    .toBeGreaterThan((seen?.video.framesDecoded ?? 0) + 10)
  await expectSoundComesBack(page)
  await hangUp(page)
})

async function expectSoundComesBack(page: Page): Promise<void> {
  const heard = await callStatistics(page)
  expect(heard?.audio.codec).toBe('audio/opus')
  for (const number of ['bytesSent', 'bytesReceived', 'totalAudioEnergy'] as const) {
    await expect
      .poll(async () => (await callStatistics(page))?.audio[number] ?? 0, {
        message: number,
        timeout: 30_000,
      })
      .toBeGreaterThan(heard?.audio[number] ?? 0)
  }
}

async function hangUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: /hang up/i }).click()
  await expect(page.getByRole('heading', { name: 'You hung up' })).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
}
