import { expect, test } from '@playwright/test'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { dial, dialField, firstRun } from '../support/ahoy-person.ts'
import { callStatistics, pictureMovement, whenRemotePicture, whenRemoteVoice } from '../support/page-watch.ts'

// The whole of it: the app starts a directory, the directory's process starts the echo, and a newcomer calls it.

let app: AhoyApp

test.beforeAll(async () => {
  test.setTimeout(120_000)
  app = await launchAhoy({ name: 'echo-caller', onlyStandIn: true })
  await firstRun(app, { handle: 'alice', name: 'Alice Martin' }, { kind: 'here' })
  const page = await app.page('main')
  await expect(async () => {
    await dialField(page).fill('')
    await dialField(page).fill('@echo')
    await expect(page.getByRole('row', { name: /Echo.*(online|available)/is })).toBeVisible({
      timeout: 2_000,
    })
  }).toPass({ timeout: 30_000 })
})
test.afterAll(() => app.close())

for (const media of ['video', 'voice'] as const) {
  test(`CALL7 a ${media} call to @echo brings back what a newcomer says and shows`, async () => {
    const page = await app.page('call')
    await dial(app, 'echo', media)
    await whenRemoteVoice(page)
    if (media === 'video') {
      await whenRemotePicture(page)
      await expect.poll(() => pictureMovement(page), { timeout: 30_000 }).toBeGreaterThan(0)
    }
    const before = await callStatistics(page)
    expect(before?.audio.codec).toBe('audio/opus')
    expect(before?.audio.totalAudioEnergy ?? 0).toBeGreaterThan(0)
    await expect
      .poll(async () => (await callStatistics(page))?.audio.bytesReceived ?? 0)
      .toBeGreaterThan(before?.audio.bytesReceived ?? 0)
    const emoji = page.getByRole('button', { name: /safety emoji/i })
    await expect(emoji).toBeVisible()
    await page.getByRole('button', { name: /hang up/i }).click()
    await expect(page.getByRole('heading', { name: 'You hung up' })).toBeVisible()
    await page.getByRole('button', { name: 'Close' }).click()
  })
}
