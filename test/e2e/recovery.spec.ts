import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { RunningDirectory } from '../../src/directory/directory.ts'
import { type AhoyApp, launchAhoy } from '../support/ahoy-app.ts'
import { desktopOf } from '../support/ahoy-desktop.ts'
import { dialField, firstRun } from '../support/ahoy-person.ts'
import { mainView, ringView } from '../support/ahoy-windows.ts'
import { createEngineRig, type EngineRig, signUp, until } from '../support/engine-rig.ts'
import { ALICE, expect, openDirectory, test } from './fixtures/pair.ts'

const PHRASE = 'my old red bicycle'
/** The lock takes half a second on a free computer, and much longer on one that is busy. */
const LOCK_MS = 60_000

const launch = (userDataDir: string, options: Partial<Parameters<typeof launchAhoy>[0]> = {}) =>
  launchAhoy({ name: 'alice', onlyStandIn: true, userDataDir, ...options })

/** One person's folders, their recovery file, and a friend who has called them before. */
test.describe
  .serial('one person, their recovery file and a friend', () => {
    let base = ''
    let file = ''
    let directory: RunningDirectory
    let bob: EngineRig

    test.beforeAll(async () => {
      base = mkdtempSync(join(tmpdir(), 'ahoy-e2e-recovery-'))
      file = join(base, 'alice.json')
      directory = await openDirectory()
      bob = await createEngineRig(() => directory.url)
      await signUp(bob, 'bob')
    })
    test.afterAll(async () => {
      await bob.stop()
      await directory.close()
      rmSync(base, { recursive: true, force: true, maxRetries: 5 })
    })

    const isOnline = (page: Page) =>
      expect(mainView(page).state).toHaveAccessibleName(/^Alice Martin,? Available/, { timeout: LOCK_MS })

    /** Bob calls; Alice sees who it is, without a warning, and declines. */
    const bobRings = async (app: AhoyApp) => {
      await isOnline(await app.page('main'))
      const dialled = await bob.engine.intents['call.dial']({ to: '@alice', media: 'audio', pass: null })
      if (!dialled.ok) throw new Error(dialled.error.kind)
      const ring = ringView(await app.page('ring'))
      await expect(ring.caller).toHaveText(/BOB/)
      await ring.decline.click()
      await until(() => bob.engine.get('calls').calls.at(-1)?.phase.kind === 'ended', 20_000)
      expect(bob.engine.get('calls').calls.at(-1)).toMatchObject({
        phase: { reason: 'declined' },
        peer: { handle: 'alice', hasChangedKey: false },
      })
      const callId = bob.engine.get('calls').calls.at(-1)?.callId
      if (callId) await bob.engine.intents['call.dismiss']({ callId })
    }

    const restore = async (app: AhoyApp, page: Page) => {
      await page.getByRole('button', { name: /^Restore from a recovery file/ }).click()
      await desktopOf(app).answerNextDialog({ kind: 'open', filePaths: [file] })
      await page.getByRole('button', { name: 'Choose the file' }).click()
      await page.getByLabel('Its passphrase').fill(PHRASE)
      await page.getByRole('button', { name: 'Restore', exact: true }).click()
    }

    test('ID2 a recovery file is saved, and brings a damaged identity back', async () => {
      test.setTimeout(240_000)
      const folder = join(base, 'first')
      let app = await launch(folder)
      try {
        await firstRun(app, ALICE, { kind: 'join', address: `127.0.0.1:${directory.port}` })
        await bobRings(app)
        const main = mainView(await app.page('main'))
        await test.step('it is saved where the person says, after a closed dialog', async () => {
          await main.tab('Settings').click()
          await main.page.getByRole('button', { name: 'Save a recovery file' }).click()
          const dialog = main.page.getByRole('dialog', { name: 'Save a recovery file' })
          await dialog.getByLabel('Passphrase', { exact: true }).fill('short')
          await dialog.getByRole('button', { name: 'Choose where to save' }).click()
          await expect(dialog.getByText('A little longer')).toBeVisible()
          await dialog.getByLabel('Passphrase', { exact: true }).fill(PHRASE)
          await dialog.getByLabel('Passphrase again').fill(PHRASE)
          await dialog.getByRole('button', { name: 'Choose where to save' }).click()
          await expect(dialog.getByRole('alert')).toHaveText(/Nothing was saved/, { timeout: LOCK_MS })
          await desktopOf(app).answerNextDialog({ kind: 'save', filePath: file })
          await dialog.getByRole('button', { name: 'Choose where to save' }).click()
          await main.page
            .getByRole('heading', { name: 'Your recovery file is saved' })
            .waitFor({ timeout: LOCK_MS })
          await main.page.getByRole('button', { name: 'Done' }).click()
          await expect(main.page.getByText(/It stays good/)).toBeVisible()
          const [asked] = await desktopOf(app).calls('dialog.showSaveDialog')
          expect(JSON.stringify(asked)).toContain('ahoy-recovery-alice.json')
          expect(readFileSync(file, 'utf8')).not.toContain('alice')
        })
        await app.close()

        await test.step('a damaged key locks the app, and the file opens it again', async () => {
          writeFileSync(join(folder, 'identity.json'), 'half of a fi')
          app = await launch(folder)
          const page = await app.page('main')
          await page.getByRole('heading', { name: /can’t open your key/ }).waitFor()
          expect(readFileSync(join(folder, 'identity.json'), 'utf8')).toBe('half of a fi')
          await restore(app, page)
          await isOnline(page)
          expect(readFileSync(join(folder, 'identity.json.damaged-1'), 'utf8')).toBe('half of a fi')
          await bobRings(app)
        })
        await app.close()

        await test.step('the next start needs no file', async () => {
          app = await launch(folder)
          await isOnline(await app.page('main'))
        })
      } finally {
        await app.close()
      }
    })

    test('ID2 on a new computer the file brings the same handle back, and nobody is warned', async () => {
      test.setTimeout(180_000)
      const folder = join(base, 'second')
      // Here the system has no locked key store, so the person is asked.
      const app = await launch(folder, { safeStorage: 'basic_text' })
      try {
        const page = await app.page('main')
        await page.getByRole('button', { name: /^Restore from a recovery file/ }).click()
        const noise = join(base, 'holiday.json')
        writeFileSync(noise, 'a picture')
        await desktopOf(app).answerNextDialog({ kind: 'open', filePaths: [noise] })
        await page.getByRole('button', { name: 'Choose the file' }).click()
        await expect(page.getByRole('alert')).toHaveText(/no recovery file/)
        await desktopOf(app).answerNextDialog({ kind: 'open', filePaths: [file] })
        await page.getByRole('button', { name: 'Choose the file' }).click()
        await expect(page.getByText('alice.json')).toBeVisible()

        const passphrase = page.getByLabel('Its passphrase')
        await passphrase.fill('my new red bicycle')
        const action = page.getByRole('button', { name: 'Restore', exact: true })
        await expect(action).toBeDisabled()
        await page.getByRole('switch', { name: 'Keep the key in a plain file' }).click()
        await action.click()
        await expect(page.getByText('not the passphrase of this file')).toBeVisible({ timeout: LOCK_MS })
        expect(readdirSync(folder)).not.toContain('identity.json')
        await passphrase.fill(PHRASE)
        await action.click()

        await isOnline(page)
        await expect(dialField(page)).toBeVisible()
        await bobRings(app)
      } finally {
        await app.close()
      }
    })
  })
